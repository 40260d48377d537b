import type { Credential } from './settings';
import { errcodeOf, isTimeout, RedirectError, type WechatAnswer } from './wechat-client';

/** Why a request got no answer. */
export interface Trouble {
  /** What happened and what to do, for the terminal; never an address with its query. */
  sentence: string;
  /** What the cloud's gateway tells the function. */
  errorCode: -604102 | -604103;
  /** Whether WeChat may have got the request, and so have counted it. */
  sent: boolean;
}

/** Codes of Node's `net`, `dns` and `tls`, and of undici, which is Node's fetch. */
const notSent: readonly (readonly [RegExp, string])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    "is not found by name: look at this machine's network and at WECHAT_API_ORIGIN",
  ],
  [
    /^ECONNREFUSED$/,
    "refuses the connection: look at this machine's network and at WECHAT_API_ORIGIN",
  ],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/,
    "cannot be reached: look at this machine's network and firewall (settings for a proxy are not used)",
  ],
  [
    /^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO)/,
    'has no connection that can be trusted, so nothing was sent: where a proxy opens HTTPS, name its certificate in NODE_EXTRA_CA_CERTS; never switch the check off',
  ],
];
const brokenOff = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

/** @param host the name that is called, without a path */
export function toTrouble(error: unknown, host: string, timeoutMs: number): Trouble {
  const errorCode = isTimeout(error) ? -604102 : -604103;
  if (isTimeout(error)) {
    const sentence = `${host} did not answer within ${timeoutMs / 1000} s: try again in a moment, or look at this machine's network`;
    return { sentence, errorCode, sent: true };
  }
  if (error instanceof RedirectError) {
    const sentence = `${host} redirects elsewhere (HTTP ${error.status}), which is not followed: a log-in page of this network, or a wrong WECHAT_API_ORIGIN`;
    return { sentence, errorCode, sent: true };
  }
  // Of fetch's error only the code of its cause: a text may hold anything.
  const { code } = ((error as { cause?: unknown } | null)?.cause ?? {}) as { code?: unknown };
  if (typeof code !== 'string') {
    return { sentence: `${host} could not be called`, errorCode, sent: true };
  }
  const [, text] = notSent.find(([pattern]) => pattern.test(code)) ?? [];
  const other = brokenOff.test(code)
    ? 'broke the connection off: try again in a moment'
    : 'could not be called';
  return { sentence: `${host} ${text ?? other} (${code})`, errorCode, sent: !text };
}

/** WeChat's numbers for a token that another one may replace. */
export function refusesToken(answer: WechatAnswer): boolean {
  return [40001, 40014, 42001].includes(errcodeOf(answer) ?? 0);
}

/**
 * What a person with an account can do about an answer, beyond what the result itself says.
 * Numbers: WeChat's table of global return codes 全局返回码.
 */
export function adviceFor(answer: WechatAnswer, credential: Credential): string | undefined {
  const errcode = errcodeOf(answer);
  if (errcode === undefined) {
    const type = answer.contentType.replace(/;.*/s, '') || 'no type';
    return `the answer is not a JSON object (HTTP ${answer.httpCode}, ${type}): a page of a proxy or of this network, or WeChat is out of order`;
  }
  const given = credential.kind === 'token' ? credential.variable : undefined;
  // https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/container/cloudcall.html
  const lifetime = given === 'WECHAT_CLOUDBASE_ACCESS_TOKEN' ? 'half an hour' : 'two hours';
  switch (errcode) {
    case 40001:
    case 40014:
    case 42001:
      return given
        ? `WeChat refuses the token in ${given} (${errcode}), which lasts ${lifetime} at most: put in a new one, or set WECHAT_APPID and WECHAT_APPSECRET instead`
        : `WeChat refuses the token, a new one too (${errcode}): look whether somebody else renews the tokens of this account`;
    case 40013:
      return 'WeChat does not know this WECHAT_APPID (40013): copy it again from mp.weixin.qq.com, 开发管理 - 开发设置';
    case 40125:
      return 'WeChat refuses this WECHAT_APPSECRET (40125): copy it again, or reset it at mp.weixin.qq.com, 开发管理 - 开发设置';
    case 40164:
      return `WeChat does not take requests from this machine's address (40164): add ${refusedAddress(answer) ?? 'it'} to the IP list 接口IP白名单 at mp.weixin.qq.com, 开发管理 - 开发设置`;
    case 40243:
      return 'the AppSecret is frozen (40243): unfreeze it at mp.weixin.qq.com, 开发管理 - 开发设置';
    case 48001:
    case 61007:
      return `this account may not use the API (${errcode}): the Mini Program must be certified, and for a third-party platform it must have granted the permission set of the OCR service`;
    case 45009:
    case 101003:
      return quotaAdvice(errcode);
    // Once seen with the text of a quota.
    case 101002:
      return /market quota/.test(Buffer.from(answer.respData).toString())
        ? quotaAdvice(errcode)
        : undefined;
    default:
      return undefined;
  }
}

/** The free package of WeChat's service market 微信服务市场: without an order every call is refused. */
export const orderUrl = 'https://fuwu.weixin.qq.com/service/detail/000ce4cec24ca026d37900ed551415';

function quotaAdvice(errcode: number): string {
  return `WeChat allows no call (${errcode}): order the free package first, for ¥0: ${orderUrl}. If you have it, its 100 calls a day for all users together are used up, or what was bought is`;
}

/** `errmsg` reads `invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: …`. */
function refusedAddress({ respData }: WechatAnswer): string | undefined {
  return /invalid ip ([\d.]{7,15}|[\da-f:.]{3,45})\b/i.exec(Buffer.from(respData).toString())?.[1];
}
