import { createFormKind } from './kinds';
import { asDigits, trimSpecks } from './text';
import type { Doubt } from './warning';

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
const between = `\\s*${mark}\\s*|\\s+`;
/** With one of the marks missing, only two digits each can be told apart. */
const separated = `(\\d{4})(${between})(\\d{1,2})(${between})(\\d{1,2})(?:\\s*([日号]))?`;
const compact = `(\\d{4})${mark}?(\\d\\d)${mark}?(\\d\\d)(?:\\s*[日号])?`;
const end = `[${dash}.·\\s]*$`;
const separatedDate = new RegExp(`^[.,]?${separated}${end}`);
const compactDate = new RegExp(`^[.,]?${compact}${end}`);
const hasDash = new RegExp(`[${dash}]`);

const isoDate = /^\d{4}-\d\d-\d\d$/;

/**
 * `20180706`, `2018/7/6`, `2018·07—06`, `2018-0706`, `2018年7月6日` → `2018-07-06`.
 *
 * @param text short: the caller limits its length
 * @returns `undefined` for everything else, for a day that does not exist, and for one that has lost a
 * digit: `2018-03-3` may be of the 3rd, the 30th or the 31st
 */
export function toDate(text: string): string | undefined {
  if (isoDate.test(text) && isRealDay(+text.slice(0, 4), +text.slice(5, 7), +text.slice(8)))
    return text;
  const parts = separatedDate.exec(text);
  if (parts) {
    const [, year, mark1 = '', month = '', mark2 = '', day = '', unit] = parts;
    const isPadded = month.startsWith('0') || (month.length === 2 && hasDash.test(mark1 + mark2));
    const isCut = day.length === 1 && (isPadded || (mark2.includes('月') && !unit));
    return isCut ? undefined : toRealDay(Number(year), Number(month), Number(day));
  }
  const [, year, month, day] = compactDate.exec(text) ?? [];
  return day === undefined ? undefined : toRealDay(Number(year), Number(month), Number(day));
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day as `YYYY-MM-DD`; `undefined` if the calendar has no such day, or the year is below 100. */
export function toRealDay(year: number, month: number, day: number): string | undefined {
  return isRealDay(year, month, day) ? toIsoDate(year, month, day) : undefined;
}

function isRealDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lastDay = isLeap && month === 2 ? 29 : (monthDays[month - 1] ?? 0);
  return year >= 100 && year <= 9999 && day >= 1 && day <= lastDay;
}

/** Later than any date of a card. */
export const endOfTime = '2099-12-31';
/** No car and no licence of today is older; a driver may be. */
const firstDay = '1949-10-01';

/** A date that no card can have, with the one possible year that differs in a single digit. */
export function doubtDate(
  date: string | null,
  latest: string,
  earliest = firstDay,
): Doubt | undefined {
  if (date === null || (date >= earliest && date <= latest)) return undefined;
  const isLate = date > latest && latest !== endOfTime;
  const likely: string[] = [];
  for (let year = 1950; year <= Number(latest.slice(0, 4)); year++) {
    const guessed = toDate(year + date.slice(4));
    const isNear = [...String(year)].filter((digit, place) => digit !== date[place]).length === 1;
    if (isNear && guessed && guessed <= latest) likely.push(guessed);
  }
  // Of tomorrow's dates nobody knows which digit is wrong.
  const [suggestion] = date > endOfTime || !isLate ? likely : [];
  return {
    code: isLate ? 'DATE_IN_FUTURE' : 'UNUSUAL_TEXT',
    ...(likely.length === 1 && suggestion && { suggestion }),
  };
}

const chineseYears = '一二三四五六七八九十';

/** How cards without an end write it, where they do not write 长期. */
const endless = '9999-12-31';

/**
 * 有效期止: a date, `长期`, `长期有效`, or a term (`6年`, `六年`) counted from `validFrom`.
 *
 * @returns `YYYY-MM-DD` or `长期`; `undefined` for everything else, a term without a start too
 */
export function toValidTo(text: string, validFrom: string | null): string | undefined {
  const bare = trimSpecks(text.replace(/^[.,]?[至到]/, '').replace(/止$/, ''));
  if (/^长\s*期(?:\s*有\s*效)?$/.test(bare)) return '长期';
  const [, years] = /^([1-9]\d?|[一二三四五六七八九十])\s*年$/.exec(bare) ?? [];
  if (years === undefined) {
    const date = toDate(bare);
    return date === endless ? '长期' : date;
  }
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

/** Specks beside 至. */
const noise = "[\\s.,·。、，'’:：]*";
const begin = `^[自从]?\\s*(${separated}|${compact})${noise}`;
const start = new RegExp(`${begin}(?:起|至|到|起至)?$`);
const range = new RegExp(`${begin}(?:起?${noise}[至到]|起|[${dash}~〜]+|\\s)${noise}(.+)$`);

/**
 * A date, or a range: `2016-06-21至2022-06-21`, `自2016-06-21.至长期`, `20160621-20220621`.
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
function withDigits(text: string): string | undefined {
  const guessed = asDigits(text)
    .replace(/午/g, '年')
    .replace(/曰/g, '日')
    .replace(/[长長][期朝其斯]/, '长期')
    .replace(/[-_=~]+/g, '-');
  const read = text.match(/\d/g)?.length ?? 0;
  return read * 2 >= (guessed.match(/\d/g)?.length ?? 0) ? guessed : undefined;
}

const whole = new RegExp(`\\d{4}${mark}?\\d\\d${mark}?\\d\\d`, 'g');
/** Beside and between two dates that are read for one. */
const maxBetween = 3;

/** A date with misread digits, with specks and blanks inside, or that stands there twice. */
export function guessDate(text: string): string | undefined {
  const guessed = withDigits(text);
  if (guessed === undefined) return undefined;
  const bare = toDate(guessed) ?? toDate(guessed.replace(/[\s.,·'’]/g, ''));
  if (bare) return bare;
  const dates = guessed.match(whole)?.map(toDate) ?? [];
  const isRest = guessed.replace(whole, '').length <= maxBetween;
  return dates.length === 2 && dates[0] === dates[1] && isRest ? dates[0] : undefined;
}

/** As `guessDate`, and two dates with another mark than 至 between them, or with none. */
export function guessPeriod(text: string): string | undefined {
  const guessed = withDigits(text);
  if (guessed === undefined) return undefined;
  const dates = guessed.match(whole)?.map(toDate) ?? [];
  const rest = guessed.replace(whole, '');
  const [from, to] = dates;
  if (from && to && from !== to && dates.length === 2 && rest.length <= maxBetween)
    return `${from}至${to}`;
  return guessDate(text) ?? guessed;
}

export const dateKind = createFormKind(toDate, guessDate);
