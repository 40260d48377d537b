/**
 * How many characters of `one` have to be changed, added or taken out to give `other` (Levenshtein),
 * as far as that is at most `limit`; `limit + 1` beyond.
 */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  const row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    let before = i - 1;
    let least = i;
    row[0] = i;
    for (let j = 1; j <= other.length; j++) {
      const changed = before + (one[i - 1] === other[j - 1] ? 0 : 1);
      before = row[j] ?? 0;
      const far = Math.min(changed, before + 1, (row[j - 1] ?? 0) + 1);
      row[j] = far;
      least = Math.min(least, far);
    }
    if (least > limit) return limit + 1;
  }
  return Math.min(row[other.length] ?? 0, limit + 1);
}
