import { createFormKind } from './kinds';
import { asDigits } from './text';

const chinaOffsetMs = 8 * 60 * 60 * 1000;

/** The day in China (UTC+8, no summer time) as `YYYY-MM-DD`, whatever the server's time zone. */
export function todayInChina(nowMs: number): string {
  return new Date(nowMs + chinaOffsetMs).toISOString().slice(0, 10);
}

function toIsoDate(year: number, month: number, day: number): string {
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** 一 is what OCR makes of some. */
const dash = '-\\u2010-\\u2015\\u2212一';
const mark = `[${dash}/.·•・年月]`;
const between = `(?:\\s*${mark}\\s*|\\s+)`;
/** With one of the marks missing, only two digits each can be told apart. */
const separated = `(\\d{4})${between}(\\d{1,2})${between}(\\d{1,2})`;
const compact = `(\\d{4})${mark}?(\\d\\d)${mark}?(\\d\\d)`;
const end = `\\s*日?[${dash}.·\\s]*$`;
const separatedDate = new RegExp(`^${separated}${end}`);
const compactDate = new RegExp(`^${compact}${end}`);

/**
 * `20180706`, `2018/7/6`, `2018·07—06`, `2018-0706`, `2018年7月6日` → `2018-07-06`.
 *
 * @param text short: the caller limits its length
 * @returns `undefined` for everything else, and for a day that does not exist
 */
export function toDate(text: string): string | undefined {
  const parts = separatedDate.exec(text) ?? compactDate.exec(text);
  return parts ? toRealDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day as `YYYY-MM-DD`; `undefined` if the calendar has no such day, or the year is below 100. */
export function toRealDay(year: number, month: number, day: number): string | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lastDay = isLeap && month === 2 ? 29 : (monthDays[month - 1] ?? 0);
  const isReal = year >= 100 && year <= 9999 && day >= 1 && day <= lastDay;
  return isReal ? toIsoDate(year, month, day) : undefined;
}

const chineseYears = '一二三四五六七八九十';

/**
 * 有效期止: a date, `长期`, `长期有效`, or a term (`6年`, `六年`) counted from `validFrom`.
 *
 * @returns `YYYY-MM-DD` or `长期`; `undefined` for everything else, a term without a start too
 */
export function toValidTo(text: string, validFrom: string | null): string | undefined {
  const bare = text.replace(/^(?:至|到)\s*/, '');
  if (/^长\s*期(?:\s*有\s*效)?$/.test(bare)) return '长期';
  const [, years] = /^([1-9]\d?|[一二三四五六七八九十])\s*年$/.exec(bare) ?? [];
  if (years === undefined) return toDate(bare);
  if (validFrom === null) return undefined;
  return addYears(validFrom, chineseYears.indexOf(years) + 1 || Number(years));
}

/** 29 February becomes 28 February where the year has none. */
function addYears(isoDate: string, years: number): string | undefined {
  const [year = 0, month = 0, day = 0] = isoDate.split('-').map(Number);
  return toRealDay(year + years, month, day) ?? toRealDay(year + years, 2, 28);
}

/** 有效期起, and 有效期止 where both stand in one text. */
export interface Period {
  from: string;
  to?: string;
}

const start = new RegExp(`^[自从]?\\s*(${separated}|${compact})\\s*日?\\s*(?:起|至|到|起至)?$`);
const range = new RegExp(
  `^[自从]?\\s*(${separated}|${compact})\\s*日?\\s*(?:起?\\s*[至到]|起|[${dash}~〜]+|\\s)\\s*(.+)$`,
);

/**
 * A date, or a range: `2016-06-21至2022-06-21`, `自2016-06-21至长期`, `20160621-20220621`.
 *
 * @param text short: the caller limits its length
 * @returns `undefined` where either end is unreadable
 */
export function toPeriod(text: string): Period | undefined {
  const date = toDate(start.exec(text)?.[1] ?? text);
  if (date) return { from: date };
  const parts = range.exec(text) ?? [];
  const from = toDate(parts[1] ?? '');
  const to = from && toValidTo(parts[parts.length - 1] ?? '', from);
  return from && to ? { from, to } : undefined;
}

/** 有效期止, and 有效期起 where both stand in one text. */
export function toEnd(text: string, validFrom: string | null): Partial<Period> | undefined {
  const to = toValidTo(text, validFrom);
  if (to) return { to };
  const period = toPeriod(text);
  return period?.to === undefined ? undefined : period;
}

/** A few misread digits among others; a word of look-alikes only is not a date. */
export function guessDate(text: string): string | undefined {
  const guessed = asDigits(text).replace(/午/g, '年').replace(/曰/g, '日');
  const read = text.match(/\d/g)?.length ?? 0;
  return read * 2 >= (guessed.match(/\d/g)?.length ?? 0) ? guessed : undefined;
}

export const dateKind = createFormKind(toDate, (text) => toDate(guessDate(text) ?? ''));
