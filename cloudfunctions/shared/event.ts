import type { EventKeys, InlineImage } from './contract';
import { ownErrCode, RecognitionError } from './errors';
import { isRecord } from './fields/json';

/** Without unknown keys: the platform adds `userInfo` and `tcbContext`. */
export type Request = { action: 'prepare' } | RecognizeRequest;

export type RecognizeRequest = {
  action: 'recognize';
  type: 'photo' | 'scan';
  keepFile: boolean;
} & (
  | { input: 'fileID'; fileId: string }
  | { input: 'imgUrl'; imgUrl: string }
  | { input: 'img'; bytes: Buffer }
);

const maxUrlLength = 2048;

type Fits<Value> = (value: unknown) => value is Value;

const isText: Fits<string> = (value) => typeof value === 'string';
const oneOf = <const Value>(...values: readonly Value[]): Fits<Value> =>
  ((value) => (values as readonly unknown[]).includes(value)) as Fits<Value>;

/** What is in it has sentences of its own: `findMistake`. */
const isImage = (value: unknown): value is InlineImage => isRecord(value);

/**
 * What each key takes, and says about any other value in `errMsg`, where none is repeated. Does not
 * compile without a key of the contract's, or with another type.
 */
const rules: {
  readonly [Key in keyof EventKeys]-?: readonly [Fits<NonNullable<EventKeys[Key]>>, string];
} = {
  action: [oneOf('recognize', 'prepare'), "must be 'recognize' or 'prepare'"],
  fileID: [isText, 'must be text: the fileID that wx.cloud.uploadFile gave'],
  imgUrl: [
    isWebAddress,
    `must be an http(s) address without user:password, of at most ${maxUrlLength} characters`,
  ],
  img: [isImage, 'must be { contentType, value }'],
  type: [oneOf('photo', 'scan'), "must be 'photo' or 'scan'"],
  keepFile: [oneOf(true, false), 'must be true or false'],
};

/** @throws RecognitionError INVALID_EVENT, naming the key that does not fit */
export function parseEvent(event: unknown): Request {
  const keys = readKeys(event);
  if (typeof keys === 'string') throw invalidEvent(keys);
  const { action = 'recognize', fileID, imgUrl, img, type = 'photo', keepFile = false } = keys;
  if (action === 'prepare') return { action };

  const options = { action, type, keepFile };
  const requests: RecognizeRequest[] = [];
  if (fileID !== undefined) requests.push({ ...options, input: 'fileID', fileId: fileID });
  if (imgUrl !== undefined) requests.push({ ...options, input: 'imgUrl', imgUrl });
  if (img) requests.push({ ...options, input: 'img', bytes: toBytes(img.value) });
  const [request, second] = requests;
  if (!request || second) {
    throw invalidEvent(`exactly one of fileID, imgUrl and img is needed, got ${requests.length}`);
  }
  return request;
}

/** The keys that there are, or the sentence about one that does not fit. */
function readKeys(event: unknown): EventKeys | string {
  const sentence = 'the event must be an object with fileID, imgUrl or img';
  if (!isRecord(event)) return sentence;
  // What JSON makes cannot throw while it is read; what calls the function directly may.
  try {
    const keys: Record<string, unknown> = {};
    for (const [key, [fits, rule]] of Object.entries(rules)) {
      const value = event[key];
      if (value !== undefined && !fits(value)) return `${key} ${rule}`;
      keys[key] = value;
    }
    return (isRecord(keys.img) && findMistake(keys.img)) || (keys as EventKeys);
  } catch {
    return sentence;
  }
}

function findMistake({ contentType, value }: Record<string, unknown>): string | undefined {
  if (contentType !== undefined && !isText(contentType)) return 'img.contentType must be text';
  if (isImageValue(value)) return undefined;
  return 'img.value must be base64 text without a data: prefix, or a Buffer';
}

function invalidEvent(sentence: string): RecognitionError {
  return new RecognitionError('INVALID_EVENT', ownErrCode.invalidEvent, sentence);
}

function isWebAddress(text: unknown): text is string {
  if (!isText(text) || text.length > maxUrlLength || !/^https?:\/\/[^\s\\]+$/i.test(text))
    return false;
  try {
    const { username, password } = new URL(text);
    return username === '' && password === '';
  } catch {
    return false;
  }
}

function isImageValue(value: unknown): boolean {
  if (value instanceof Uint8Array) return true;
  if (typeof value === 'string') {
    const base64 = value.replace(/\s+/g, '');
    return base64.length % 4 !== 1 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
  }
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
  return type === 'Buffer' && Array.isArray(data) && data.every(isByte);
}

function toBytes(value: InlineImage['value'] | Uint8Array): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'base64');
  return Buffer.from(value instanceof Uint8Array ? value : value.data);
}

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}
