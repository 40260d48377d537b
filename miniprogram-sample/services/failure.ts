import type { Failure, Photo, Reason } from '../../cloudfunctions/shared/contract';

/**
 * Why a photo could not be read: the function's own reasons, and what can go wrong before or around it.
 * `wording.ts` has a title, a sentence and the next step for each.
 */
export type PageReason =
  | Reason
  /** The phone did not reach the cloud. */
  | 'NETWORK'
  /** Our own timer ran out: the function may still be working. */
  | 'NO_ANSWER'
  /** The platform ended the function at its time limit. */
  | 'FUNCTION_TIME_LIMIT'
  /** No function of this name in this cloud environment. */
  | 'FUNCTION_MISSING'
  /** The function crashed, did not start, or answered something else than the contract says. */
  | 'FUNCTION_FAILED'
  /** The cloud environment does not exist or does not belong to this Mini Program. */
  | 'ENVIRONMENT_INVALID'
  /** Cloud storage's permission setting refuses the upload. */
  | 'UPLOAD_FORBIDDEN'
  /** The user refused WeChat's own privacy sheet. */
  | 'PRIVACY_REFUSED'
  /** The privacy guideline does not declare photos. */
  | 'PRIVACY_UNDECLARED'
  /** The phone's settings do not let WeChat use the camera or the album. */
  | 'CAMERA_DENIED';

/** A failure of the function, or of the page in the same shape; a value, never thrown. */
export interface PageFailure extends Omit<Failure, 'reason' | 'photo'> {
  reason: PageReason;
  /** Absent where nobody knows what became of the uploaded photo. */
  photo?: Photo;
}

export function pageFailure(
  reason: PageReason,
  errMsg: string,
  options: { errCode?: number; retryable?: boolean } = {},
): PageFailure {
  return {
    ok: false,
    // Never 0, as the contract says of a failure; -1 is the platform's own "no code".
    errCode: options.errCode || -1,
    errMsg: withoutAddresses(errMsg),
    reason,
    retryable: options.retryable === true,
  };
}

/** The platform's texts can hold addresses, and these hold the OPENID. */
function withoutAddresses(text: string): string {
  return text.replace(/\w+:\/\/\S+|license-ocr\/\S*/g, '…');
}

interface PlatformRow {
  reason: PageReason;
  retryable: boolean;
  codes?: number[];
  text?: RegExp;
}

/**
 * What `wx.cloud` rejects with, first match wins; a row with codes and a text needs both.
 * Codes: developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html. The texts are those
 * that developers quote in public, such as `errCode: -501000 | errMsg: FunctionName parameter could not be found`.
 */
const platformRows: PlatformRow[] = [
  {
    codes: [-501000],
    text: /FunctionName|FUNCTION_NOT_FOUND/i,
    reason: 'FUNCTION_MISSING',
    retryable: false,
  },
  { codes: [-501000, -501005], reason: 'ENVIRONMENT_INVALID', retryable: false },
  { codes: [-504003], reason: 'FUNCTION_TIME_LIMIT', retryable: true },
  { text: /timed out after \d+ ?seconds/i, reason: 'FUNCTION_TIME_LIMIT', retryable: true },
  { codes: [-504002, -404011], reason: 'FUNCTION_FAILED', retryable: false },
  {
    codes: [-501001, -501002, -501003, -501004, -503001, -601001, -601003, -604102, -604103],
    reason: 'BUSY',
    retryable: true,
  },
  { codes: [-503002], reason: 'UPLOAD_FORBIDDEN', retryable: false },
  {
    text: /request:fail|network|timeout|timed out|abort|socket|ERR_|ECONN/i,
    reason: 'NETWORK',
    retryable: true,
  },
];

/**
 * What `wx.cloud.callFunction` or `wx.cloud.uploadFile` failed with, as a failure of ours.
 * An unknown failed upload counts as the network's, an unknown failed call as `UNEXPECTED`.
 */
export function cloudFailure(stage: 'upload' | 'call', thrown: unknown): PageFailure {
  const { errCode, errMsg } = platformError(thrown);
  for (const { codes, text, reason, retryable } of platformRows) {
    if ((!codes || codes.includes(errCode)) && (!text || text.test(errMsg))) {
      return pageFailure(reason, errMsg, { errCode, retryable });
    }
  }
  return stage === 'upload'
    ? pageFailure('NETWORK', errMsg, { errCode, retryable: true })
    : pageFailure('UNEXPECTED', errMsg, { errCode });
}

/**
 * What `wx.chooseMedia` failed with; `undefined` is a user who closed the chooser.
 * Numbers: developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/
 */
export function chooseFailure(thrown: unknown): PageFailure | undefined {
  const { errCode, errMsg, errno } = platformError(thrown);
  if (errno === 103 || errno === 104 || /privacy permission is not authorized/i.test(errMsg)) {
    return pageFailure('PRIVACY_REFUSED', errMsg, { errCode: errno });
  }
  if (errno === 112 || /not declared in the privacy agreement/i.test(errMsg)) {
    return pageFailure('PRIVACY_UNDECLARED', errMsg, { errCode: errno });
  }
  if (/cancel/i.test(errMsg)) return undefined;
  if (/auth|permission|deny|denied/i.test(errMsg)) {
    return pageFailure('CAMERA_DENIED', errMsg, { errCode });
  }
  return pageFailure('UNEXPECTED', errMsg, { errCode });
}

interface PlatformError {
  errCode: number;
  errMsg: string;
  errno: number;
}

function platformError(thrown: unknown): PlatformError {
  const fields = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Partial<
    Record<'errCode' | 'errMsg' | 'errno' | 'message', unknown>
  >;
  const errMsg = String(fields.errMsg || fields.message || thrown);
  // Some versions of the base library leave the code in the text only.
  const inText = /errCode: ?(-?\d+)/.exec(errMsg);
  return {
    errCode: Number(fields.errCode || inText?.[1]) || -1,
    errMsg,
    errno: Number(fields.errno) || 0,
  };
}
