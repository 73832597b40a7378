/** What a refusal says; `error` is always there. */
export interface RefusalBody {
  readonly error: string;
  readonly [member: string]: unknown;
}

/** A refusal on its way to the caller; thrown by whatever looks at the request. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: number;
  readonly body: RefusalBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: RefusalBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.error);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Refuses with a text alone. */
export function refuse(status: number, error: string): Refusal {
  return new Refusal(status, { error });
}
