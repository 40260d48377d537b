import type { PageFailure, PageReason } from './types';

export function pageFailure(
  reason: PageReason,
  errMsg: string,
  options: { errCode?: number; retryable?: boolean } = {},
): PageFailure {
  return {
    ok: false,
    // 失败的 errCode 从不为 0；-1 是平台自己的“没有错误码”。
    errCode: options.errCode || -1,
    errMsg: withoutAddresses(errMsg),
    reason,
    retryable: options.retryable === true,
  };
}

/** 平台的文字里可能有地址，地址里有 OPENID。 */
function withoutAddresses(text: string): string {
  return text.replace(/\w+:\/\/\S+|license-ocr(?:-kept)?\/\S*/g, '…');
}

type Stage = 'call' | 'upload';

interface PlatformRow {
  reason: PageReason;
  /** 没有写的，哪一步都是。 */
  stage?: Stage;
  /** 同一张照片可以再发。 */
  retryable?: true;
  codes?: number[];
  text?: RegExp;
}

/**
 * `wx.cloud` 失败时说的话，从上往下取第一行；写了几样的行，每样都要符合。
 * 错误码：developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html
 * 文字：开发者公开贴出的原文（test/components/failure.test.ts 里逐条列出）。
 */
const platformRows: PlatformRow[] = [
  {
    text: /Cloud API isn't enabled|wx\.cloud\.init|invalid scope|请先开通云/i,
    reason: 'ENVIRONMENT_INVALID',
  },
  {
    // -504002 是开发者工具旧版的说法：Function not found: [name]
    codes: [-501000, -504002],
    text: /FunctionName|FUNCTION_NOT_FOUND|Function not found/i,
    reason: 'FUNCTION_MISSING',
  },
  { codes: [-501000, -501005], reason: 'ENVIRONMENT_INVALID' },
  { codes: [-504003], reason: 'FUNCTION_TIME_LIMIT', retryable: true },
  { text: /timed out after \d+ ?seconds/i, reason: 'FUNCTION_TIME_LIMIT', retryable: true },
  { codes: [-504002, -404011], reason: 'FUNCTION_FAILED' },
  {
    codes: [
      -501001, -501002, -501003, -501004, -503001, -601001, -601003, -601008, -604102, -604103,
    ],
    reason: 'BUSY',
    retryable: true,
  },
  { codes: [-503002], reason: 'UPLOAD_FORBIDDEN' },
  { text: /storage permission denied/i, reason: 'UPLOAD_FORBIDDEN' },
  { stage: 'upload', text: /domain list|合法域名/i, reason: 'DOMAIN_UNLISTED' },
  {
    // 临时文件没有了，只能重拍。
    stage: 'upload',
    text: /file (?:is )?not (?:found|exist)|no such file|file doesn't exist/i,
    reason: 'IMAGE_UNREADABLE',
  },
  { text: /network|timeout|timed out|socket|ERR_|ECONN/i, reason: 'NETWORK', retryable: true },
  // 一个错误码也没有，就是没有到达云端。
  { stage: 'call', codes: [-1], text: /:fail/, reason: 'NETWORK', retryable: true },
  { stage: 'upload', codes: [-1], text: /:fail\s*$/, reason: 'NETWORK', retryable: true },
];

/** `wx.cloud.callFunction` 或 `uploadFile` 抛出的东西，变成我们的失败。没见过的上传失败也可以重试：不花识别次数。 */
export function cloudFailure(stage: Stage, thrown: unknown): PageFailure {
  const { errCode, errMsg } = platformError(thrown);
  for (const { stage: at, codes, text, reason, retryable } of platformRows) {
    if (at && at !== stage) continue;
    if ((!codes || codes.includes(errCode)) && (!text || text.test(errMsg))) {
      return pageFailure(reason, errMsg, { errCode, retryable: retryable === true });
    }
  }
  return stage === 'upload'
    ? pageFailure('UPLOAD_FAILED', errMsg, { errCode, retryable: true })
    : pageFailure('UNEXPECTED', errMsg, { errCode });
}

/**
 * `wx.chooseMedia` 抛出的东西；`undefined` 表示用户自己关掉了。
 * 编号：developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html
 */
export function chooseFailure(thrown: unknown): PageFailure | undefined {
  const { errCode, errMsg, errno } = platformError(thrown);
  if (errno === 103 || errno === 104 || /privacy permission is not authorized/i.test(errMsg)) {
    return pageFailure('PRIVACY_REFUSED', errMsg, { errCode: errno });
  }
  if (
    errno === 112 ||
    /not declared in the privacy agreement|appid privacy api banned/i.test(errMsg)
  ) {
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

/**
 * 真机上 `callFunction` 失败时 errCode 总是 -1，真正的错误码只在文字里，文字末尾还有 callId 与 trace，
 * 每段 trace 都以 abort 结尾（基础库 2.30.3 的源码；3.16.1 的报错文字相同）。uploadFile 保留自己的错误码。
 */
function platformError(thrown: unknown): PlatformError {
  const fields = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Partial<
    Record<'errCode' | 'errMsg' | 'errno' | 'message', unknown>
  >;
  const errMsg = String(fields.errMsg || fields.message || thrown)
    .replace(/\s*\((?:callId|trace):[\s\S]*$/i, '')
    .trim();
  // -404011 只说“云函数执行失败”，里面那层服务的错误码才说明是什么。
  const inner = /service error code (-\d+)|\n\s*(-5\d{5})\b/.exec(errMsg);
  const outer = /errCode: ?(-?\d+)/.exec(errMsg);
  const given = Number(fields.errCode);
  const outerCode = given && given !== -1 ? given : Number(outer?.[1]) || -1;
  return {
    errCode: outerCode === -404011 && inner ? Number(inner[1] || inner[2]) || outerCode : outerCode,
    errMsg,
    errno: Number(fields.errno) || 0,
  };
}
