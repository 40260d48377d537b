const chinaOffsetMs = 8 * 60 * 60 * 1000;

/** The day in China (UTC+8, no summer time) as `YYYY-MM-DD`, whatever the server's time zone. */
export function todayInChina(nowMs: number): string {
  return new Date(nowMs + chinaOffsetMs).toISOString().slice(0, 10);
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
  const [, year = '', month = '', day = ''] = separated.exec(text) ?? compact.exec(text) ?? [];
  return toRealDay(year, month, day);
}

/** In a common year. */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The day as `YYYY-MM-DD`, `undefined` if the calendar has no such day. A year has four digits and
 * is not below 100, which would be a misread one.
 */
export function toRealDay(year: string, month: string, day: string): string | undefined {
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const lastDay = isLeap && Number(month) === 2 ? 29 : (monthDays[Number(month) - 1] ?? 0);
  const isReal =
    year.length === 4 && Number(year) >= 100 && Number(day) >= 1 && Number(day) <= lastDay;
  return isReal ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
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
  const [year, month = '', day = ''] = isoDate.split('-');
  const lastYear = String(Number(year) + years);
  return toRealDay(lastYear, month, day) ?? toRealDay(lastYear, '02', '28');
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
