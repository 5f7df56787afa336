/**
 * Randomness that can be repeated: a generator is made from a stored seed, so a question set can be drawn again and
 * shown to be the same. The algorithm is xoshiro128** (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c),
 * its state the first 128 bits of the seed's SHA-256. It is not for secrets.
 */
import { sha256Words } from "./sha256";

export type SeededRandom = {
  /** The next number of the sequence, 0 … 2³² − 1. */
  readonly nextUint32: () => number;
  /** A number in 0 … n − 1, every one equally likely. Throws RangeError unless n is an integer in 1 … 2³². */
  readonly below: (n: number) => number;
};

const uint32Range = 0x1_0000_0000;

export function seededRandom(seed: string): SeededRandom {
  const [first, second, third, fourth] = sha256Words(seed);
  return generatorFrom([first!, second!, third!, fourth!]);
}

/** The bare generator from a state of four 32-bit words that are not all zero; `seededRandom` is what one wants. */
export function generatorFrom(state: readonly [number, number, number, number]): SeededRandom {
  let [s0, s1, s2, s3] = state;
  const nextUint32 = () => {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return result;
  };
  return { nextUint32, below: (n) => unbiasedBelow(nextUint32, n) };
}

/** All items in random order (Fisher–Yates); the given array stays as it is. */
export function shuffle<Item>(random: SeededRandom, items: readonly Item[]): Item[] {
  return sample(random, items, items.length);
}

/** `count` different items in random order. Throws RangeError when there are not so many. */
export function sample<Item>(random: SeededRandom, items: readonly Item[], count: number): Item[] {
  if (count > items.length) throw new RangeError(`Cannot take ${count} out of ${items.length} items`);
  const pool = [...items];
  for (let index = 0; index < count; index++) {
    const other = index + random.below(pool.length - index);
    [pool[index], pool[other]] = [pool[other]!, pool[index]!];
  }
  return pool.slice(0, count);
}

/** Numbers from the last, incomplete multiple of n are thrown away, so no remainder is likelier than another. */
function unbiasedBelow(nextUint32: () => number, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > uint32Range) throw new RangeError(`below(${n}): need an integer from 1 to 2³²`);
  const limit = uint32Range - (uint32Range % n);
  for (;;) {
    const value = nextUint32();
    if (value < limit) return value % n;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
