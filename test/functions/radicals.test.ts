import { replaceRadicals } from '../../cloudfunctions/shared/fields/radicals';

test.each([
  ['小型普通客⻋', '小型普通客车'],
  ['⿊A00000', '黑A00000'],
  ['⻢⻛⻔⻚⻥⻰⻩⻘⻄⻅⻨', '马风门页鱼龙黄青西见麦'],
  ['⺁', '厂'],
  ['⺇⺪⻞', '𠘨𤴔𩙿'],
  ['⺠⻁⻆⻝⻣⻤⻬⻳', '民虎角食骨鬼齐龟'],
])('%s becomes %s', (text, replaced) => {
  expect(replaceRadicals(text)).toBe(replaced);
});

test('each radical of both blocks becomes one character outside them', () => {
  const left: number[] = [];
  for (let code = 0x2e80; code <= 0x2fdf; code++) {
    const radical = String.fromCharCode(code);
    const replaced = replaceRadicals(radical);
    expect([...replaced]).toHaveLength(1);
    if (/[\u2E80-\u2FDF]/.test(replaced)) left.push(code);
  }
  // 2E80 has no equivalent; the others are not assigned.
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  expect(left).toEqual([0x2e80, 0x2e9a, ...range(0x2ef4, 0x2eff), ...range(0x2fd6, 0x2fdf)]);
});

test('where Unicode decomposes a radical, it becomes the same character', () => {
  for (let code = 0x2e80; code <= 0x2fdf; code++) {
    const radical = String.fromCharCode(code);
    const decomposed = radical.normalize('NFKC');
    if (decomposed !== radical) expect(replaceRadicals(radical)).toBe(decomposed);
  }
});

test.each(['车', 'ＡＢ１', '㎏', '①', '豈', '㇐', 'é', '\u0000'])('%j stays', (text) => {
  expect(replaceRadicals(text)).toBe(text);
});
