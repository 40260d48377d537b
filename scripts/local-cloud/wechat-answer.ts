import { randomBytes } from 'node:crypto';

/** Word for word what api.weixin.qq.com sends. */
export const wechatContentType = 'application/json; encoding=utf-8';

/** WeChat's table of global return codes 全局返回码, and the OCR API's own. */
const texts: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  101000: 'invalid image url',
  101001: 'certificate not found',
  101002: 'image decode failed',
  101003: 'not enough market quota',
};

export const textOfErrcode = (errcode: number | string) => texts[Number(errcode)] ?? 'local fault';

/** Ends a request with one of WeChat's errors. */
export class WechatError extends Error {
  constructor(
    readonly errcode: number,
    text = textOfErrcode(errcode),
  ) {
    super(text);
  }
}

/** What `work` gives, or its WechatError, as WeChat answers: HTTP 200 in any case. */
export async function answerAsWechat(work: () => object | Promise<object>): Promise<Response> {
  let body: object;
  try {
    body = await work();
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    // The handle that WeChat's support asks for.
    const rid = [4, 4, 4].map((size) => randomBytes(size).toString('hex')).join('-');
    const hint = randomBytes(7).toString('base64url');
    body = { errcode: error.errcode, errmsg: `${error.message} hint: [${hint}] rid: ${rid}` };
  }
  return new Response(JSON.stringify(body), { headers: { 'content-type': wechatContentType } });
}
