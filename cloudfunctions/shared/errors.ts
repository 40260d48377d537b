import { defectPlace, ownValue, toCause } from './cause';
import type { Failure, Reason } from './contract';
import { ownErrCode, reasonByErrCode, sentences } from './reasons';
import { isQuotaText, wechatText } from './wechat-text';

export { ownErrCode };

/** A failure on its way to the result: everything that our own code throws is one of these. */
export class RecognitionError extends Error {
  override readonly name = 'RecognitionError';

  constructor(
    readonly reason: Reason,
    readonly errCode: number,
    /** Instead of the reason's sentence. */
    readonly sentence: string = sentences[reason],
    /** For the log: a word or status of Tencent Cloud, or the place of a defect. */
    override readonly cause?: string,
  ) {
    super(sentence);
  }
}

export function toFailure({ reason, errCode, sentence }: RecognitionError): Omit<Failure, 'photo'> {
  const retryable = reason === 'BUSY' || reason === 'TIMEOUT';
  return { ok: false, errCode, errMsg: sentence, reason, retryable };
}

/** A part of an event's way that asks somebody else, who may throw anything. */
export type Stage = 'address' | 'download' | 'limit' | 'call' | 'delete';

/** `hasCaller`: whether a Mini Program user is behind the event. */
type Meaning = (thrown: unknown, hasCaller: boolean) => RecognitionError;

/** What a foreign error means depends on where it was thrown: the SDK puts -1 on most of them. */
const meaningAt: Readonly<Record<Stage, Meaning>> = {
  address: ofStorage,
  download: ofStorage,
  delete: ofStorage,
  limit: ofDatabase,
  call: ofCall,
};

/**
 * The failure that stands for anything thrown. Of a foreign error only its own data properties
 * are read: the SDK makes errors whose `message` is a getter that throws.
 * @param stage none where only our own code was at work
 */
export function toRecognitionError(
  thrown: unknown,
  stage?: Stage,
  hasCaller = true,
): RecognitionError {
  if (thrown instanceof RecognitionError) return thrown;
  return stage ? meaningAt[stage](thrown, hasCaller) : ofDefect(thrown);
}

function ofDefect(thrown: unknown): RecognitionError {
  const { unexpected } = ownErrCode;
  return new RecognitionError('UNEXPECTED', unexpected, undefined, defectPlace(thrown));
}

/**
 * Words of Tencent Cloud and statuses with which storage refuses for good. STORAGE_…: (c) in
 * reasons.ts; the others: https://docs.cloudbase.net/error-code/basic. ENV_ISOLATED is in no table.
 */
const refusals: readonly unknown[] = [
  'STORAGE_EXCEED_AUTHORITY',
  'PERMISSION_DENIED',
  'ACTION_FORBIDDEN',
  'ENV_ISOLATED',
  'INVALID_ENV',
  'INVALID_ENV_STATUS',
  'INVALID_ENV_SOURCE',
  401,
  403,
  410,
];
const storageExceedAuthority = -503002;

function ofStorage(thrown: unknown): RecognitionError {
  // The SDK keeps Tencent Cloud's word, or the HTTP status, in `code`, and puts -1 on the error.
  const code = ownValue(thrown, 'code');
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  const cause = toCause(code);
  if (refusals.includes(code) || errCode === storageExceedAuthority) {
    return new RecognitionError(
      'UNEXPECTED',
      errCode === storageExceedAuthority ? errCode : ownErrCode.unexpected,
      'cloud storage refuses the photo for good: check that the page (wx.cloud.init) and the function use the same environment, that it is not isolated or suspended, and the storage permission in the cloud console (仅创建者及管理员可读写)',
      cause,
    );
  }
  if (errCode === undefined || errCode === -1) {
    return new RecognitionError('BUSY', ownErrCode.storageRequestFail, undefined, cause);
  }
  return new RecognitionError(reasonOf(errCode), errCode, undefined, cause);
}

/**
 * The calls of a user could not be counted, so none is made. The SDK keeps Tencent Cloud's number;
 * its text is left out, since that of a refused document holds the OPENID.
 */
function ofDatabase(thrown: unknown): RecognitionError {
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  if (errCode === undefined) return ofDefect(thrown);
  const { databaseRequestFailed } = ownErrCode;
  if (errCode === databaseRequestFailed || reasonOf(errCode) === 'BUSY') {
    return new RecognitionError(
      'BUSY',
      errCode === -1 ? databaseRequestFailed : errCode,
      "the database that counts each user's calls did not answer properly: try the same photo again in a moment",
    );
  }
  const isMissing = errCode === -502005; // (c) in reasons.ts: DATABASE_COLLECTION_NOT_EXIST
  return new RecognitionError(
    'UNEXPECTED',
    errCode,
    `the calls of each user cannot be counted: ${isMissing ? 'create' : 'check'} the database collection license_ocr_usage (or what OCR_USAGE_COLLECTION names) in the cloud console, permission 仅管理端可读写`,
  );
}

function ofCall(thrown: unknown, hasCaller: boolean): RecognitionError {
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  const errMsg = ownValue(thrown, 'errMsg');
  // The SDK stumbled over the answer itself, such as `null` for a body.
  if (errCode === -1 && !isSdkError(thrown)) return notJsonObject();
  if (errCode === undefined) return ofDefect(thrown);

  let reason = reasonOf(errCode);
  if (isQuotaText(errCode, errMsg)) reason = 'QUOTA_EXCEEDED';
  // (d) in reasons.ts: what the console's test button gets; with a caller a parameter is wrong.
  if (errCode === -501007 && !hasCaller) reason = 'NO_CALLER';
  const text = isSdkError(thrown) ? wechatText(errCode, errMsg) : undefined;
  return new RecognitionError(
    reason,
    errCode,
    text === undefined ? sentences[reason] : `${sentences[reason]} | WeChat: ${text}`,
  );
}

/** WeChat sent an error page, text, a list or nothing in the place of a JSON object. */
export function notJsonObject(): RecognitionError {
  return new RecognitionError(
    'BUSY',
    ownErrCode.notJsonObject,
    "WeChat's answer was not a JSON object: try the same photo again in a moment",
  );
}

/** Errors of WeChat's that may be gone at another try inside the function. */
export function isWorthAnotherTry(thrown: unknown): boolean {
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  return errCode === -604102 || errCode === -604103 || (errCode === -1 && isSdkError(thrown));
}

const reasonOf = (errCode: number): Reason => reasonByErrCode[errCode] ?? 'UNEXPECTED';

/** A number other than 0; WeChat's number may arrive as text, or as no number at all. */
function toErrCode(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && number !== 0 ? (number as number) : undefined;
}

/**
 * Whether the SDK made this error out of an answer. Its CloudSDKError is the only error here that
 * has `message` as a getter of its own; the SDK puts -1 also on a TypeError of its own making.
 */
function isSdkError(thrown: unknown): boolean {
  try {
    return typeof Object.getOwnPropertyDescriptor(thrown as object, 'message')?.get === 'function';
  } catch {
    return false;
  }
}
