import fc from 'fast-check';
import { replaceRadicals } from '../../cloudfunctions/shared/fields/radicals';
import {
  asDigits,
  isAbsent,
  isMasked,
  isPlain,
  toPlainText,
  toVisible,
  trimSpecks,
  withoutSpecks,
} from '../../cloudfunctions/shared/fields/text';

test.each(['', '-', '——', '/', '无', '⽆', ' － ', '― _'])('%j is absent', (text) =>
  expect(isAbsent(text)).toBe(true),
);

test('of all characters nobody sees those that show nothing, and blanks at the ends', () => {
  const unseen = [
    ...[0x00, 0x1b, 0x7f, 0x85, 0xad, 0x034f, 0x061c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e],
    ...[0x200f, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0x206f, 0x3164, 0xfe00, 0xfe0f, 0xfeff],
    ...[0xffa0, 0xfff9, 0xe0100, 0xe01ef],
  ];
  for (const code of unseen) expect(toVisible(`样${String.fromCodePoint(code)}本`)).toBe('样本');
  expect(toVisible(' \u3000样\u200b 本\n')).toBe('样 本');
  for (const seen of ['é', '·', '𠮷', '😀', '〇', '\uE000', '（'])
    expect(toVisible(`样${seen}`)).toBe(`样${seen}`);
});

test('to a plain text the others have nothing to do', () => {
  for (const text of ['样本', 'C1', '2018-07-06', '4670×1806×1474mm', '粤B·12345', 'A'])
    expect(isPlain(text)).toBe(true);
  const unit = fc.oneof(
    fc.constantFrom(...'样Ａ⻋A1-., \'"·×*。（\u200b\u3000\n'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 4 }), (text) => {
      const isLeft = [toVisible, toPlainText, trimSpecks, replaceRadicals].every(
        (change) => change(text) === text,
      );
      expect(isLeft || !isPlain(text)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('full-width forms become ASCII, and nothing else does', () => {
  expect(toPlainText('ＡＢ１，（本）℃①㎏')).toBe('AB1,(本)℃①㎏');
});

test.each([
  ["242kg'", '242kg'],
  ['.小型', '.小型'],
  ['·小型·', '小型'],
  ['，700kg', '，700kg'],
  [',700kg', ',700kg'],
  ['.5', '.5'],
  ['C1。', 'C1'],
  ['“C1”', 'C1'],
  ['：C1 、', 'C1'],
  ['2018-07-06,', '2018-07-06'],
  ['-5', '-5'],
  ["'", ''],
  ["\t'C1\t'\u2003", 'C1'],
])('the specks around %j leave %j', (text, bare) => expect(trimSpecks(text)).toBe(bare));

test.each([
  ['粤B·12345', '粤B12345'],
  ["粤 B﹒1●2.3、4'5", '粤B12345'],
  ['非 营.运', '非营运'],
  ['A-B/C', 'A-B/C'],
])('without specks %j is %j', (text, bare) => expect(withoutSpecks(text)).toBe(bare));

test.each([
  ...['样*', '＊本', '∗', '样本×号', '●●●', '样●', '样■■', '张○○', '张○', '***533', '豫A*****R9'],
])('%j is masked', (text) => expect(isMasked(text)).toBe(true));

test.each(['', '样本', '样●本', '样·本', '一○一号', '4XX0', '粤xxxxx', 'X'])(
  '%j is not masked',
  (text) => expect(isMasked(text)).toBe(false),
);

test('look-alikes of digits, of slashed zeros too, are one digit each', () => {
  expect(asDigits('OoDQIil|!ZzSsGbBgq')).toBe('000011111225566899');
  expect(asDigits('θΘΦφØø〇○')).toBe('00000000');
  expect(asDigits('样A本')).toBe('样A本');
});
