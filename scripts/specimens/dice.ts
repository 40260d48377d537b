/** mulberry32, numbers from 0 to below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Dice = ReturnType<typeof createDice>;

/** Choices that the seed makes. */
export function createDice(seed: number) {
  const next = seededRandom(seed * 7919 + 17);
  const below = (count: number) => Math.floor(next() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return {
    below,
    pick,
    chance: (share: number) => next() < share,
    between: (low: number, high: number) => low + next() * (high - low),
    whole: (low: number, high: number) => low + below(high - low + 1),
    text: (characters: string, length: number) =>
      Array.from({ length }, () => pick([...characters])).join(''),
  };
}
