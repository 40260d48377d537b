import type { LicenseKind, Warning } from '../../../cloudfunctions/shared/contract';
import type { AnyCardTable, FieldValue, PageKey } from '../../cards/card';
import { editText } from '../../cards/format';
import { cardOf } from '../../cards/index';
import { rules } from '../../cards/rules';
import type { RecognizedPhoto } from './types';

/** 字段 → 编辑时的文字，'' 是没有。 */
export type FieldTexts = Record<string, string>;

/** 规则从文字里读出来的。 */
export interface Checked {
  license: Record<string, unknown>;
  warnings: Warning[];
}

/** 一张照片里读到的；照片不变，规则只读一遍。 */
export interface PhotoTexts {
  photo: RecognizedPhoto;
  texts: FieldTexts;
  /** 每个字段有多可信：0 没有，1 读不出，2 有疑点，3 没有疑点。 */
  worths: Record<string, number>;
  /** 云函数可能比页面新：页面的规则不认识的疑点，跟着它说的那个值走。 */
  unknown: Warning[];
}

type Rule = (
  answer: FieldTexts,
  today: string,
) => { license: object; warnings: Warning[]; extra: object } | undefined;

/** 文字照云函数的规则读一遍，如同是微信的回答。 */
export function checkTexts(
  kind: LicenseKind,
  texts: FieldTexts,
  today: string,
  rule: Rule = rules[kind],
): Checked {
  const { fields } = cardOf(kind);
  const read = rule(texts, today);
  const license: Checked['license'] = { ...read?.license };
  const warnings = (read?.warnings || []).map((warning) => {
    // 抄来的值有疑点，请人看原来的那一处。
    const source = texts[warning.field] ? undefined : fields[warning.field]?.copyOf;
    return source ? { ...warning, field: source } : warning;
  });
  // 规则不按字段自己的名字读的文字：请人看，不悄悄丢掉。
  for (const field of Object.keys(read?.extra || texts)) {
    const text = texts[field];
    if (text && fields[field] && (license[field] ?? null) === null)
      warnings.push({ field, code: 'UNREADABLE', text });
  }
  return { license, warnings };
}

/** 一张照片里读到的文字：没有看清的照原文，从另一页抄来的不算。 */
export function textsOf({ kind, result }: RecognizedPhoto): FieldTexts {
  const card = cardOf(kind);
  const license = result.license as unknown as Record<string, FieldValue | undefined>;
  const texts: FieldTexts = {};
  for (const field of Object.keys(card.fields)) {
    const unread = result.warnings.find(
      ({ field: of, code }) => of === field && code === 'UNREADABLE',
    );
    texts[field] = editText(license[field] ?? null) || unread?.text || '';
  }
  for (const [field, { copyOf, page }] of Object.entries(card.fields)) {
    const rest = { ...texts, [field]: '' };
    if (copyOf && texts[copyOf] && !showsPage(card, rest, page)) texts[field] = '';
  }
  return texts;
}

export function readPhoto(photo: RecognizedPhoto, today: string): PhotoTexts {
  const { kind, result } = photo;
  const texts = textsOf(photo);
  const { license, warnings } = checkTexts(kind, texts, today);
  const isAbout =
    (field: string, code?: string) =>
    (warning: Warning): boolean =>
      warning.field === field && (!code || warning.code === code);
  const worths: PhotoTexts['worths'] = {};
  for (const [field, text] of Object.entries(texts)) {
    const isDoubted = result.warnings.some(isAbout(field));
    worths[field] = text === '' ? 0 : license[field] === null ? 1 : isDoubted ? 2 : 3;
  }
  const unknown = result.warnings.filter(
    ({ field, code }) => texts[field] && !warnings.some(isAbout(field, code)),
  );
  return { photo, texts, worths, unknown };
}

export function showsPage(card: AnyCardTable, texts: FieldTexts, page: PageKey): boolean {
  return Object.entries(card.fields).some(([field, row]) => row.page === page && texts[field]);
}

/** 像是两本不同的证件，以及差在哪里。 */
export interface Difference {
  label: string;
  first: string;
  second: string;
}

export function findDifference(
  card: AnyCardTable,
  one: FieldTexts,
  other: FieldTexts,
): Difference | undefined {
  for (const fields of card.sameCard) {
    const [first = '', second = ''] = [one, other].map((texts) =>
      fields.map((field) => texts[field]).find(Boolean),
    );
    const label = card.fields[fields[0] || '']?.label || '';
    if (first && second && first !== second) return { label, first, second };
  }
  return undefined;
}

/** 几张照片和用户填写的内容，每个字段取哪一个：用户写的优先，其次没有疑点的，再次后拍的。 */
export function mergeTexts(
  photos: readonly PhotoTexts[],
  edits: FieldTexts,
): { texts: FieldTexts; unknown: Warning[] } {
  const source: Record<string, PhotoTexts> = {};
  for (const photo of photos)
    for (const [field, worth] of Object.entries(photo.worths))
      if (worth >= (source[field]?.worths[field] || 0)) source[field] = photo;
  const texts: FieldTexts = {};
  for (const [field, photo] of Object.entries(source)) texts[field] = photo.texts[field] || '';
  const unknown: Warning[] = [];
  for (const photo of photos) {
    const isShown = ({ field }: Warning) => source[field] === photo && edits[field] === undefined;
    unknown.push(...photo.unknown.filter(isShown));
  }
  return { texts: { ...texts, ...edits }, unknown };
}

/** 合成的一本。值、疑点、建议都从合成的文字读出来，因此总与眼前的内容一致。 */
export function mergePhotos(
  kind: LicenseKind,
  photos: readonly PhotoTexts[],
  edits: FieldTexts,
  today: string,
): Checked & { texts: FieldTexts } {
  const { texts, unknown } = mergeTexts(photos, edits);
  const { license, warnings } = checkTexts(kind, texts, today);
  // 一个字也不剩时规则什么也读不出：交出去的仍是完整的一本，每一项为空。
  const whole = { ...blankOf(photos), ...license };
  const [only] = photos;
  return {
    texts,
    license:
      only && photos.length === 1
        ? { ...only.photo.result.license, ...onCard(cardOf(kind), whole) }
        : whole,
    warnings: [...warnings, ...unknown],
  };
}

function blankOf(photos: readonly PhotoTexts[]): Record<string, unknown> {
  const blank: Record<string, unknown> = {};
  for (const { photo } of photos)
    for (const [key, value] of Object.entries(photo.result.license))
      blank[key] = Array.isArray(value) ? [] : null;
  return blank;
}

/** 卡面上的字段和由它们拆出来的；两张照片合成之后，四角与照片尺寸没有意义。 */
function onCard(card: AnyCardTable, license: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [field, { input }] of Object.entries(card.fields)) {
    kept[field] = license[field];
    if (typeof input === 'object' && input.choose === 'some')
      kept[input.list] = license[input.list];
  }
  return kept;
}
