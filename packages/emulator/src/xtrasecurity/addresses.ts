const noForwarder = "127.0.0.1";
const bitsOfAddress = 32;

/** Reads where a request comes from: the first value of `X-Forwarded-For`, else a constant address. */
export function readAddress(headers: Headers): string {
  const [first = ""] = (headers.get("X-Forwarded-For") ?? "").split(",", 1);
  return first.trim() || noForwarder;
}

/**
 * Tells whether an address fits an entry of a list: `*`, the same address, one with `*` for any of its four numbers, or
 * an IPv4 range such as `10.0.0.0/8`.
 */
export function fitsAddress(entry: string, address: string): boolean {
  if (entry === "*" || entry === address || fitsPattern(entry, address)) return true;
  const [, base = "", prefix = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(entry) ?? [];
  const start = readIpv4(base);
  const number = readIpv4(address);
  const freeBits = bitsOfAddress - Number(prefix);
  if (start === undefined || number === undefined || freeBits < 0) return false;
  return Math.floor(start / 2 ** freeBits) === Math.floor(number / 2 ** freeBits);
}

function fitsPattern(entry: string, address: string): boolean {
  const [wanted, parts] = [entry.split("."), address.split(".")];
  const fits = (part: string, index: number): boolean =>
    part === parts[index] || (part === "*" && /^\d+$/.test(parts[index] ?? ""));
  return wanted.length === 4 && parts.length === 4 && wanted.every(fits);
}

function readIpv4(text: string): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split(".").map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}
