import type { LicenseKind, Warning } from '../../../cloudfunctions/shared/contract';
import type { Field, FieldValue, PageKey } from '../../cards/card';
import { doubtSentence, typedSentence } from '../../cards/doubts';
import { formatValue, isUpperCase, maskText } from '../../cards/format';
import { cardOf } from '../../cards/index';
import { todayInChina } from '../../cards/rules';
import type { Shot } from './crop';
import { toShots } from './crop';
import type { Difference, Merged, Texts } from './merge';
import { findDifference, mergePhotos, readTexts, showsPage, textsOf } from './merge';
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
  doubts: Doubt[];
  /** 值还读不出来：不能“确认无误”，只能改或留空。 */
  unread: boolean;
  /** 读屏软件念的。 */
  spoken: string;
}

export interface Doubt {
  sentence: string;
  /** 更像的读法，没有时为 ''。 */
  suggestion: string;
}

export interface Form {
  /** 已经是这几张照片。 */
  hasPhotos(photos: readonly RecognizedPhoto[]): boolean;
  setPhotos(photos: readonly RecognizedPhoto[]): void;
  text(field: string): string;
  /** 选几项的字段，已经选了哪些。 */
  chosen(field: string): readonly string[];
  edit(field: string, text: string): void;
  /** 用户说这个字段的疑点没有问题。 */
  settle(field: string): void;
  toggleMask(field: string): void;
  /** 照片里没有的一页，手动填写。 */
  openPage(page: PageKey): void;
  /** 像是另一辆车的照片：合并，或不要了并说出该重拍哪一页。 */
  acceptOther(): void;
  refuseOther(): PageKey;
  isEdited(): boolean;
  view(): FormView;
  confirmation(): ConfirmDetail;
}

/** 一本证件从照片到确认。这里没有 `wx`，值从不就地修改。 */
export function createForm(kind: LicenseKind): Form {
  const card = cardOf(kind);
  const today = () => todayInChina(Date.now());
  /** 合在一起的照片。 */
  let photos: RecognizedPhoto[] = [];
  let undecided: RecognizedPhoto | undefined;
  let given: readonly RecognizedPhoto[] = [];
  let accepted: string[] = [];
  let refused: string[] = [];
  let edits: Texts = {};
  let settled: string[] = [];
  let revealed: string[] = [];
  let opened: PageKey[] = [];
  let merged: Merged = mergePhotos(kind, [], {}, today());

  function arrange(): void {
    photos = [];
    undecided = undefined;
    for (const photo of given) {
      const id = idOf(photo);
      if (refused.includes(id)) continue;
      const differs = photos.length > 0 && findDifference(card, merged.texts, textsOf(photo));
      if (differs && !accepted.includes(id)) {
        undecided = photo;
        continue;
      }
      accepted.push(id);
      photos.push(photo);
      merged = mergePhotos(kind, photos, edits, today());
    }
    if (photos.length === 0) merged = mergePhotos(kind, [], edits, today());
  }

  function isShown(page: PageKey): boolean {
    return showsPage(card, merged.texts, page) || opened.includes(page);
  }

  /** 一个疑点，连同它所依据的文字：其中一处改了，确认就不再算数。 */
  function keyOf(doubt: Warning): string {
    const about = Object.keys(card.fields).filter((field) => {
      if (field === doubt.field) return true;
      const { doubts } = readTexts(kind, { ...merged.texts, [field]: '' }, today());
      return !doubts.some(({ field: of, code }) => of === doubt.field && code === doubt.code);
    });
    return JSON.stringify([doubt.field, doubt.code, about.map((field) => merged.texts[field])]);
  }

  function unsettled(): Warning[] {
    return merged.doubts.filter((doubt) => !settled.includes(keyOf(doubt)));
  }

  function fieldValue(field: string): FieldValue {
    const value = merged.license[field] as FieldValue | undefined;
    return value === undefined ? null : value;
  }

  function toRow(field: string, row: Field, open: readonly Warning[]): Row {
    const about = open.filter((doubt) => doubt.field === field);
    const value = fieldValue(field);
    const full = formatValue(row, value);
    const isMasked = Boolean(row.mask) && row.mask !== 'shown' && full !== '';
    // 请人对照卡片的，完整地显示。
    const closed = isMasked && about.length === 0 && !revealed.includes(field);
    const shown = closed ? maskText(row.mask, full) : full;
    const edited = edits[field] !== undefined;
    const wasDoubted = merged.doubts.some((doubt) => doubt.field === field);
    const mark = edited ? '已修改' : wasDoubted && about.length === 0 ? '已确认' : '';
    const choices = typeof row.input === 'object' && row.input.choose === 'one' ? row.input.of : [];
    return {
      field,
      label: row.label,
      shown,
      control: row.input === 'date' ? 'date' : choices.length > 0 ? 'one' : 'editor',
      value:
        choices.length > 0
          ? Math.max(0, choices.indexOf(full))
          : String(value === null ? '' : value),
      choices,
      eye: !isMasked || about.length > 0 ? '' : closed ? 'closed' : 'open',
      mark,
      doubts: about.map((doubt) => ({
        sentence:
          edited && isUnread(doubt, value)
            ? typedSentence(row.input, merged.texts[field] || '')
            : doubtSentence(doubt),
        suggestion: doubt.suggestion || '',
      })),
      unread: about.some((doubt) => isUnread(doubt, value)),
      spoken: `${row.label}，${closed ? '已隐藏' : shown || (mark ? '没有填写' : '没有读到')}${mark && `，${mark}`}，点按修改`,
    };
  }

  const ownOf = (all: readonly RecognizedPhoto[]) => all.filter((photo) => photo.kind === kind);

  return {
    hasPhotos: (next) => ownOf(next).map(idOf).join() === given.map(idOf).join(),
    setPhotos(next) {
      given = ownOf(next);
      const ids = given.map(idOf);
      const isNew = !accepted.some((id) => ids.includes(id));
      if (isNew) {
        // 以前的照片一张也没留下：是另一本证件，重新开始。
        [edits, settled, revealed, opened, accepted, refused] = [{}, [], [], [], [], []];
      }
      arrange();
    },
    text: (field) => merged.texts[field] || '',
    chosen(field) {
      const input = card.fields[field]?.input;
      const isList = typeof input === 'object' && input.choose === 'some';
      return isList ? (merged.license[input.list] as string[]) : [];
    },
    edit(field, typed) {
      const row = card.fields[field];
      const text = row && isUpperCase(row) ? typed.trim().toUpperCase() : typed.trim();
      if (text === (merged.texts[field] || '')) return;
      const others = { ...edits };
      delete others[field];
      // 改回读到的样子，就不算改过。
      const read = mergePhotos(kind, photos, others, today()).texts[field] || '';
      edits = text === read ? others : { ...others, [field]: text };
      arrange();
    },
    settle(field) {
      const value = fieldValue(field);
      const about = merged.doubts.filter((doubt) => doubt.field === field);
      settled.push(...about.filter((doubt) => !isUnread(doubt, value)).map(keyOf));
    },
    toggleMask(field) {
      revealed = revealed.includes(field)
        ? revealed.filter((other) => other !== field)
        : [...revealed, field];
    },
    openPage(page) {
      opened.push(page);
    },
    acceptOther() {
      if (undecided) accepted.push(idOf(undecided));
      arrange();
    },
    refuseOther() {
      const page = undecided && card.pages.second && showsPage(card, textsOf(undecided), 'second');
      if (undecided) refused.push(idOf(undecided));
      arrange();
      return page ? 'second' : 'main';
    },
    isEdited: () => Object.keys(edits).length > 0,
    view() {
      const open = unsettled();
      const sections = Object.entries(card.pages).map(([key, page]): Section => {
        const missing = !isShown(key as PageKey);
        const rows = missing
          ? []
          : Object.entries(card.fields)
              .filter(([, row]) => row.page === key)
              .map(([field, row]) => toRow(field, row, open));
        const { title, name, offer } = page;
        return { page: key as PageKey, title, name, offer, missing, rows };
      });
      return {
        sections: photos.length > 0 ? sections : [],
        shots: toShots(card, photos),
        doubts: new Set(open.map(({ field }) => field)).size,
        ...toValidity(card, merged.license, today()),
        difference: (undecided && findDifference(card, merged.texts, textsOf(undecided))) || null,
        photoDeleted: photos.every(({ result }) => result.photo === 'deleted'),
      };
    },
    confirmation: () =>
      ({
        kind,
        license: merged.license,
        edited: Object.keys(card.fields).filter((field) => edits[field] !== undefined),
        unsettled: unsettled(),
        photoPaths: photos.map(({ photoPath }) => photoPath || '').filter(Boolean),
      }) as unknown as ConfirmDetail,
  };
}

/** 没有值可以“确认无误”；分排写的载人数读得出总数，就可以。 */
function isUnread({ code }: Warning, value: FieldValue): boolean {
  return code === 'UNREADABLE' && value === null;
}

/** 同一张照片；没有路径时按内容认。 */
function idOf({ photoPath, result }: RecognizedPhoto): string {
  return photoPath || JSON.stringify(result.license);
}
