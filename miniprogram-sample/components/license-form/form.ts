import type { LicenseKind, Warning } from '../../../cloudfunctions/shared/contract';
import type { Field, FieldValue, PageKey } from '../../cards/card';
import { doubtSentence, typedSentence } from '../../cards/doubts';
import { formatValue, isUpperCase, maskText, shorten } from '../../cards/format';
import { cardOf } from '../../cards/index';
import { todayInChina } from '../../cards/rules';
import type { Bit, Shot } from './crop';
import { cropPhotos } from './crop';
import type { Difference, FieldTexts, PhotoTexts } from './merge';
import { findDifference, mergePhotos, mergeTexts, readPhoto, showsPage } from './merge';
import type { ConfirmDetail, RecognizedPhoto } from './types';
import { toValidity } from './validity';

/** 表单要显示的一切；小程序里的 `setData` 只收得下 JSON，所以没有 `undefined`。 */
export interface FormView {
  sections: Section[];
  shots: Shot[];
  /** 还要看一看的字段数。 */
  doubts: number;
  /** 已过期、尚未生效。 */
  alerts: string[];
  /** 驾龄、有效期还剩几天。 */
  facts: string;
  difference: Difference | null;
  photoDeleted: boolean;
}

export interface Section {
  page: PageKey;
  title: string;
  name: string;
  offer: string;
  /** 照片里没有这一页，可以补拍。 */
  missing: boolean;
  rows: Row[];
}

export interface Row {
  field: string;
  label: string;
  /** 遮住的，或照人们的写法；没有读到时为 ''。 */
  shown: string;
  /** 点这一行打开什么：日期、几选一，其余是输入框。 */
  control: 'date' | 'one' | 'editor';
  /** 日期，或选中的第几项。 */
  value: string | number;
  choices: readonly string[];
  /** 值旁边的眼睛；没有可遮的时为 ''。 */
  eye: '' | 'open' | 'closed';
  mark: '' | '已修改' | '已确认';
  doubts: Array<{
    sentence: string;
    /** 更像的读法，没有时为 ''。 */
    suggestion: string;
  }>;
  /** 照片里印着这个字段的一段；不知道在哪里时没有。 */
  bit: Bit | null;
  /** 值还读不出来：不能“确认无误”，只能改或留空。 */
  unread: boolean;
  /** 读屏软件念的。 */
  spoken: string;
}

interface GivenPhoto extends PhotoTexts {
  id: string;
}

export type Form = ReturnType<typeof createForm>;

/** 一本证件从照片到确认。这里没有 `wx`，值从不就地修改。 */
export function createForm(kind: LicenseKind) {
  const card = cardOf(kind);
  const today = () => todayInChina(Date.now());
  let given: readonly GivenPhoto[] = [];
  let givenJson = '[]';
  /** 合在一起的照片。 */
  let photos: GivenPhoto[] = [];
  let undecided: GivenPhoto | undefined;
  let accepted: string[] = [];
  let refused: string[] = [];
  let edits: FieldTexts = {};
  let settled: string[] = [];
  let revealed: string[] = [];
  let opened: PageKey[] = [];
  let distrusted: string[] = [];
  let merged = mergePhotos(kind, [], {}, today());
  let view: FormView | undefined;

  /** 照片或填写的内容变了：规则只在这里读一遍合成的文字。 */
  function arrange(): void {
    photos = [];
    undecided = undefined;
    for (const photo of given) {
      if (refused.includes(photo.id)) continue;
      const { texts } = mergeTexts(photos, edits);
      const differs = photos.length > 0 && findDifference(card, texts, photo.texts);
      if (differs && !accepted.includes(photo.id)) {
        undecided = photo;
        continue;
      }
      accepted = [...accepted.filter((id) => id !== photo.id), photo.id];
      photos.push(photo);
    }
    merged = mergePhotos(kind, photos, edits, today());
    view = undefined;
  }

  function isShown(page: PageKey): boolean {
    return showsPage(card, merged.texts, page) || opened.includes(page);
  }

  /** 一个疑点，连同它所依据的文字：其中一处改了，确认就不再算数。 */
  function fingerprint({ field, code, with: other = '' }: Warning): string {
    return JSON.stringify([code, field, merged.texts[field], other, merged.texts[other]]);
  }

  function unsettled(): Warning[] {
    return merged.warnings.filter((warning) => !settled.includes(fingerprint(warning)));
  }

  function fieldValue(field: string): FieldValue {
    const value = merged.license[field] as FieldValue | undefined;
    return value === undefined ? null : value;
  }

  function toRow(field: string, row: Field, open: readonly Warning[], bit: Bit | null): Row {
    const about = open.filter((warning) => warning.field === field);
    const value = fieldValue(field);
    const full = formatValue(row, value);
    const isMasked = Boolean(row.mask) && row.mask !== 'shown' && full !== '';
    // 请人对照卡片的，完整地显示。
    const closed = isMasked && about.length === 0 && !revealed.includes(field);
    const shown = shorten(closed ? maskText(row.mask, full) : full);
    const edited = edits[field] !== undefined;
    const wasDoubted = merged.warnings.some((warning) => warning.field === field);
    const mark = edited ? '已修改' : wasDoubted && about.length === 0 ? '已确认' : '';
    const choices = typeof row.input === 'object' && row.input.choose === 'one' ? row.input.of : [];
    const doubts = about.map((warning) => {
      const { suggestion = '' } = warning;
      const sentence =
        edited && isUnread(warning, value)
          ? typedSentence(row.input, shorten(merged.texts[field] || ''))
          : doubtSentence({ ...warning, text: shorten(warning.text || '') }, card.fields);
      return { sentence, suggestion: suggestion === shorten(suggestion) ? suggestion : '' };
    });
    return {
      field,
      label: row.label,
      shown,
      control: row.input === 'date' ? 'date' : choices.length > 0 ? 'one' : 'editor',
      value:
        choices.length > 0
          ? Math.max(0, choices.indexOf(full))
          : shorten(String(value === null ? '' : value)),
      choices,
      eye: !isMasked || about.length > 0 ? '' : closed ? 'closed' : 'open',
      mark,
      doubts: withoutRepeats(doubts).slice(0, maxDoubts),
      bit,
      unread: about.some((warning) => isUnread(warning, value)),
      spoken: `${row.label}，${closed ? '已隐藏' : shown || (mark ? '没有填写' : '没有读到')}${mark && `，${mark}`}，点按修改`,
    };
  }

  function toView(): FormView {
    const open = unsettled();
    const { shots, bits } = cropPhotos(kind, photos, distrusted);
    const sections = Object.entries(card.pages).map(([key, page]): Section => {
      const missing = !isShown(key as PageKey);
      const rows = missing
        ? []
        : Object.entries(card.fields)
            .filter(([, row]) => row.page === key)
            .map(([field, row]) => toRow(field, row, open, bits[field] || null));
      const { title, name, offer } = page;
      return { page: key as PageKey, title, name, offer, missing, rows };
    });
    return {
      sections: photos.length > 0 ? sections : [],
      shots,
      doubts: new Set(open.map(({ field }) => field)).size,
      ...toValidity(card, merged.license, today()),
      difference: (undecided && findDifference(card, merged.texts, undecided.texts)) || null,
      photoDeleted: photos.every(({ photo }) => photo.result.photo === 'deleted'),
    };
  }

  return {
    /** 一字不差地已经是这些照片。 */
    hasPhotos: (results: unknown) => JSON.stringify(toPhotos(kind, results)) === givenJson,
    /** @param results 页面给的属性 `results`，其中可能有不成样子的 */
    setPhotos(results: unknown) {
      const next = toPhotos(kind, results);
      givenJson = JSON.stringify(next);
      given = next.map((photo) => ({ id: idOf(photo), ...readPhoto(photo, today()) }));
      const isNew = !given.some(({ id }) => accepted.includes(id));
      if (isNew) {
        // 以前的照片一张也没留下：是另一本证件，重新开始。
        [edits, settled, revealed, opened, accepted, refused] = [{}, [], [], [], [], []];
        distrusted = [];
      }
      arrange();
    },
    text: (field: string) => merged.texts[field] || '',
    /** 选几项的字段，已经选了哪些。 */
    chosen(field: string): readonly string[] {
      const input = card.fields[field]?.input;
      const isList = typeof input === 'object' && input.choose === 'some';
      return isList ? (merged.license[input.list] as string[]) : [];
    },
    edit(field: string, typed: string) {
      const row = card.fields[field];
      const text = row && isUpperCase(row) ? typed.trim().toUpperCase() : typed.trim();
      if (text === (merged.texts[field] || '')) return;
      const others = { ...edits };
      delete others[field];
      // 改回读到的样子，就不算改过。
      const read = mergeTexts(photos, {}).texts[field] || '';
      edits = text === read ? others : { ...others, [field]: text };
      arrange();
    },
    /** 用户说这个字段的疑点没有问题。 */
    settle(field: string) {
      const value = fieldValue(field);
      const about = merged.warnings.filter((warning) => warning.field === field);
      settled.push(...about.filter((warning) => !isUnread(warning, value)).map(fingerprint));
      view = undefined;
    },
    toggleMask(field: string) {
      revealed = revealed.includes(field)
        ? revealed.filter((other) => other !== field)
        : [...revealed, field];
      view = undefined;
    },
    /** 照片加载出来与识别时的不同，四角不可信。 */
    distrust(path: string) {
      distrusted = [...distrusted, path];
      view = undefined;
    },
    /** 照片里没有的一页，手动填写。 */
    openPage(page: PageKey) {
      opened.push(page);
      view = undefined;
    },
    /** 像是另一辆车的照片：合并，或不要了并说出该重拍哪一页。 */
    acceptOther() {
      if (undecided) accepted.push(undecided.id);
      arrange();
    },
    refuseOther(): PageKey {
      const page = undecided && card.pages.second && showsPage(card, undecided.texts, 'second');
      if (undecided) refused.push(undecided.id);
      arrange();
      return page ? 'second' : 'main';
    },
    isEdited: () => Object.keys(edits).length > 0,
    /** 改动之前总是同一个对象。 */
    view(): FormView {
      view = view || toView();
      return view;
    },
    confirmation: () =>
      ({
        kind,
        license: merged.license,
        edited: Object.keys(card.fields).filter((field) => edits[field] !== undefined),
        unsettled: unsettled(),
        photoPaths: photos.map(({ photo }) => photo.photoPath || '').filter(Boolean),
        receipts: photos.map(({ photo }) => photo.result.receipt || '').filter(Boolean),
      }) as unknown as ConfirmDetail,
  };
}

/** 没有值可以“确认无误”；分排写的载人数读得出总数，就可以。 */
function isUnread({ code }: Warning, value: FieldValue): boolean {
  return code === 'UNREADABLE' && value === null;
}

/** 页面给的内容里成样子的、属于这种证件的照片。 */
function toPhotos(kind: LicenseKind, results: unknown): RecognizedPhoto[] {
  const given = (Array.isArray(results) ? results : []) as Array<RecognizedPhoto | null>;
  const photos: RecognizedPhoto[] = [];
  for (const photo of given) {
    if (!photo || photo.kind !== kind || !isObject(photo.result?.license)) continue;
    const { warnings: said } = photo.result;
    const warnings = Array.isArray(said) ? said.filter(isObject) : [];
    photos.push({ ...photo, result: { ...photo.result, warnings } });
  }
  return photos;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** 同一张照片、读到同样的内容；页面可能每次都把照片存在同一个路径。 */
function idOf({ photoPath, result: { license, warnings } }: RecognizedPhoto): string {
  return JSON.stringify([photoPath, license, warnings]);
}

/** 一个字段旁边最多写几句。 */
const maxDoubts = 5;

function withoutRepeats<Item>(items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.size < seen.add(JSON.stringify(item)).size);
}
