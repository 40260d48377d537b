/**
 * What the radicals from U+2E80 to U+2FD5 look like, in order: the property
 * Equivalent_Unified_Ideograph of the Unicode Character Database (EquivalentUnifiedIdeograph.txt,
 * Unicode 14.0). U+2E80 has none, and U+2E9A is not assigned: both stand for themselves.
 */
const equivalents = [
  // CJK Radicals Supplement, U+2E80–U+2EF3
  ...'⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟',
  // U+2EF4–U+2EFF are not assigned.
  ...Array<undefined>(12),
  // Kangxi Radicals, U+2F00–U+2FD5
  ...'一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠',
];

/**
 * Replaces look-alike radicals by the characters that they look like: `客⻋` (U+2ECB) → `客车`.
 * Nothing else is touched, compatibility ideographs and full-width forms neither.
 */
export function replaceRadicals(text: string): string {
  return text.replace(
    /[\u2E80-\u2FD5]/g,
    (radical) => equivalents[radical.charCodeAt(0) - 0x2e80] ?? radical,
  );
}
