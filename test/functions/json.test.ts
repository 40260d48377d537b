import { createRequire } from 'node:module';
import fc from 'fast-check';
import { toCamelCase, toDecimalText } from '../../cloudfunctions/shared/fields/json';

/** The parser that the SDK itself uses, with the SDK's options. */
const sdkRequire = createRequire(require.resolve('wx-server-sdk'));
const { parse } = sdkRequire('json-bigint')({ useNativeBigInt: false }) as {
  parse: (json: string) => unknown;
};

/** The SDK copies every object member by member. */
const asTheSdkGivesIt = (json: string) => {
  const value = parse(json);
  return typeof value === 'object' ? { ...value } : value;
};

test.each([
  ['7', '7'],
  ['0', '0'],
  ['-5', '-5'],
  ['119.5', '119.5'],
  ['1234567890123456', '1234567890123456'],
  ['440524188001010014', '440524188001010014'],
  ['441000000003123456789', '441000000003123456789'],
  ['10000000000000000', '10000000000000000'],
  ['100000000000000000000000000000', '100000000000000000000000000000'],
  ['-1234567890123456', '-1234567890123456'],
  ['119.00000000000001', '119.00000000000001'],
  ['100000000000000.10', '100000000000000.1'],
  ['0.000123456789012345678', '0.000123456789012345678'],
  ['-0.00000000000000010', '-0.0000000000000001'],
  ['0.00000000000000000', '0'],
])('the number %s of an answer is the text %s', (json, text) => {
  expect(toDecimalText(asTheSdkGivesIt(json))).toBe(text);
});

test('a long number is found again digit by digit', () => {
  const digits = fc.stringMatching(/^[1-9][0-9]{15,60}$/);
  const decimals = fc.stringMatching(/^[0-9]{0,30}[1-9]$/);
  fc.assert(fc.property(digits, (json) => expect(toDecimalText(asTheSdkGivesIt(json))).toBe(json)));
  fc.assert(
    fc.property(digits, decimals, (whole, part) => {
      const json = `-${whole}.${part}`;
      expect(toDecimalText(asTheSdkGivesIt(json))).toBe(json);
    }),
  );
});

test.each([
  ['text', '7'],
  ['null', null],
  ['a list', [7]],
  ['no number', Number.NaN],
  ['an endless number', Number.POSITIVE_INFINITY],
  ['an empty object', {}],
  ['another member', { s: 1, e: 0, c: [7], d: 1 }],
  ['no sign', { s: 0, e: 0, c: [7] }],
  ['no exponent', { s: 1, e: '0', c: [7] }],
  ['a fraction as exponent', { s: 1, e: 0.5, c: [7] }],
  ['an exponent that would fill the memory', { s: 1, e: 1e9, c: [7] }],
  ['the same below zero', { s: 1, e: -1e9, c: [7] }],
  ['no digits', { s: 1, e: 0, c: [] }],
  ['digits that are not a list', { s: 1, e: 0, c: '7' }],
  ['an element of 15 digits', { s: 1, e: 14, c: [1e14] }],
  ['a negative element', { s: 1, e: 0, c: [-7] }],
  ['a text among the elements', { s: 1, e: 0, c: ['7'] }],
  ['more elements than a card has digits for', { s: 1, e: 0, c: Array(9).fill(7) }],
])('%s is not a number', (_title, value) => {
  expect(toDecimalText(value)).toBeUndefined();
});

test.each([
  ['plate_num_b', 'plateNumB'],
  ['plateNumB', 'plateNumB'],
  ['plateNum_b', 'plateNumB'],
  ['plate_Num', 'plateNum'],
  ['plate__num', 'plateNum'],
  ['id_num_2', 'idNum_2'],
  ['__proto__', 'Proto__'],
  ['_', '_'],
  ['', ''],
])('the key %s is %s in camelCase', (key, camelKey) => {
  expect(toCamelCase(key)).toBe(camelKey);
});

test('a key in camelCase stays, whatever it looks like', () => {
  const key = fc.string({ unit: fc.constantFrom('_', 'a', 'B', '1', '-', '号') });
  fc.assert(
    fc.property(key, (any) => expect(toCamelCase(toCamelCase(any))).toBe(toCamelCase(any))),
  );
});
