import type { Field, FieldValue, Mask } from './card';

/** 照人们的写法：7 人、2700 kg、4582 × 1795 × 1458 mm、2018年7月6日、长期；没有值时为 ''。 */
export function formatValue({ input, unit }: Field, value: FieldValue): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? sidesOf(value).join(' × ') : String(value);
  if (unit) return `${text} ${unit}`;
  const isDate = input === 'date' || input === 'dateOrLong';
  const date = isDate && /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return date ? `${date[1]}年${Number(date[2])}月${Number(date[3])}日` : text;
}

/** 编辑时的写法，不带单位；云函数的规则读得回同一个值。 */
export function editText(value: FieldValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? sidesOf(value).join('×') : String(value);
}

function sidesOf({ length, width, height }: Exclude<FieldValue, string | number | null>): number[] {
  return [length, width, height];
}

/** `440***********1234`；短的值至少遮一半。 */
export function maskText(mask: Mask | undefined, text: string): string {
  if (!mask || mask === 'shown') return text;
  const open = Math.floor(text.length / 4);
  const start = Math.min(mask[0], open);
  const end = Math.min(mask[1], open);
  const hidden = '*'.repeat(text.length - start - end);
  return text.slice(0, start) + hidden + text.slice(text.length - end);
}

/** 再长就只显示开头：一次 `setData` 收不下 1 MB。 */
export function shorten(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 999)}…` : text;
}

/** 给 `JSON.stringify`：证件的表说要遮的字段，照样遮住。 */
export function maskFields({ fields }: { fields: Readonly<Record<string, Field>> }) {
  return (key: string, value: unknown) =>
    typeof value === 'string' ? maskText(fields[key]?.mask, value) : value;
}

/** 填写时小写字母改成大写：卡片上没有小写。 */
export function isUpperCase({ input }: Field): boolean {
  if (typeof input === 'object') return input.choose === 'some';
  return input === 'code' || input === 'idNumber' || input === 'plate';
}
