import type { AnyCardTable } from '../../cards/card';
import { formatValue } from '../../cards/format';

/** 最上面说的话：过期、尚未生效；以及驾龄、有效期还剩几天。 */
export function toValidity(
  { name, fields, validity, years }: AnyCardTable,
  license: Record<string, unknown>,
  today: string,
): { alerts: string[]; facts: string } {
  const alerts: string[] = [];
  const facts: string[] = [];
  const since = years && license[years.since];
  if (years && isDate(since) && since <= today) {
    facts.push(`${years.label} ${fullYears(since, today)} 年`);
  }
  const [from, to] = validity ? [license[validity.from], license[validity.to]] : [];
  const write = (date: string) =>
    validity ? formatValue(fields[validity.from] as never, date) : date;
  if (isDate(from) && from > today) alerts.push(`${name}从 ${write(from)} 起才有效`);
  else if (to === '长期') facts.push('长期有效');
  else if (isDate(to) && to < today) alerts.push(`${name}已过有效期，有效期到 ${write(to)} 为止`);
  else if (isDate(to) && daysBetween(today, to) <= longestDays)
    facts.push(`有效期还剩 ${daysBetween(today, to)} 天`);
  return { alerts, facts: facts.join(' · ') };
}

/** 证件的有效期最长二十年；再远的不是读错，就是“长期”的另一种写法，天数没有意义。 */
const longestDays = 20 * 366;

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
}

/** 2 月 29 日起算的，平年到 3 月 1 日才满一年。 */
function fullYears(since: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(since.slice(0, 4));
  return today.slice(5) < since.slice(5) ? years - 1 : years;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
}
