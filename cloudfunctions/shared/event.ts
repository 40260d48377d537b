import * as z from 'zod/mini';
import { ownErrCode, RecognitionError } from './errors';

/** The event, checked. Unknown keys are ignored: the platform adds `userInfo` and `tcbContext`. */
export type Request =
  | { action: 'prepare' }
  | { action: 'recognize'; type: 'photo' | 'scan'; keepFile: boolean; input: Input };

export type Input =
  | { kind: 'fileID'; fileId: string }
  | { kind: 'imgUrl'; imgUrl: string }
  | { kind: 'img'; bytes: Buffer };

const maxUrlLength = 2048;

const OptionalTextSchema = z.optional(z.string());

/** The shape; what `imgUrl` and `img.value` hold is looked at by `isWebAddress` and `toBytes`. */
const EventSchema = z.object({
  action: z.optional(z.enum(['recognize', 'prepare'])),
  fileID: OptionalTextSchema,
  imgUrl: OptionalTextSchema,
  img: z.optional(z.object({ contentType: OptionalTextSchema, value: z.unknown() })),
  type: z.optional(z.enum(['photo', 'scan'])),
  keepFile: z.optional(z.boolean()),
});

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
};

/**
 * @param event whatever the caller sent
 * @throws RecognitionError INVALID_EVENT, naming the key that does not fit
 */
export function parseEvent(event: unknown): Request {
  const parsed = safeParse(event);
  if (!parsed.success) throw invalidEvent(parsed.error.issues[0]?.path.join('.') ?? '');

  const { action, fileID, imgUrl, img, type = 'photo', keepFile = false } = parsed.data;
  const inputs: Input[] = [];
  if (fileID !== undefined) inputs.push({ kind: 'fileID', fileId: fileID });
  if (imgUrl !== undefined) {
    if (!isWebAddress(imgUrl)) throw invalidEvent('imgUrl');
    inputs.push({ kind: 'imgUrl', imgUrl });
  }
  if (img !== undefined) {
    const bytes = toBytes(img.value);
    if (!bytes) throw invalidEvent('img.value');
    inputs.push({ kind: 'img', bytes });
  }
  if (action === 'prepare') return { action };

  const [input, second] = inputs;
  if (!input || second) {
    throw new RecognitionError(
      'INVALID_EVENT',
      ownErrCode.invalidEvent,
      `exactly one of fileID, imgUrl and img is needed, got ${inputs.length}`,
    );
  }
  return { action: 'recognize', type, keepFile, input };
}

/** What JSON makes cannot throw while it is read; what calls the function directly may. */
function safeParse(event: unknown) {
  try {
    return z.safeParse(EventSchema, event);
  } catch {
    throw invalidEvent('');
  }
}

function invalidEvent(key: string): RecognitionError {
  const rule = expected[key];
  return new RecognitionError(
    'INVALID_EVENT',
    ownErrCode.invalidEvent,
    rule ? `${key} ${rule}` : 'the event must be an object with fileID, imgUrl or img',
  );
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

/** Base64, a Buffer, or what JSON makes of a Buffer; `undefined` for anything else. */
function toBytes(value: unknown): Buffer | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === 'string') {
    const base64 = value.replace(/\s+/g, '');
    const isBase64 = base64.length % 4 !== 1 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
    return isBase64 ? Buffer.from(base64, 'base64') : undefined;
  }
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
  const isBufferJson = type === 'Buffer' && Array.isArray(data) && data.every(isByte);
  return isBufferJson ? Buffer.from(data as number[]) : undefined;
}

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}
