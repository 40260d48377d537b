/** What the SDK makes of WeChat's JSON: how to tell an object, a key and a long number. */

/** An object: neither an array nor null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `plate_num_b` → `plateNumB`, as the SDK does it, and the same for `plate_Num__b`. */
export function toCamelCase(key: string): string {
  if (!key.includes('_')) return key;
  // Taking the whole run, letter or not, keeps it linear: no run is tried from its second underscore.
  return key.replace(/_+([a-z]?)/gi, (run, letter: string) => letter.toUpperCase() || run);
}

/** Decimal digits in each element of `c` but the first. */
const digitsPerElement = 14;
/** More elements than any number of a card needs; bounds the work. */
const maxElements = 8;
const maxExponent = 100;

/**
 * A JSON number as text, `undefined` for any other value.
 *
 * The SDK reads numbers of more than 15 characters with json-bigint and then copies the result
 * member by member, so that a BigNumber arrives as its innards: `s` sign, `e` exponent of the first
 * digit, `c` the digits in elements of 14 (bignumber.js 9).
 */
export function toDecimalText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (!isRecord(value) || Object.keys(value).length !== 3) return undefined;
  const { s: sign, e: exponent, c: elements } = value;
  const isBigNumber =
    (sign === 1 || sign === -1) &&
    Number.isInteger(exponent) &&
    Math.abs(exponent as number) <= maxExponent &&
    Array.isArray(elements) &&
    elements.length > 0 &&
    elements.length <= maxElements &&
    elements.every((element) => Number.isInteger(element) && element >= 0 && element < 1e14);
  if (!isBigNumber) return undefined;

  const digits = elements
    .map((element, index) => (index ? String(element).padStart(digitsPerElement, '0') : element))
    .join('');
  const padded = '0'.repeat(Math.max(-(exponent as number), 0)) + digits;
  const point = Math.max((exponent as number) + 1, 1);
  const decimals = padded.slice(point).replace(/0+$/, '');
  return `${sign === 1 ? '' : '-'}${padded.slice(0, point).padEnd(point, '0')}${decimals && `.${decimals}`}`;
}
