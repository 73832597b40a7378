const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Writes bytes in Bitcoin's base58; each leading zero byte becomes a `1`. */
export function encodeBase58(bytes: Uint8Array): string {
  const firstUsed = bytes.findIndex((byte) => byte !== 0);
  const zeros = firstUsed === -1 ? bytes.length : firstUsed;
  const digits: number[] = [];
  for (const byte of bytes.subarray(zeros)) addByte(digits, byte);
  const letters = digits.toReversed().map((digit) => alphabet.charAt(digit));
  return alphabet.charAt(0).repeat(zeros) + letters.join("");
}

function addByte(digits: number[], byte: number): void {
  let carry = byte;
  for (const [index, digit] of digits.entries()) {
    carry += digit * 256;
    digits[index] = carry % 58;
    carry = Math.floor(carry / 58);
  }
  while (carry > 0) {
    digits.push(carry % 58);
    carry = Math.floor(carry / 58);
  }
}
