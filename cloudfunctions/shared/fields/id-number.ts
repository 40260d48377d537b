import { findReading } from './captions';
import { toRealDay } from './dates';
import { asCode, asDigits, isMasked, withoutSpecks } from './text';
import type { Doubt } from './warning';

/** 公民身份号码, GB 11643: six digits of region, the birth date, three of order, the check digit. */
const wellFormed = /^\d{6}(\d{4})(\d\d)(\d\d)\d{3}[\dXx]$/;

/** Upper-cases the x of a well-formed number, without blanks; foreigners' and masked ones stay as they are. */
export function toIdNumber(text: string): string {
  const joined = withoutSpecks(text);
  return birthDateOf(joined) ? joined.toUpperCase() : text;
}

/** The birth date in a number, `YYYY-MM-DD`; `undefined` where the form or the day is not real. */
export function birthDateOf(idNum: string): string | undefined {
  const parts = wellFormed.exec(idNum);
  return parts ? toRealDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

/** The third digit of the order is odd for men. */
export function sexOf(idNum: string): '男' | '女' {
  return Number(idNum.charAt(16)) % 2 ? '男' : '女';
}

/** GB 11643. Look-alikes are only read as digits where the check digit is then right. */
export function doubtIdNumber(idNum: string, captions: readonly string[] = []): Doubt | undefined {
  if (birthDateOf(idNum)) return hasCheckDigit(idNum) ? undefined : { code: 'ID_CHECK_DIGIT' };
  const suggestion = findReading(idNum, captions, toLikelyNumber);
  return { code: 'ID_FORMAT', ...(suggestion && { suggestion }) };
}

/** Of a foreigner, whose passport number is nothing to doubt, but a number of this shape is. */
export function doubtForeignNumber(idNum: string, captions: readonly string[]): Doubt | undefined {
  const isOfShape =
    isMasked(idNum) || /^\d{17}[\dXx]$/.test(idNum) || findReading(idNum, captions, toLikelyNumber);
  return isOfShape ? doubtIdNumber(idNum, captions) : undefined;
}

function toLikelyNumber(text: string): string | undefined {
  const joined = asCode(withoutSpecks(text)).replace(/-/g, '');
  // Of letters only X stands in the last place.
  const end = asDigits(joined.slice(17)).replace(/^[A-Za-z×%]$/, 'X');
  const guessed = asDigits(joined.slice(0, 17)) + end;
  return birthDateOf(guessed) && hasCheckDigit(guessed) ? guessed : undefined;
}

/** ISO 7064 MOD 11-2. */
function hasCheckDigit(idNum: string): boolean {
  let remainder = 0;
  for (const digit of idNum)
    remainder = (remainder * 2 + (digit === 'X' ? 10 : Number(digit))) % 11;
  return remainder === 1;
}
