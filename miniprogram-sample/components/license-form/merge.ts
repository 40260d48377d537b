import type { LicenseKind, Warning } from '../../../cloudfunctions/shared/contract';
import type { AnyCard, FieldValue, PageKey } from '../../cards/card';
import { editText } from '../../cards/format';
import { cardOf } from '../../cards/index';
import { rules } from '../../cards/rules';
import type { RecognizedPhoto } from './types';

/** 字段 → 编辑时的文字，'' 是没有。 */
export type Texts = Record<string, string>;

export interface Merged {
  texts: Texts;
  license: Record<string, unknown>;
  doubts: Warning[];
}

/** 文字照云函数的规则读一遍，如同是微信的回答。 */
export function readTexts(kind: LicenseKind, texts: Texts, today: string): Merged {
  const read = rules[kind](texts, today);
  const doubts = (read?.warnings || []).map((doubt) => {
    // 抄来的值有疑点，请人看原来的那一处。
    const source = texts[doubt.field] ? undefined : cardOf(kind).fields[doubt.field]?.copyOf;
    return source ? { ...doubt, field: source } : doubt;
  });
  return { texts, license: { ...read?.license }, doubts };
}

/** 一张照片里读到的文字：没有看清的照原文，从另一页抄来的不算。 */
export function textsOf({ kind, result }: RecognizedPhoto): Texts {
  const card = cardOf(kind);
  const license = result.license as unknown as Record<string, FieldValue | undefined>;
  const texts: Texts = {};
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

export function showsPage(card: AnyCard, texts: Texts, page: PageKey): boolean {
  return Object.entries(card.fields).some(([field, row]) => row.page === page && texts[field]);
}

/** 像是两本不同的证件，以及差在哪里。 */
export interface Difference {
  label: string;
  first: string;
  second: string;
}

export function findDifference(card: AnyCard, one: Texts, other: Texts): Difference | undefined {
  for (const fields of card.sameCard) {
    const [first = '', second = ''] = [one, other].map((texts) =>
      fields.map((field) => texts[field]).find(Boolean),
    );
    const label = card.fields[fields[0] || '']?.label || '';
    if (first && second && first !== second) return { label, first, second };
  }
  return undefined;
}

/**
 * 几张照片和用户填写的内容合成一本：用户写的优先，其次没有疑点的，再次后拍的。值、疑点、建议都从合成的
 * 文字读出来，因此总与眼前的内容一致。
 */
export function mergePhotos(
  kind: LicenseKind,
  photos: readonly RecognizedPhoto[],
  edits: Texts,
  today: string,
): Merged {
  const card = cardOf(kind);
  const texts: Texts = {};
  const worths: Record<string, number> = {};
  /** 云函数可能比页面新：页面的规则不认识的疑点，跟着它说的那个值走。 */
  const unknown: Record<string, Warning[]> = {};
  for (const photo of photos) {
    const read = textsOf(photo);
    const own = readTexts(kind, read, today);
    for (const field of Object.keys(card.fields)) {
      const about = photo.result.warnings.filter((doubt) => doubt.field === field);
      const text = read[field] || '';
      const worth = text === '' ? 0 : own.license[field] === null ? 1 : about.length > 0 ? 2 : 3;
      if (worth < (worths[field] || 0)) continue;
      worths[field] = worth;
      texts[field] = text;
      unknown[field] = about.filter(
        ({ code }) =>
          text !== '' && !own.doubts.some((doubt) => doubt.field === field && doubt.code === code),
      );
    }
  }
  for (const [field, text] of Object.entries(edits)) {
    texts[field] = text;
    delete unknown[field];
  }
  const merged = readTexts(kind, texts, today);
  // 一个字也不剩时规则什么也读不出：交出去的仍是完整的一本，每一项为空。
  merged.license = { ...blankOf(photos), ...merged.license };
  const [only] = photos;
  if (only && photos.length === 1)
    merged.license = { ...only.result.license, ...onCard(card, merged.license) };
  for (const doubts of Object.values(unknown)) merged.doubts.push(...doubts);
  return merged;
}

function blankOf(photos: readonly RecognizedPhoto[]): Record<string, unknown> {
  const blank: Record<string, unknown> = {};
  for (const { result } of photos)
    for (const [key, value] of Object.entries(result.license))
      blank[key] = Array.isArray(value) ? [] : null;
  return blank;
}

/** 卡面上的字段和由它们拆出来的；两张照片合成之后，四角与照片尺寸没有意义。 */
function onCard(card: AnyCard, license: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [field, { input }] of Object.entries(card.fields)) {
    kept[field] = license[field];
    if (typeof input === 'object' && input.choose === 'some')
      kept[input.list] = license[input.list];
  }
  return kept;
}
