import { isRecord, isTooDeep, toCamelCase, toDecimalText } from './json';
import type { Kind } from './kinds';
import { isAbsent, toVisible } from './text';
import type { Doubt, Warning } from './warning';

/** `Success` in contract.ts tells the parts. */
export interface Normalized<License> {
  license: License;
  warnings: Warning[];
  extra: Record<string, unknown>;
}

interface ReadOptions {
  /** For where the field's own name is absent. */
  otherName?: string;
  /** About the photo, not on the card: the value is the object itself or its `pos`. */
  isOfPhoto?: boolean;
}

/** What the card prints beside a field, in Chinese and English: OCR may take it for its value. */
export type Captions<License> = { readonly [Field in keyof License]?: readonly string[] };

interface Entry {
  key: string;
  camelKey: string;
  raw: unknown;
  /** All that it says stands elsewhere in the result, or is not about the card. */
  isTaken: boolean;
}

interface ReadEntry {
  entry: Entry;
  /** Out of its wrapper, numbers as text. */
  inner: unknown;
  /** `null`: absent; `undefined`: unreadable. */
  value: unknown;
  /** There is more in it than `value` can hold. */
  isPartial: boolean;
  json?: string | undefined;
}

const envelope = ['errcode', 'errmsg'];
const none: readonly never[] = [];

/**
 * Reads an answer field by field and loses nothing: what a field cannot hold stands word for word in
 * a warning's `text` or stays in `extra`, as do unknown keys and other spellings that differ.
 */
export function createAnswerReader<License extends object>(
  answer: Record<string, unknown>,
  captions: Captions<License> = {},
) {
  const entries = listEntries(answer);
  const spellings = new Map<string, Entry[]>();
  for (const entry of entries) {
    const word = fold(entry.key);
    const same = spellings.get(word);
    if (same) same.push(entry);
    else spellings.set(word, [entry]);
  }
  const spellingsOf = (name: string) => spellings.get(fold(name)) ?? none;
  for (const name of envelope) for (const entry of spellingsOf(name)) entry.isTaken = true;

  const present = new Map<string, ReadEntry>();
  const warnings: Warning[] = [];
  let isLicense = false;

  function doubt(field: keyof License & string, found: Doubt | undefined): void {
    if (found) warnings.push({ field, ...found });
  }

  /** For where a field's value does not tell all that WeChat gave for it. */
  function leaveInExtra(field: keyof License & string): void {
    const reading = present.get(field);
    if (reading) reading.entry.isTaken = false;
  }

  return {
    doubt,
    leaveInExtra,

    /** Readable or not. */
    has: (field: keyof License & string): boolean => present.has(field),

    textOf: (field: keyof License & string): string => toText(present.get(field)?.inner) ?? '',

    /** `null` where the field is absent, or unreadable and therefore doubted. */
    read<Value>(
      kind: Kind<Value>,
      field: keyof License & string,
      { otherName, isOfPhoto = false }: ReadOptions = {},
    ): Value | null {
      let chosen: ReadEntry | undefined;
      const labels = captions[field] ?? none;
      const own = spellingsOf(field);
      for (const entry of otherName === undefined ? own : [...own, ...spellingsOf(otherName)]) {
        const reading = readEntry(entry, kind, labels, isOfPhoto);
        const hasValue = reading.value !== null;
        const isOther = hasValue && chosen !== undefined && !saySame(chosen, reading);
        entry.isTaken = !isOther && !reading.isPartial;
        if (hasValue) chosen ??= reading;
      }
      if (!chosen) return null;
      present.set(field, chosen);
      isLicense ||= !isOfPhoto;
      if (chosen.value !== undefined) return chosen.value as Value;

      const text = toText(chosen.inner);
      if (text === undefined) leaveInExtra(field);
      const { inner } = chosen;
      const suggestion =
        typeof inner === 'string' ? kind.suggest?.(toVisible(inner), labels) : undefined;
      doubt(field, {
        code: 'UNREADABLE',
        ...(text !== undefined && { text }),
        ...(suggestion !== undefined && { suggestion }),
      });
      return null;
    },

    /** `undefined` where the answer had no value, readable or not, of the card. */
    finish(license: License): Normalized<License> | undefined {
      if (!isLicense) return undefined;
      if (warnings.length > 1) {
        const order = Object.keys(license);
        warnings.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
      }

      const extra: Record<string, unknown> = {};
      const names = new Set<string>();
      for (const { key, camelKey, raw: value, isTaken } of entries) {
        if (isTaken) continue;
        const name = names.has(camelKey) ? key : camelKey;
        names.add(name);
        // An assignment to `__proto__` would do something else.
        const property = { value, enumerable: true, writable: true, configurable: true };
        Object.defineProperty(extra, name, property);
      }
      return { license, warnings, extra };
    },
  };
}

/** camelCase first: of two spellings it counts. */
function listEntries(answer: Record<string, unknown>): Entry[] {
  const camel: Entry[] = [];
  const others: Entry[] = [];
  for (const key of Object.keys(answer)) {
    const camelKey = toCamelCase(key);
    const entry = { key, camelKey, raw: answer[key], isTaken: false };
    (key === camelKey ? camel : others).push(entry);
  }
  return [...camel, ...others];
}

function fold(key: string): string {
  return (key.includes('_') ? key.replace(/_/g, '') : key).toLowerCase();
}

function readEntry(
  entry: Entry,
  kind: Kind<unknown>,
  labels: readonly string[],
  isOfPhoto: boolean,
): ReadEntry {
  const { raw } = entry;
  if (typeof raw === 'string') {
    const plain = toVisible(raw);
    const isNone = isAbsent(plain);
    const value = isNone ? null : kind.read(plain, labels);
    return { entry, inner: raw, value, isPartial: isNone && isUnseen(raw) };
  }
  const member = isOfPhoto ? 'pos' : 'text';
  const wrapper = isRecord(raw) && member in raw ? raw : undefined;
  const content = wrapper ? wrapper[member] : raw;
  const inner = toDecimalText(content) ?? content;

  const plain = typeof inner === 'string' ? toVisible(inner) : inner;
  const value = isAbsent(plain) ? null : kind.read(plain, labels);
  // `pos` beside a text is dropped on purpose.
  const isPartial =
    (value === null && typeof inner === 'string' && isAbsent(plain) && isUnseen(inner)) ||
    (wrapper !== undefined && Object.keys(wrapper).some((k) => k !== member && k !== 'pos')) ||
    (isRecord(inner) && isRecord(value) && countMembers(inner) > countMembers(value));
  return { entry, inner: isOfPhoto ? raw : inner, value, isPartial };
}

/** What nobody sees is worth keeping where it is all. */
const isUnseen = (text: string) => !isAbsent(text.trim());

/** As deep as any field's value goes. */
function countMembers(record: Record<string, unknown>): number {
  let count = 0;
  for (const member of Object.values(record)) {
    count += 1 + (isRecord(member) ? Object.keys(member).length : 0);
  }
  return count;
}

/** `one` is written out once, however many it is compared with. */
function saySame(one: ReadEntry, other: ReadEntry): boolean {
  const [said, otherSaid] = [one.value ?? one.inner, other.value ?? other.inner];
  if (typeof said !== 'object' || typeof otherSaid !== 'object') return said === otherSaid;
  one.json ??= toJson(said);
  return one.json !== undefined && one.json === toJson(otherSaid);
}

/** For a warning's `text`. */
function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : toJson(value);
}

/** `undefined` where the nesting is too deep. */
function toJson(value: unknown): string | undefined {
  return isTooDeep(value) ? undefined : JSON.stringify(value);
}
