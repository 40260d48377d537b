import type { CarClass, OverallSize } from '../../cloudfunctions/shared/contract';
import type { LicenseField } from './wording';

/** What a field of either licence holds. */
export type FieldValue = string | number | OverallSize | null;

const dateFields: LicenseField[] = [
  'registerDate',
  'issueDate',
  'birthDate',
  'validFrom',
  'validTo',
];
const kilogramFields: LicenseField[] = ['totalQuality', 'prepareQuality', 'leadQuality'];
const upperCaseFields: LicenseField[] = [
  'plateNum',
  'plateNumB',
  'vin',
  'engineNum',
  'idNum',
  'carClass',
];

/** Persons or kilograms. */
export function isAmount(field: LicenseField): boolean {
  return field === 'passengersNum' || kilogramFields.includes(field);
}

/** A value as people write it: 7 人, 2700 kg, 4582 × 1795 × 1458 mm, 2018年7月6日, 长期; '' for null. */
export function formatField(field: LicenseField, value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'object') return `${value.length} × ${value.width} × ${value.height} mm`;
  if (kilogramFields.includes(field)) return `${value} kg`;
  if (field === 'passengersNum') return `${value} 人`;
  const date = dateFields.includes(field) && /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value));
  return date ? `${date[1]}年${Number(date[2])}月${Number(date[3])}日` : String(value);
}

/** A value as it stands in the input while the user edits it, without units. */
export function editText(value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'object') return `${value.length}×${value.width}×${value.height}`;
  return String(value);
}

/** How much of a value stays readable while it is masked: characters at the start and at the end. */
const openEnds: Partial<Record<LicenseField, [number, number]>> = {
  idNum: [3, 4],
  vin: [3, 4],
  engineNum: [2, 2],
};

/** Whether a field is shown masked until the user asks for it. */
export function isMaskable(field: LicenseField): boolean {
  return openEnds[field] !== undefined;
}

/** `440***********1234`; at least half of a short value is hidden. */
export function maskText(field: LicenseField, text: string): string {
  const ends = openEnds[field];
  if (!ends) return text;
  const open = Math.floor(text.length / 4);
  const start = Math.min(ends[0], open);
  const end = Math.min(ends[1], open);
  return (
    text.slice(0, start) + '*'.repeat(text.length - start - end) + text.slice(text.length - end)
  );
}

export type ParsedField = { ok: true; value: FieldValue } | { ok: false; hint: string };

/**
 * What the user typed, as the field's own type; '' becomes null. The checks are light: what cannot be a
 * date, an amount or a size is asked for again, everything else is taken as it stands.
 */
export function parseField(field: LicenseField, typed: string): ParsedField {
  const text = typed.trim();
  if (text === '') return { ok: true, value: null };
  if (field === 'validTo' && text === '长期') return { ok: true, value: text };
  if (dateFields.includes(field)) {
    const value = parseDate(text);
    const hint =
      field === 'validTo' ? '请写成 2018-07-06 或“长期”' : '请写成 2018-07-06 这样的日期';
    return value ? { ok: true, value } : { ok: false, hint };
  }
  if (isAmount(field)) {
    const amount = /^(\d{1,6})\s*(人|kg|千克|公斤)?$/i.exec(text.replace(/,/g, ''));
    return amount
      ? { ok: true, value: Number(amount[1]) }
      : {
          ok: false,
          hint: field === 'passengersNum' ? '请填写人数，如 7' : '请填写公斤数，如 2700',
        };
  }
  if (field === 'overallSize') {
    const size = /^(\d{2,5})\s*[x×*]\s*(\d{2,5})\s*[x×*]\s*(\d{2,5})\s*(mm)?$/i.exec(text);
    return size
      ? {
          ok: true,
          value: { length: Number(size[1]), width: Number(size[2]), height: Number(size[3]) },
        }
      : { ok: false, hint: '请写成 4582×1795×1458' };
  }
  if (field === 'sex') {
    return text === '男' || text === '女'
      ? { ok: true, value: text }
      : { ok: false, hint: '请填写“男”或“女”' };
  }
  return { ok: true, value: upperCaseFields.includes(field) ? text.toUpperCase() : text };
}

/** `YYYY-MM-DD` of 2018-7-6, 20180706, 2018.07.06, 2018年7月6日; undefined for a day that does not exist. */
function parseDate(text: string): string | undefined {
  const parts =
    /^(\d{4})(\d\d)(\d\d)$/.exec(text) || /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}

/** `carClasses` of an edited `carClass`: A1A2 → A1, A2. What is no class of 公安部令第162号 is left out. */
export function toCarClasses(carClass: string | null): CarClass[] {
  const classes = (carClass || '').match(/[ABC]\d|[DEFMNP]/g) || [];
  return classes.filter((text) => /^(A[1-3]|B[12]|C[1-6]|[DEFMNP])$/.test(text)) as CarClass[];
}
