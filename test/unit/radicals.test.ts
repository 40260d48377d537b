import { replaceRadicals } from '../../cloudfunctions/shared/fields/radicals';

test.each([
  ['小型普通客⻋', '小型普通客车'],
  ['⻓期', '长期'],
  ['⼥', '女'],
  ['⽆', '无'],
  ['⿊A00000', '黑A00000'],
  ['⻢⻛⻔⻚⻥⻰⻩⻘⻄⻅⻨', '马风门页鱼龙黄青西见麦'],
  [
    '⼀⼈⼝⼟⼤⼩⼭⼯⽂⽅⽇⽉⽊⽔⽕⽜⽟⽣⽤⽩⽬⽯⽴',
    '一人口土大小山工文方日月木水火牛玉生用白目石立',
  ],
  [
    '⽲⽵⽶⽺⽻⽼⾁⾃⾄⾆⾊⾍⾏⾐⾔⾛⾜⾝⾞⾥⾦⾨⾯⾳⾷⾸⾹⾺⾼⿃⿇⿍⿎⿏⿐⿓⿕',
    '禾竹米羊羽老肉自至舌色虫行衣言走足身車里金門面音食首香馬高鳥麻鼎鼓鼠鼻龍龠',
  ],
  ['⺁', '厂'],
  ['⺇⺪⻞', '𠘨𤴔𩙿'],
  ['⺠⻁⻆⻝⻣⻤⻬⻳', '民虎角食骨鬼齐龟'],
])('%s becomes %s', (text, replaced) => {
  expect(replaceRadicals(text)).toBe(replaced);
});

test('each radical of both blocks becomes one character outside them', () => {
  const left: string[] = [];
  for (let code = 0x2e80; code <= 0x2fdf; code++) {
    const radical = String.fromCharCode(code);
    const replaced = replaceRadicals(radical);
    expect([...replaced]).toHaveLength(1);
    if (/[\u2E80-\u2FDF]/.test(replaced)) left.push(code.toString(16));
  }
  // 2E80 has no equivalent; the others are not assigned.
  expect(left).toEqual([
    '2e80',
    '2e9a',
    ...[
      '2ef4',
      '2ef5',
      '2ef6',
      '2ef7',
      '2ef8',
      '2ef9',
      '2efa',
      '2efb',
      '2efc',
      '2efd',
      '2efe',
      '2eff',
    ],
    ...['2fd6', '2fd7', '2fd8', '2fd9', '2fda', '2fdb', '2fdc', '2fdd', '2fde', '2fdf'],
  ]);
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
