import type { Reason } from './contract';

/** -7000xx are our own, for what WeChat has no number for. */
export const ownErrCode = {
  unexpected: -700000,
  invalidEvent: -700001,
  noCaller: -700002,
  fileForbidden: -700003,
  imageTooLarge: -700004,
  imageFormat: -700005,
  noValue: -700006,
  timeout: -700007,
  userLimit: -700008,
  notJsonObject: -700009,
  /** STORAGE_REQUEST_FAIL, for storage troubles without a number; STORAGE_FILE_NONEXIST; */
  storageRequestFail: -503001,
  fileNotFound: -503003,
  /** DATABASE_REQUEST_FAILED, for database troubles without a number: Tencent Cloud's. */
  databaseRequestFailed: -502001,
} as const;

/**
 * From the numbers of WeChat and Tencent Cloud to our reasons.
 * Sources: (a) the error tables of the OCR pages 行驶证识别 and 驾驶证识别, (b) WeChat's tables of
 * global return codes 全局返回码,
 * https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html and
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html, (c) the error
 * table inside wx-server-sdk (src/config/error.config.ts), (d) answers that developers quote in the
 * WeChat community, (e) https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/troubleshooting/third_party_authority_instructions_troubleshooting.html,
 * (f) 获取接口调用凭据, https://developers.weixin.qq.com/doc/service/api/base/api_getaccesstoken.
 */
export const reasonByErrCode: Readonly<Record<number, Reason>> = {
  [-604104]: 'NO_CALLER', // c: illegal source of invocation
  [-503003]: 'FILE_NOT_FOUND', // c
  101000: 'IMAGE_URL_INVALID', // a
  101001: 'LICENSE_NOT_FOUND', // a
  40006: 'IMAGE_TOO_LARGE', // b: invalid file size
  40009: 'IMAGE_TOO_LARGE', // b: invalid picture size
  45001: 'IMAGE_TOO_LARGE', // b: media file too large
  40005: 'IMAGE_FORMAT', // b: invalid file type
  40137: 'IMAGE_FORMAT', // b: picture format not supported
  44001: 'IMAGE_FORMAT', // b: media file empty
  101002: 'IMAGE_UNREADABLE', // a; see isQuotaText
  41005: 'IMAGE_UNREADABLE', // b: media data missing
  101003: 'QUOTA_EXCEEDED', // a
  45009: 'QUOTA_EXCEEDED', // b: daily limit of the API
  [-604101]: 'NO_PERMISSION', // c: the function's config.json does not list the API
  [-601004]: 'NO_PERMISSION', // c
  [-601018]: 'NO_PERMISSION', // c: unauthorized API
  [-602018]: 'NO_PERMISSION', // c: the same; the SDK's table has its text at this number
  48001: 'NO_PERMISSION', // b: API not authorised for this account
  48004: 'NO_PERMISSION', // b: API banned
  61003: 'NO_PERMISSION', // e: the Mini Program has not authorised this third-party platform
  61007: 'NO_PERMISSION', // e: nor granted it the permission set of the API
  [-604100]: 'API_NOT_FOUND', // c
  40001: 'CREDENTIAL', // b
  40013: 'CREDENTIAL', // b: invalid AppID
  40014: 'CREDENTIAL', // b
  40125: 'CREDENTIAL', // b: invalid AppSecret
  40164: 'CREDENTIAL', // b: address not on the IP list
  40243: 'CREDENTIAL', // f: AppSecret frozen
  41001: 'CREDENTIAL', // b: access_token missing
  42001: 'CREDENTIAL', // b: token expired
  89503: 'CREDENTIAL', // f: an administrator has yet to confirm this address
  89506: 'CREDENTIAL', // f: an administrator refused this address
  [-1]: 'BUSY', // a: system busy; only where WeChat itself says -1
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

/** `errMsg`, for developers: what happened and what to do. */
export const sentences: Readonly<Record<Reason, string>> = {
  INVALID_EVENT: 'the event does not fit',
  NO_CALLER:
    'no Mini Program user is behind this call: call the function with wx.cloud.callFunction from a page, not from the console, a timer or another function',
  FILE_FORBIDDEN:
    "fileID is not in this caller's folder of this environment: upload to the folder that action 'prepare' names, and give wx.cloud.init of the page the environment that the function runs in",
  FILE_NOT_FOUND: 'cloud storage has no such file: upload the photo again',
  IMAGE_TOO_LARGE: 'the picture is 2 MB or larger: compress it before uploading',
  IMAGE_FORMAT: 'the file is empty or is not a JPEG, PNG, WebP, BMP or GIF picture',
  IMAGE_URL_INVALID:
    'WeChat could not download imgUrl: it must be public, without a login, and answer quickly',
  LICENSE_NOT_FOUND:
    'no licence of this kind was found in the picture: take it again, upright, whole and in good light',
  IMAGE_UNREADABLE: 'WeChat could not decode the picture: take it again as a JPEG below 2 MB',
  QUOTA_EXCEEDED:
    "no call is left: the free OCR package must be ordered once, for 0 yuan, in WeChat's service market (fuwu.weixin.qq.com/service/detail/000ce4cec24ca026d37900ed551415), before the first call; if it is, today's calls are used up: buy more there or wait until 00:00 Beijing time",
  USER_LIMIT:
    "this user's calls of today are used up (OCR_DAILY_LIMIT_PER_USER): the count starts again at 00:00 Beijing time",
  NO_PERMISSION:
    'this function may not call the OCR API: upload its folder in dist/cloudfunctions, config.json included, with 上传并部署 in WeChat DevTools, and wait ten minutes (permissions are cached); if that does not help, certify the Mini Program at mp.weixin.qq.com, 设置 - 微信认证 (a third-party platform: have its permission set granted)',
  API_NOT_FOUND:
    'WeChat does not know this API: run npm run build and upload the folder in dist/cloudfunctions, unchanged, with 上传并部署 in WeChat DevTools',
  CREDENTIAL:
    'WeChat refused the credentials of the call: with --live, check AppID, AppSecret and IP list at mp.weixin.qq.com, 开发管理 - 开发设置, against .env (npm run doctor -- --live tells which); in a cloud function, upload it again with 上传并部署 in WeChat DevTools',
  BUSY: 'WeChat or Tencent Cloud is busy: try the same photo again in a moment',
  TIMEOUT: 'no answer in time: try the same photo again',
  UNEXPECTED:
    'something unexpected went wrong: look this errCode up in the tables of WeChat, and the line of this event in the log of the function (cloud console, 云函数 - 日志)',
};
