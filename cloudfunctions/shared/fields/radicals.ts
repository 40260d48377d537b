/**
 * U+2E80 to U+2EF3 in order: Equivalent_Unified_Ideograph of the Unicode Character Database 14.0.
 * U+2E80 has none, and U+2E9A is not assigned: both stand for themselves.
 */
const supplement = [
  ...'⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟',
];

/** `客⻋` (U+2ECB) → `客车`. NFKC knows the Kangxi radicals, from U+2F00; nothing else is touched. */
export function replaceRadicals(text: string): string {
  return text.replace(
    /[\u2E80-\u2EF3]|[\u2F00-\u2FD5]+/g,
    (radicals) => supplement[radicals.charCodeAt(0) - 0x2e80] ?? radicals.normalize('NFKC'),
  );
}
