const chinaOffsetMs = 8 * 60 * 60 * 1000;

/** The day in China (UTC+8, no summer time) as `YYYY-MM-DD`, whatever the server's time zone. */
export function todayInChina(nowMs: number): string {
  const now = new Date(nowMs + chinaOffsetMs);
  return toIsoDate(now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate());
}

function toIsoDate(year: number, month: number, day: number): string {
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

const separated = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const compact = /^(\d{4})(\d\d)(\d\d)$/;

/**
 * `2018-07-06`, `20180706`, `2018/7/6`, `2018.07.06`, `2018年7月6日` → `2018-07-06`.
 *
 * @param text short: the caller limits its length
 * @returns `undefined` for everything else, and for a day that does not exist
 */
export function toDate(text: string): string | undefined {
  const parts = separated.exec(text) ?? compact.exec(text);
  return parts ? toRealDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

/** In a common year. */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day as `YYYY-MM-DD`; `undefined` if the calendar has no such day, or the year is below 100. */
export function toRealDay(year: number, month: number, day: number): string | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lastDay = isLeap && month === 2 ? 29 : (monthDays[month - 1] ?? 0);
  const isReal = year >= 100 && year <= 9999 && day >= 1 && day <= lastDay;
  return isReal ? toIsoDate(year, month, day) : undefined;
}

/**
 * 有效期止: a date, `长期`, `长期有效`, or a term in years (`6年`), which counts from `validFrom`.
 *
 * @returns `YYYY-MM-DD` or `长期`; `undefined` for everything else, a term without a start too
 */
export function toValidTo(text: string, validFrom: string | null): string | undefined {
  if (/^长期(?:有效)?$/.test(text)) return '长期';
  const [, years] = /^([1-9]\d?)\s*年$/.exec(text) ?? [];
  if (years === undefined) return toDate(text);
  return validFrom === null ? undefined : addYears(validFrom, Number(years));
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

const range =
  /^(\d{8}|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*(?:至|到|[-~〜–—―]+)\s*(.+)$/;

/**
 * A date, or a range such as `2016-06-21至2022-06-21`, `20160621-20220621`, `2016-06-21至长期`.
 *
 * @param text short: the caller limits its length
 * @returns `undefined` where either end is unreadable
 */
export function toPeriod(text: string): Period | undefined {
  const date = toDate(text);
  if (date) return { from: date };
  const [, start = '', end = ''] = range.exec(text) ?? [];
  const from = toDate(start);
  const to = from && toValidTo(end, from);
  return from && to ? { from, to } : undefined;
}
