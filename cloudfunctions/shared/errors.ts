import { defectPlace, ownDescriptor, ownValue, toCause } from './cause';
import type { Failure, Reason } from './contract';
import { ownErrCode, reasonByErrCode, sentences } from './reasons';
import { isQuotaText, wechatText } from './wechat-text';

export { ownErrCode };

/** All that our own code throws. */
export class RecognitionError extends Error {
  override readonly name = 'RecognitionError';

  constructor(
    readonly reason: Reason,
    readonly errCode: number,
    readonly sentence: string = sentences[reason],
    /** For the log: see cause.ts. */
    override readonly cause?: string,
  ) {
    super(sentence);
  }
}

export function toFailure({ reason, errCode, sentence }: RecognitionError): Omit<Failure, 'photo'> {
  const retryable = reason === 'BUSY' || reason === 'TIMEOUT';
  return { ok: false, errCode, errMsg: sentence, reason, retryable };
}

/** Where an event's way asks somebody else, who may throw anything. */
export type Stage = 'address' | 'download' | 'limit' | 'call' | 'delete';

type Meaning = (thrown: unknown) => RecognitionError;

/** The SDK puts -1 on most errors: what they mean depends on where they were thrown. */
const meaningAt: Readonly<Record<Stage, Meaning>> = {
  address: ofStorage,
  download: ofStorage,
  delete: ofStorage,
  limit: ofDatabase,
  call: ofCall,
};

/**
 * The failure that stands for anything thrown, of which only own data is read: see cause.ts.
 * @param stage none where only our own code was at work
 */
export function toRecognitionError(thrown: unknown, stage?: Stage): RecognitionError {
  if (thrown instanceof RecognitionError) return thrown;
  return stage ? meaningAt[stage](thrown) : ofDefect(thrown);
}

/** (d) in reasons.ts: -501007 is what the console's test button gets; with a caller a parameter is wrong. */
export function withoutCaller(error: RecognitionError): RecognitionError {
  if (error.errCode !== -501007) return error;
  const sentence = error.sentence.replace(sentences[error.reason], sentences.NO_CALLER);
  return new RecognitionError('NO_CALLER', error.errCode, sentence);
}

function ofDefect(thrown: unknown): RecognitionError {
  const { unexpected } = ownErrCode;
  return new RecognitionError('UNEXPECTED', unexpected, undefined, defectPlace(thrown));
}

/** (c) in reasons.ts, https://docs.cloudbase.net/error-code/basic; ENV_ISOLATED stands in neither. */
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
  // Tencent Cloud's word, or the HTTP status.
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

/** Tencent Cloud's text is left out: that of a refused document holds the OPENID. */
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

function ofCall(thrown: unknown): RecognitionError {
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  const errMsg = ownValue(thrown, 'errMsg');
  // The SDK stumbled over the answer itself, such as `null` for a body.
  if (errCode === -1 && !isSdkError(thrown)) return notJsonObject();
  if (errCode === undefined) return ofDefect(thrown);

  let reason = reasonOf(errCode);
  if (isQuotaText(errCode, errMsg)) reason = 'QUOTA_EXCEEDED';
  const text = isSdkError(thrown) ? wechatText(errCode, errMsg) : undefined;
  return new RecognitionError(
    reason,
    errCode,
    text === undefined ? sentences[reason] : `${sentences[reason]} | WeChat: ${text}`,
  );
}

export function notJsonObject(): RecognitionError {
  return new RecognitionError(
    'BUSY',
    ownErrCode.notJsonObject,
    "WeChat's answer was not a JSON object: try the same photo again in a moment",
  );
}

export function isWorthAnotherTry(thrown: unknown): boolean {
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  return errCode === -604102 || errCode === -604103 || (errCode === -1 && isSdkError(thrown));
}

const reasonOf = (errCode: number): Reason => reasonByErrCode[errCode] ?? 'UNEXPECTED';

/** Not 0. WeChat's number may arrive as text. */
function toErrCode(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && number !== 0 ? (number as number) : undefined;
}

/** The SDK's CloudSDKError alone, made of an answer, has `message` as a getter of its own. */
function isSdkError(thrown: unknown): boolean {
  return ownDescriptor(thrown, 'message')?.get !== undefined;
}
