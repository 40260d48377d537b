import type { Warning } from '../contract';
import { isRecord, toCamelCase, toDecimalText } from './json';
import { isAbsent, type Kind } from './kinds';

/** What an answer becomes; `Success` in contract.ts tells the parts. */
export interface Normalized<License> {
  license: License;
  warnings: Warning[];
  extra: Record<string, unknown>;
}

interface ReadOptions {
  /** A second name of the field in WeChat's answers, for where the field's own is absent. */
  otherName?: string;
  /** The member of an object that holds the value: the corners stand in `pos`. */
  member?: 'text' | 'pos';
}

/** One member of the answer. */
interface Entry {
  key: string;
  camelKey: string;
  raw: unknown;
  /** All that it says stands elsewhere in the result, or is not about the card. */
  isTaken: boolean;
}

interface Reading {
  entry: Entry;
  /** Out of its wrapper, numbers as text. */
  inner: unknown;
  /** `null`: absent; `undefined`: unreadable. */
  value: unknown;
  /** There is more in it than `value` can hold. */
  isPartial: boolean;
  json?: string | undefined;
}

/** These belong to the answer, not to the card. */
const envelope = ['errcode', 'errmsg'];

/**
 * Reads one answer of WeChat field by field, without changing it, and sees to it that nothing is
 * lost: what a field takes leaves `extra`; what it cannot hold stands word for word in a warning's
 * `text` or stays in `extra`, as do unknown keys and a second spelling that says something else.
 */
export function createAnswerReader<License extends object>(answer: Record<string, unknown>) {
  const entries = listEntries(answer);
  const spellings = new Map<string, Entry[]>();
  for (const entry of entries) {
    const word = fold(entry.key);
    const same = spellings.get(word);
    if (same) same.push(entry);
    else spellings.set(word, [entry]);
  }
  const spellingsOf = (name: string) => spellings.get(fold(name)) ?? [];
  for (const name of envelope) for (const entry of spellingsOf(name)) entry.isTaken = true;

  const present = new Map<string, Entry>();
  const warnings: Warning[] = [];
  let isKnown = false;

  function doubt(field: keyof License & string, about: Omit<Warning, 'field'>): void {
    warnings.push({ field, ...about });
  }

  /** Keeps what WeChat gave for a field in `extra` where its value does not tell all of it. */
  function leaveInExtra(field: keyof License & string): void {
    const entry = present.get(field);
    if (entry) entry.isTaken = false;
  }

  return {
    doubt,
    leaveInExtra,

    /** Whether the answer has a value for the field, readable or not. */
    has: (field: keyof License & string): boolean => present.has(field),

    /** @returns `null` where the field is absent, or unreadable and therefore doubted */
    read<Value>(
      kind: Kind<Value>,
      field: keyof License & string,
      { otherName, member = 'text' }: ReadOptions = {},
    ): Value | null {
      let chosen: Reading | undefined;
      const others = otherName === undefined ? [] : spellingsOf(otherName);
      for (const entry of [...spellingsOf(field), ...others]) {
        isKnown = true;
        const reading = readEntry(entry, kind, member);
        const hasValue = reading.value !== null;
        const isOther = hasValue && chosen !== undefined && !saySame(chosen, reading);
        entry.isTaken = !isOther && !reading.isPartial;
        if (hasValue) chosen ??= reading;
      }
      if (!chosen) return null;
      present.set(field, chosen.entry);
      if (chosen.value !== undefined) return chosen.value as Value;

      const { inner } = chosen;
      const text = typeof inner === 'string' ? inner.trim() : toJson(inner);
      if (text === undefined) leaveInExtra(field);
      doubt(field, { code: 'UNREADABLE', ...(text !== undefined && { text }) });
      return null;
    },

    /** @returns `undefined` where the answer had none of the fields that were read */
    finish(license: License): Normalized<License> | undefined {
      if (!isKnown) return undefined;
      const order = Object.keys(license);
      warnings.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));

      const extra = new Map<string, unknown>();
      for (const { key, camelKey, raw, isTaken } of entries) {
        if (!isTaken) extra.set(extra.has(camelKey) ? key : camelKey, raw);
      }
      // fromEntries defines its keys, where an assignment to `__proto__` would do something else.
      return { license, warnings, extra: Object.fromEntries(extra) };
    },
  };
}

/** camelCase first: of two spellings it is the one to believe, and to keep its name in `extra`. */
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

/** One word for all spellings of a key. */
function fold(key: string): string {
  return (key.includes('_') ? key.replace(/_/g, '') : key).toLowerCase();
}

function readEntry(entry: Entry, kind: Kind<unknown>, member: 'text' | 'pos'): Reading {
  const { raw } = entry;
  const wrapper = isRecord(raw) && member in raw ? raw : undefined;
  const content = wrapper ? wrapper[member] : raw;
  const inner = toDecimalText(content) ?? content;

  const plain = typeof inner === 'string' ? inner.trim() : inner;
  const value = isAbsent(plain) ? null : kind(plain);
  // `pos` beside a text is dropped on purpose.
  const isPartial =
    (wrapper !== undefined && Object.keys(wrapper).some((k) => k !== member && k !== 'pos')) ||
    (isRecord(inner) && isRecord(value) && countMembers(inner) > countMembers(value));
  return { entry, inner: member === 'pos' ? raw : inner, value, isPartial };
}

/** Members and their members: as deep as any field's value goes. */
function countMembers(record: Record<string, unknown>): number {
  let count = 0;
  for (const member of Object.values(record)) {
    count += 1 + (isRecord(member) ? Object.keys(member).length : 0);
  }
  return count;
}

/** What `one` says is written out once, however many others it is compared with. */
function saySame(one: Reading, other: Reading): boolean {
  const [said, otherSaid] = [one.value ?? one.inner, other.value ?? other.inner];
  if (typeof said !== 'object' || typeof otherSaid !== 'object') return said === otherSaid;
  one.json ??= toJson(said);
  return one.json !== undefined && one.json === toJson(otherSaid);
}

/** `undefined` where the nesting is too deep for the stack. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
