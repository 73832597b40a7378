/** A body after JSON, with the places of numbers that the service cannot read as an integer. */
export interface ParsedJson {
  readonly value: unknown;
  /** Tells whether the number under `key` of `holder` is written like `1.0` or `1e1`, or is beyond 64 bits. */
  isOddInteger(holder: object, key: string): boolean;
}

// Newer than the compiler's library; absent in older browsers, which then take every number as it is.
interface NumberContext {
  readonly source?: string;
}

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** Parses JSON and remembers how numbers were written; throws the platform's `SyntaxError`. */
export function parseJson(text: string): ParsedJson {
  const odd = new WeakMap<object, Set<string>>();

  function note(this: object, key: string, ...[value, context]: readonly [unknown, NumberContext?]): unknown {
    if (typeof value !== "number" || context?.source === undefined || isInt64(context.source)) return value;
    const keys = odd.get(this) ?? new Set<string>();
    odd.set(this, keys.add(key));
    return value;
  }

  // Reading the source of every number is slow, and few bodies hold one that matters.
  const mayBeOdd = /\d[.eE]|\d{19}/.test(text);
  return {
    value: mayBeOdd ? JSON.parse(text, note) : JSON.parse(text),
    isOddInteger: (holder, key) => odd.get(holder)?.has(key) === true,
  };
}

function isInt64(source: string): boolean {
  if (!/^-?\d+$/.test(source)) return false;
  const number = BigInt(source);
  return number >= int64.least && number <= int64.most;
}
