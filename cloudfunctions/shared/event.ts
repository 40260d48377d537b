import * as z from 'zod/mini';
import type { EventKeys, InlineImage } from './contract';
import { ownErrCode, RecognitionError } from './errors';

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

const EventSchema = z.object({
  action: z.optional(z.enum(['recognize', 'prepare'])),
  fileID: z.optional(z.string()),
  imgUrl: z.optional(z.string().check(z.refine(isWebAddress))),
  img: z.optional(
    z.object({
      contentType: z.optional(z.string()),
      value: z.custom<InlineImage['value'] | Uint8Array>(isImageValue),
    }),
  ),
  type: z.optional(z.enum(['photo', 'scan'])),
  keepFile: z.optional(z.boolean()),
});

/** Does not compile where the schema and the contract's event differ in a key or in its type. */
type Same<One, Other> = [One, Other] extends [Other, One] ? true : never;
type Defined<Keys> = { [Key in keyof Keys]-?: Exclude<Keys[Key], undefined> };
true satisfies Same<Defined<z.infer<typeof EventSchema>>, Defined<EventKeys>>;

/** What each key takes, for `errMsg`; a value is never repeated there. */
const expected: Readonly<Record<string, string>> = {
  action: "must be 'recognize' or 'prepare'",
  fileID: 'must be text: the fileID that wx.cloud.uploadFile gave',
  imgUrl: `must be an http(s) address without user:password, of at most ${maxUrlLength} characters`,
  img: 'must be { contentType, value }',
  'img.contentType': 'must be text',
  'img.value': 'must be base64 text without a data: prefix, or a Buffer',
  type: "must be 'photo' or 'scan'",
  keepFile: 'must be true or false',
} satisfies Record<keyof EventKeys, string> & Record<string, string>;

/** @throws RecognitionError INVALID_EVENT, naming the key that does not fit */
export function parseEvent(event: unknown): Request {
  const parsed = safeParse(event);
  if (!parsed?.success) {
    const key = parsed?.error.issues[0]?.path.join('.') ?? '';
    const rule = expected[key];
    throw invalidEvent(
      rule ? `${key} ${rule}` : 'the event must be an object with fileID, imgUrl or img',
    );
  }
  const {
    action = 'recognize',
    fileID,
    imgUrl,
    img,
    type = 'photo',
    keepFile = false,
  } = parsed.data;
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

/** What JSON makes cannot throw while it is read; what calls the function directly may. */
function safeParse(event: unknown) {
  try {
    return z.safeParse(EventSchema, event);
  } catch {
    return undefined;
  }
}

function invalidEvent(sentence: string): RecognitionError {
  return new RecognitionError('INVALID_EVENT', ownErrCode.invalidEvent, sentence);
}

function isWebAddress(text: string): boolean {
  if (text.length > maxUrlLength || !/^https?:\/\/[^\s\\]+$/i.test(text)) return false;
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
