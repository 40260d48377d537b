import type { WarningCode } from '../contract';
import { toRealDay } from './dates';

/** 公民身份号码, GB 11643: six digits of region, the birth date, three of order, the check digit. */
const wellFormed = /^\d{6}(\d{4})(\d\d)(\d\d)\d{3}[\dXx]$/;

/** Upper-cases the x of a well-formed number; foreigners' and masked numbers stay as they are. */
export function toIdNumber(text: string): string {
  return birthDateOf(text) ? text.toUpperCase() : text;
}

/** The birth date in a well-formed number; `undefined` where the form or the day is not real. */
export function birthDateOf(idNum: string): string | undefined {
  const parts = wellFormed.exec(idNum);
  return parts ? toRealDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

/** The third digit of the order is odd for men. */
export function sexOf(idNum: string): '男' | '女' {
  return Number(idNum.charAt(16)) % 2 ? '男' : '女';
}

/** GB 11643, with the check digit of ISO 7064 MOD 11-2. */
export function doubtIdNumber(idNum: string): WarningCode | undefined {
  if (!birthDateOf(idNum)) return 'ID_FORMAT';
  let remainder = 0;
  for (const digit of idNum)
    remainder = (remainder * 2 + (digit === 'X' ? 10 : Number(digit))) % 11;
  return remainder === 1 ? undefined : 'ID_CHECK_DIGIT';
}
