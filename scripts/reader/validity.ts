/** What can stand on a card by its own rules. The texts are in the spelling of `values.ts`. */

export function isRealDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) >= 1910 && Number(year) < 2100 && at.toISOString().slice(0, 10) === text;
}

/** Both ends on the same day of the year, 6 or 10 years apart. */
export function isPeriod(text: string): boolean {
  const [from = '', to = ''] = text.split('至');
  if (!isRealDay(from)) return false;
  if (to === '长期') return true;
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const isSameDay =
    to.slice(4) === from.slice(4) || (from.endsWith('02-29') && to.endsWith('02-28'));
  return isRealDay(to) && isSameDay && (years === 6 || years === 10);
}

/** GB/T 2260, of provinces; 99 is nobody's, and what invented numbers begin with. */
const regions = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[19])/;

/** GB 11643: region and birth date are real and the check digit is right. */
export const isIdNumber = (text: string): boolean => regions.test(text) && hasIdForm(text);

/** What anyone can check who does not know the regions. */
export function hasIdForm(text: string): boolean {
  let remainder = 0;
  for (const digit of text) remainder = (remainder * 2 + (digit === 'X' ? 10 : Number(digit))) % 11;
  return remainder === 1 && birthDateOf(text) !== undefined;
}

export function birthDateOf(idNumber: string): string | undefined {
  const birth = idNumber.replace(/^.{6}(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3');
  return isRealDay(birth) ? birth : undefined;
}

/** A character's value is its index here, modulo 10. */
const vinValues = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** GB 16735: the check digit in the ninth place is right, and the last four are digits. */
export function isVin(text: string): boolean {
  const sum = vinWeights.reduce(
    (total, weight, at) => total + weight * (vinValues.indexOf(text.charAt(at)) % 10),
    0,
  );
  return text.charAt(8) === '0123456789X'.charAt(sum % 11) && /\d{4}$/.test(text);
}

/** What a plate begins with. */
export const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const serial = '[A-HJ-NP-Z\\d]';
const plates = new RegExp(
  `^[${provinces}][A-Z](?:${serial}{4}(?:${serial}|[学警港澳挂领])|[A-HJK]${serial}\\d{4}|\\d{5}[A-HJK])$`,
);

/** GA 36: ordinary plates, and those of new energy. */
export const isPlate = (text: string): boolean => plates.test(text);

/** No vehicle is wider than it is long, in the spelling with `×` and `mm`. */
export function isVehicleSize(text: string): boolean {
  const [length, width] = text.split('×').map(Number);
  return (length ?? 0) >= (width ?? 0);
}

/** No house has the number 0, as one whose letter was misread does. */
export const hasHouseZero = (address: string): boolean =>
  /(?<!\d)0[号室组队栋幢座楼层]/.test(address);

/** It ends with a house, a flat or a place, not in the middle of a word, as one that was cut does. */
export const isWholeAddress = (text: string): boolean =>
  !hasHouseZero(text) &&
  /[\w号室村组队栋幢座楼层元户房铺院屯社区园苑里弄路街道巷庄寨厂场所局站店部处镇乡县市司校坊期门内旁侧城府馆)）]$/.test(
    text,
  );

/** Its 号 stands alone in the next line, easily overlooked. */
export const breaksOff = (address: string): boolean => /[^\d\w栋幢楼座元号层室-]\d+$/.test(address);
