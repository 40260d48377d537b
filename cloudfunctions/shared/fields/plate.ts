import type { Doubt } from './answer';
import { withoutBlanks } from './text';

/**
 * Takes the dot and blanks out of a plate: `粤B·12345`, `粤B 12345` → `粤B12345`. Letters keep their
 * case: a masked `粤xxxxx` must not turn into a plausible plate.
 */
export function toPlate(text: string): string {
  const joined = withoutBlanks(text).replace(/-/g, '');
  if (isPlate(joined)) return joined;
  // One dot between two other parts; whatever has more of them is not a plate and stays.
  const [left = '', right = '', ...more] = text.split(/[·•・･‧∙⋅.]/);
  return left && right && more.length === 0 ? left.trim() + right.trim() : text;
}

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

/** Serials have no I and O because these look like 1 and 0, so there is one way to read them. */
export function doubtPlate(plate: string): Doubt | undefined {
  if (isPlate(plate)) return undefined;
  const guessed = toPlate(
    plate.slice(0, 2) + plate.slice(2).replace(/[Il|]/g, '1').replace(/O/g, '0'),
  );
  return { code: 'PLATE_FORMAT', ...(isPlate(guessed) && { suggestion: guessed }) };
}
