export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Far more than any answer of WeChat's has. Where JSON.stringify gives up differs from Node to Node. */
const maxDepth = 100;

/** Whether lists and objects stand in each other more often than that. */
export function isTooDeep(value: unknown, depth = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member) => isTooDeep(member, depth - 1));
}

/** As the SDK does it: `plate_num_b` → `plateNumB`. */
export function toCamelCase(key: string): string {
  if (!key.includes('_')) return key;
  // The whole run, or it would be tried from its second underscore too: quadratic.
  return key.replace(/_+([a-z]?)/gi, (run, letter: string) => letter.toUpperCase() || run);
}

const digitsPerElement = 14;
/** More than any number of a card has; bounds the work. */
const maxElements = 8;
const maxExponent = 100;

/**
 * A JSON number as text. Those of more than 15 characters come out of the SDK as the innards of a
 * BigNumber: sign `s`, exponent `e` of the first digit, digits `c` in elements of 14 (bignumber.js 9).
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
