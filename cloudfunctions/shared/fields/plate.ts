import { findReading } from './captions';
import { asCode, withoutSpecks } from './text';
import type { Doubt } from './warning';

/**
 * Takes the dot and blanks out of a plate: `粤B·12345`, `粤B 12345` → `粤B12345`. Letters keep their
 * case: a masked `粤xxxxx` must not turn into a plausible plate.
 */
export function toPlate(text: string): string {
  if (isPlate(text)) return text;
  const joined = join(text);
  if (isPlate(joined)) return joined;
  // One dot between two other parts; whatever has more of them is not a plate and stays.
  const [left = '', right = '', ...more] = text.split(/[·•・･‧∙⋅.]/);
  return left && right && more.length === 0 ? left.trim() + right.trim() : text;
}

const join = (text: string) => withoutSpecks(text).replace(/[-\u2010-\u2015]/g, '');

const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]';
/** Serials never hold I or O. */
const serial = '[A-HJ-NP-Z\\d]';
const energy = '[A-HJK]';

const forms = new RegExp(
  `^(?:${[
    // GA 36: ordinary plates; 教练 学, 警用 警, 港澳入出境 港 澳, 挂车 挂, 领馆 领
    `${province}${serial}{4}(?:${serial}|[学警港澳挂领])`,
    // GA 36: new energy, small and large
    `${province}(?:${energy}${serial}\\d{4}|\\d{5}${energy})`,
    // GA 36: embassies
    '\\d{6}使|使\\d{6}',
    // 国办发〔2018〕114号: emergency rescue
    `${province}${serial}{4,5}应急`,
  ].join('|')})$`,
);

/** Whether a 号牌号码 has one of the forms in use. The letter of the city may be any. */
export function isPlate(plate: string): boolean {
  return forms.test(plate);
}

/** What OCR takes a province for, `from` and `to` in the same place. */
const misreadProvinces = {
  from: '粵奥翼冀皎院豫蒙家沪泸护闵閩浙淅淛渝俞晉普湘相辽遼鲁魯鱼蘇貴责雲黒墨贛鄠陕陝峡瓊寧亍古亰',
  to: '粤粤冀冀皖皖豫蒙蒙沪沪沪闽闽浙浙浙渝渝晋晋湘湘辽辽鲁鲁鲁苏贵贵云黑黑赣鄂陕陕陕琼宁宁吉京',
};

/** What OCR takes the last character for, the same way. */
const misreadEnds = { from: '字孚桂拄柱哇誉瞥巷奥頜', to: '学学挂挂挂挂警警港澳领' };

/** No serial has an I or O because these look like 1 and 0, and no city is a digit. */
function toLikelyPlate(text: string): string | undefined {
  const joined = join(asCode(text));
  const place = misreadProvinces.from.indexOf(joined.charAt(0));
  const head = place < 0 ? joined.charAt(0) : misreadProvinces.to.charAt(place);
  const city = joined.charAt(1).replace('8', 'B').replace('5', 'S').replace('6', 'G');
  const serial = joined
    .slice(2)
    .replace(/[Il|!]/g, '1')
    .replace(/O/g, '0')
    .replace(/.$/, (end) => misreadEnds.to.charAt(misreadEnds.from.indexOf(end)) || end);
  const guessed = head + (/[使\d]/.test(head) ? joined.slice(1) : city + serial);
  return isPlate(guessed) ? guessed : undefined;
}

export function doubtPlate(plate: string, captions: readonly string[] = []): Doubt | undefined {
  if (isPlate(plate)) return undefined;
  const suggestion = findReading(plate, captions, toLikelyPlate);
  return { code: 'PLATE_FORMAT', ...(suggestion && { suggestion }) };
}
