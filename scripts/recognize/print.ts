import type { Point } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { LicenseKind, Result } from '../../cloudfunctions/shared/contract';
import { cardOf } from '../../miniprogram-sample/cards';
import type { Field, FieldValue } from '../../miniprogram-sample/cards/card';
import { doubtSentence } from '../../miniprogram-sample/cards/doubts';
import { formatValue, maskText } from '../../miniprogram-sample/cards/format';
import { inBoth } from '../language';
import type { OpenApiResponse } from '../live';
import { table } from '../table';

/** The result as tables, for people: masked as on the page, but for what is to be looked at. */
export function toTables(kind: LicenseKind, result: Result<object>): string {
  const photo = photoSentences[result.photo];
  if (!result.ok) {
    return table([
      [inBoth('没有识别', 'not recognised', ' '), result.reason],
      ['errCode', String(result.errCode)],
      ['errMsg', result.errMsg],
      [
        inBoth('再试一次', 'try again', ' '),
        result.retryable
          ? inBoth('可以，用同一张照片', 'yes, with the same photo', ' ')
          : inBoth('请换一张照片', 'not with the same photo', ' '),
      ],
      [inBoth('照片', 'photo', ' '), photo],
    ]);
  }
  const { fields } = cardOf(kind);
  const doubted = new Set(result.warnings.map(({ field }) => field));
  const parts = [
    table(
      Object.entries(result.license).map(([key, value]) => [
        fields[key]?.label ?? '',
        key,
        toText(fields[key], value, doubted.has(key)),
      ]),
    ),
  ];
  const extra = Object.entries(result.extra).map(([key, value]) => [key, JSON.stringify(value)]);
  if (extra.length > 0) parts.push(`extra: what no field of the licence takes\n${table(extra)}`);
  if (result.warnings.length > 0) {
    const doubts = result.warnings.map((warning) => [
      fields[warning.field]?.label ?? '',
      warning.field,
      `${doubtSentence(warning, fields)} (${warning.code})${warning.suggestion ? ` perhaps ${warning.suggestion}` : ''}`,
    ]);
    parts.push(`请核对 please check\n${table(doubts)}`);
  }
  return [...parts, `photo: ${photo}`].join('\n\n');
}

/**
 * WeChat's answer byte for byte, below a line that says what it is.
 * @param source whose answer it is
 */
export function toRawOutput(source: string, answer: OpenApiResponse | undefined): Buffer {
  if (!answer?.respData) return Buffer.from(`\nanswer of ${source}: none came\n`);
  const { httpCode, contentType, respData } = answer;
  return Buffer.concat([
    Buffer.from(
      `\nanswer of ${source}, untouched (HTTP ${httpCode}, ${contentType || 'no type'})\n`,
    ),
    respData,
    Buffer.from('\n'),
  ]);
}

/** The same as text inside JSON; `null` where none came. */
export function toRawText(answer: OpenApiResponse | undefined): string | null {
  return answer?.respData ? Buffer.from(answer.respData).toString('utf8') : null;
}

const photoSentences = {
  deleted: 'deleted from cloud storage',
  kept: 'kept in cloud storage, which ends with this command',
  'delete-failed': 'its deletion failed; cloud storage ends with this command',
  none: 'none in cloud storage',
} as const;

/** A value as people write it: 2700 kg, 2018年7月6日. */
function toText(field: Field | undefined, value: unknown, isDoubted: boolean): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && 'leftTop' in value) {
    return (Object.values(value) as Point[]).map(({ x, y }) => `(${x}, ${y})`).join(' ');
  }
  if (typeof value === 'object' && 'w' in value && 'h' in value) {
    return `${value.w} × ${value.h} pixels`;
  }
  if (!field) return String(value);
  const text = formatValue(field, value as FieldValue);
  return isDoubted ? text : maskText(field.mask, text);
}
