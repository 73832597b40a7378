const TWO_TO_32 = 2 ** 32;

/** Starts a stream of numbers in [0, 1) that is the same for the same integer `seed` (sfc32; not for cryptography). */
export function seededRandom(seed: number): () => number {
  let a = Math.floor(seed / TWO_TO_32) | 0;
  let b = seed | 0;
  let c = 0x9e3779b9;
  let counter = 1;

  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / TWO_TO_32;
  };

  // Neighbouring seeds give similar numbers until the state is mixed.
  for (let round = 0; round < 16; round += 1) next();
  return next;
}
