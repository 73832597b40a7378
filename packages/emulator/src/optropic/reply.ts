/** An answer before it is written: the body is a JSON value, a `BinaryBody`, or `undefined` for none. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** An answer as it goes out; kept as it is where a request may be repeated. */
export interface WrittenReply {
  readonly status: number;
  readonly body: string | Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A body that is sent as it is instead of as JSON, with headers of its own. */
export class BinaryBody {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;

  constructor(bytes: Uint8Array, headers: Readonly<Record<string, string>>) {
    this.bytes = bytes;
    this.headers = headers;
  }
}

/** Writes an answer; one without a body is a 204, whatever its status was to be. */
export function writeReply({ status, body }: Reply): WrittenReply {
  if (body === undefined) return { status: 204, body: null, headers: {} };
  if (body instanceof BinaryBody) {
    return { status, body: body.bytes, headers: { "Content-Type": "application/octet-stream", ...body.headers } };
  }
  return { status, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

/** Counts the bytes of an answer's body. */
export function sizeOf({ body }: WrittenReply): number {
  if (body === null) return 0;
  return typeof body === "string" ? new TextEncoder().encode(body).byteLength : body.byteLength;
}
