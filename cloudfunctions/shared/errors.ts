import type { Failure, Reason } from './contract';

/** Where in the line of flow something went wrong. */
export type Stage = 'event' | 'address' | 'download' | 'call' | 'reply' | 'delete' | 'limit';

/** Numbers of our own, for what WeChat has no number for. */
export const ownErrCode = {
  unexpected: -700000,
  invalidEvent: -700001,
  noCaller: -700002,
  fileForbidden: -700003,
  imageTooLarge: -700004,
  imageFormat: -700005,
  noKnownField: -700006,
  timeout: -700007,
  userLimit: -700008,
  notJsonObject: -700009,
  /** Tencent Cloud's STORAGE_REQUEST_FAIL, for storage troubles that come without a number. */
  storageRequestFail: -503001,
  /** Tencent Cloud's STORAGE_FILE_NONEXIST. */
  fileNotFound: -503003,
  /** Tencent Cloud's DATABASE_REQUEST_FAILED, for database troubles that come without a number. */
  databaseRequestFailed: -502001,
} as const;

/**
 * From the numbers of WeChat and Tencent Cloud to our reasons.
 * Sources: (a) the error tables of the OCR pages 行驶证识别 and 驾驶证识别, (b) WeChat's table of
 * global return codes 全局返回码, (c) the error table inside wx-server-sdk (src/config/error.config.ts),
 * (d) answers that developers quote in the WeChat community.
 */
const reasonByErrCode: Readonly<Record<number, Reason>> = {
  [-604104]: 'NO_CALLER', // c: illegal source of invocation
  [-503003]: 'FILE_NOT_FOUND', // c
  101000: 'IMAGE_URL_INVALID', // a
  101001: 'LICENSE_NOT_FOUND', // a
  101002: 'IMAGE_UNREADABLE', // a; see isQuotaText
  41005: 'IMAGE_UNREADABLE', // b: media data missing
  101003: 'QUOTA_EXCEEDED', // a
  45009: 'QUOTA_EXCEEDED', // b: daily limit of the API
  [-604101]: 'NO_PERMISSION', // c: the function's config.json does not list the API
  [-601004]: 'NO_PERMISSION', // c
  [-601018]: 'NO_PERMISSION', // c: unauthorized API
  48001: 'NO_PERMISSION', // b: API not authorised for this account
  48004: 'NO_PERMISSION', // b: API banned
  [-604100]: 'API_NOT_FOUND', // c
  40001: 'CREDENTIAL', // b
  40013: 'CREDENTIAL', // b: invalid AppID
  40014: 'CREDENTIAL', // b
  40125: 'CREDENTIAL', // b: invalid AppSecret
  40164: 'CREDENTIAL', // b: address not on the IP list
  42001: 'CREDENTIAL', // b: token expired
  [-1]: 'BUSY', // a: system busy; only where WeChat itself says -1, see toFailure
  45011: 'BUSY', // b: called too often, try again later
  [-601001]: 'BUSY', // c: WeChat system error
  [-601003]: 'BUSY', // c: WeChat network error
  [-601008]: 'BUSY', // c: WeChat server time-out
  [-604102]: 'BUSY', // c: open API time-out
  [-604103]: 'BUSY', // c: open API system error
  [-501001]: 'BUSY', // c: Tencent Cloud system error, and any connection trouble
  [-501002]: 'BUSY', // c: Tencent Cloud time-out
  [-501003]: 'BUSY', // c: request limit
  [-501004]: 'BUSY', // c: concurrent request limit
  [-503001]: 'BUSY', // c: storage request failed
};

/** What happened and what to do, for the developer who reads `errMsg`. */
const sentences: Readonly<Record<Reason, string>> = {
  INVALID_EVENT: 'the event does not fit',
  NO_CALLER:
    'no Mini Program user is behind this call: call the function with wx.cloud.callFunction from a page, not from the console, a timer or another function',
  FILE_FORBIDDEN:
    "fileID is not in this caller's folder of this environment: upload to the folder that action 'prepare' names, and give wx.cloud.init of the page the environment that the function runs in",
  FILE_NOT_FOUND: 'cloud storage has no such file: upload the photo again',
  IMAGE_TOO_LARGE: 'the picture has 2 MB or more: compress it before uploading',
  IMAGE_FORMAT: 'the file is empty or no JPEG, PNG, WebP, BMP or GIF picture',
  IMAGE_URL_INVALID:
    'WeChat could not download imgUrl: it must be public, without a login, and answer quickly',
  LICENSE_NOT_FOUND:
    'no licence of this kind was found in the picture: take it again, upright, whole and in good light',
  IMAGE_UNREADABLE: 'WeChat could not decode the picture: take it again as JPEG below 2 MB',
  QUOTA_EXCEEDED:
    'the calls of this account are used up: wait until tomorrow (Beijing time) or buy more in the WeChat service market',
  USER_LIMIT:
    "this user's calls of today are used up (OCR_DAILY_LIMIT_PER_USER): the count starts anew at 00:00 Beijing time",
  NO_PERMISSION:
    'this function may not call the OCR API: upload it together with its config.json, wait ten minutes (permissions are cached), and check that the Mini Program is certified',
  API_NOT_FOUND: 'WeChat does not know this API: upload the function again as it was built',
  CREDENTIAL:
    'WeChat refused the credentials of the call: look the number up in its table of global return codes; in a cloud function, upload the function again',
  BUSY: 'WeChat or Tencent Cloud is busy: try the same photo again in a moment',
  TIMEOUT: 'no answer in time: try the same photo again',
  UNEXPECTED:
    'something unexpected went wrong: look for this errCode in the log of the function and in the tables of WeChat',
};

/** A failure on its way to the result: everything that our own code throws is one of these. */
export class RecognitionError extends Error {
  override readonly name = 'RecognitionError';

  constructor(
    readonly reason: Reason,
    readonly errCode: number,
    /** Instead of the reason's sentence. */
    readonly sentence: string = sentences[reason],
  ) {
    super(sentence);
  }
}

/** WeChat sent an error page, text, a list or nothing in the place of a JSON object. */
export function notJsonObject(): RecognitionError {
  return new RecognitionError(
    'BUSY',
    ownErrCode.notJsonObject,
    "WeChat's answer was no JSON object: try the same photo again in a moment",
  );
}

export type FailureBase = Omit<Failure, 'photo'>;

/**
 * The failure that stands for anything thrown.
 *
 * Of a foreign error only its own data properties `errCode` and `errMsg` are read: the SDK makes
 * errors whose `message` is a getter that throws.
 * @param openId of the caller, if any; it must not appear in `errMsg`
 */
export function toFailure(thrown: unknown, stage: Stage, openId?: string): FailureBase {
  if (thrown instanceof RecognitionError) {
    return failure(thrown.reason, thrown.errCode, thrown.sentence);
  }
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  const errMsg = ownValue(thrown, 'errMsg');

  if (stage === 'address' || stage === 'download') {
    if (errCode === undefined || errCode === -1) {
      return failure('BUSY', ownErrCode.storageRequestFail, sentences.BUSY);
    }
  } else if (stage === 'call') {
    if (errCode === -1 && !isSdkError(thrown)) {
      // The SDK stumbled over the answer itself, such as `null` for a body.
      return toFailure(notJsonObject(), stage);
    }
  } else if (stage === 'limit') {
    if (errCode !== undefined) return databaseFailure(errCode);
  } else {
    return failure('UNEXPECTED', ownErrCode.unexpected, `${sentences.UNEXPECTED} (${stage})`);
  }

  if (errCode === undefined) {
    return failure('UNEXPECTED', ownErrCode.unexpected, `${sentences.UNEXPECTED} (${stage})`);
  }
  let reason = reasonByErrCode[errCode] ?? 'UNEXPECTED';
  if (isQuotaText(errCode, errMsg)) reason = 'QUOTA_EXCEEDED';
  // d: what the console's test button gets, which has no caller; otherwise a parameter is wrong.
  if (errCode === -501007 && openId === undefined) reason = 'NO_CALLER';
  const text = stage === 'call' ? wechatText(thrown, errCode, errMsg, openId) : undefined;
  return failure(
    reason,
    errCode,
    text === undefined ? sentences[reason] : `${sentences[reason]} | WeChat: ${text}`,
  );
}

/**
 * The calls of a user could not be counted, so none is made. The SDK keeps Tencent Cloud's number;
 * its text is left out, since that of a refused document holds the OPENID.
 */
function databaseFailure(errCode: number): FailureBase {
  if (errCode === ownErrCode.databaseRequestFailed || reasonByErrCode[errCode] === 'BUSY') {
    const shown = errCode === -1 ? ownErrCode.databaseRequestFailed : errCode;
    return failure(
      'BUSY',
      shown,
      "the database that counts each user's calls did not answer properly: try the same photo again in a moment",
    );
  }
  return failure(
    'UNEXPECTED',
    errCode,
    `the calls of each user cannot be counted: ${errCode === -502005 ? 'create' : 'check'} the database collection license_ocr_usage (or what OCR_USAGE_COLLECTION names) in the cloud console, permission 仅管理端可读写`,
  );
}

function failure(reason: Reason, errCode: number, errMsg: string): FailureBase {
  return { ok: false, errCode, errMsg, reason, retryable: isRetryable(reason) };
}

/** Whether the same photo can be sent again as it is. */
export function isRetryable(reason: Reason): boolean {
  return reason === 'BUSY' || reason === 'TIMEOUT';
}

/** Errors of WeChat's that another try inside the function may mend; all others are tried once. */
export function isWorthAnotherTry(thrown: unknown): boolean {
  const errCode = toErrCode(ownValue(thrown, 'errCode'));
  return errCode === -604102 || errCode === -604103 || (errCode === -1 && isSdkError(thrown));
}

/** 101002 is "cannot decode", but once came with the text of a used-up quota (d). */
function isQuotaText(errCode: number, errMsg: unknown): boolean {
  return errCode === 101002 && typeof errMsg === 'string' && errMsg.includes('market quota');
}

/** A property that the value holds itself as data; getters and prototypes are never asked. */
function ownValue(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    return undefined;
  try {
    return Object.getOwnPropertyDescriptor(value, key)?.value;
  } catch {
    return undefined; // a Proxy may throw here too
  }
}

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

const maxWechatTextLength = 300;

/**
 * WeChat's own words with their `rid:`/`hint:` handle, where WeChat's JSON or the gateway's code
 * reported the error. The rest holds addresses (transport) or whole answers (-601001): left out.
 */
function wechatText(
  thrown: unknown,
  errCode: number,
  errMsg: unknown,
  openId: string | undefined,
): string | undefined {
  if (typeof errMsg !== 'string' || !isSdkError(thrown)) return undefined;
  const isGatewayText = errMsg === `system error: error code: ${errCode}`;
  const isJsonText = errMsg.startsWith('openapi.ocr.') && errCode !== -601001;
  if (!isGatewayText && !isJsonText) return undefined;

  // Cut short only then: half of one would not be recognised.
  return (openId ? errMsg.split(openId).join('…') : errMsg)
    .slice(0, 10 * maxWechatTextLength)
    .replace(/[^\s/\\]*[/\\]\S*/g, '…') // an address or a path
    .replace(/[0-9A-Za-z]{16,}/g, '…') // longer than any part of a rid or a hint: a number of the card
    .replace(/[^\x20-\x7e…]+/g, '…') // WeChat's texts are ASCII; what is not may be the card's
    .slice(0, maxWechatTextLength);
}
