import {
  doubtCarClass,
  splitCarClasses,
  toCarClass,
} from '../../cloudfunctions/shared/fields/car-class';

const all = 'A1 A2 A3 B1 B2 C1 C2 C3 C4 C5 C6 D E F M N P'.split(' ');

test('the 17 classes are known, with and without blanks', () => {
  expect(splitCarClasses(all.join(' '))).toEqual({ known: all, isComplete: true });
  expect(splitCarClasses(all.join(''))).toEqual({ known: all, isComplete: true });
});

test.each([
  ['C1', ['C1']],
  ['C1D', ['C1', 'D']],
  ['A2 E', ['A2', 'E']],
  ['C1、D', ['C1', 'D']],
  ['C1, D', ['C1', 'D']],
  ['A2/E', ['A2', 'E']],
  ['C1C1', ['C1']],
  ['C1.D', ['C1', 'D']],
  ['C1(限)', ['C1']],
])('%s holds %j', (text, known) => {
  expect(splitCarClasses(text)).toEqual({ known, isComplete: true });
});

test.each([
  ['C', []],
  ['C11', []],
  ['D1', []],
  ['1', []],
  ['c1', []],
  [',', []],
  ['', []],
  ['C1X', ['C1']],
  ['A1C7', ['A1']],
  ['C1-D', ['C1', 'D']],
  ['准驾C1', ['C1']],
])('part of %j is not a class, and %j is what is known of it', (text, known) => {
  expect(splitCarClasses(text)).toEqual({ known, isComplete: false });
});

test.each([
  ['c1', 'C1'],
  ['a2 e', 'A2 E'],
  ['C1d', 'C1D'],
  ['c1x', 'c1x'],
  ['xx', 'xx'],
  ['ﬀ', 'ﬀ'],
  [',', ','],
])('%s is written %s: upper case only where it makes classes', (text, carClass) => {
  expect(toCarClass(text)).toBe(carClass);
});

test.each([
  ['CI', 'C1'],
  ['Cl', 'C1'],
  ['CJ', 'C1'],
  ['C|', 'C1'],
  ['CⅠ', 'C1'],
  ['С1', 'C1'],
  ['G1', 'C1'],
  ['Α2', 'A2'],
  ['АZ', 'A2'],
  ['82', 'B2'],
  ['A20', 'A2D'],
  ['C1O', 'C1D'],
  ['C1-D', 'C1D'],
  ['C1C1', 'C1'],
  ['A1A2A38182', 'A1A2A3B1B2'],
  ['准驾C1', 'C1'],
  ['维驾车型A2', 'A2'],
  ['ClassCI', 'C1'],
  ['C1准驾', 'C1'],
  ['C11', undefined],
  ['C1l', undefined],
  ['D1D', undefined],
  ['A1C', undefined],
  ['sA1', undefined],
  ['4A2', undefined],
  ['C1]', undefined],
  ['C1有效期限', undefined],
])('%s is doubted, and likely %s', (text, suggestion) => {
  const found = { code: 'CAR_CLASS_UNKNOWN', ...(suggestion && { suggestion }) };
  expect(doubtCarClass(text, ['准驾车型', 'Class'])).toEqual(found);
});

test.each(['*', 'C*', '**', 'A1*'])('%s is masked', (text) => {
  expect(doubtCarClass(text)).toEqual({ code: 'MASKED' });
});
