import { countCalls, type WechatApiName } from '../cards';
import type { LiveSettings } from './settings';
import { createTokenSource, NoTokenError } from './token';
import { adviceFor, refusesToken, toTrouble } from './trouble';
import {
  errcodeOf,
  type OpenApiResponse,
  postToWechat,
  toOcrRequest,
  type WechatAnswer,
  type WechatClient,
} from './wechat-client';

export { type LiveSettings, readLiveSettings } from './settings';
export { orderUrl } from './trouble';
export { isLoopback, type OpenApiResponse } from './wechat-client';

/** The gateway's way to WeChat's real HTTPS API: `startLocalCloud({ wechat: createLiveWechat(…) })`. */
export interface LiveWechat extends WechatClient {
  /** Such as `api.weixin.qq.com`. */
  readonly host: string;
  /** Recognitions that WeChat got, or may have got, since the start: each may cost a call. */
  readonly calls: Readonly<Record<WechatApiName, number>>;
}

export interface LiveWechatOptions {
  /** What went wrong and what to do, a sentence; never a secret, a token, or text of the card. */
  onNotice(sentence: string): void;
  /** A recognition has ended that WeChat got, or may have got. */
  onCall?(): void;
  /** For each request; 10 s as the gateway's own. */
  timeoutMs?: number;
  now?(): number;
}

export function createLiveWechat(settings: LiveSettings, options: LiveWechatOptions): LiveWechat {
  const { origin, credential } = settings;
  const { timeoutMs = 10_000, now = Date.now } = options;
  const { host } = new URL(origin);
  const tokens = createTokenSource(settings, { timeoutMs, now });
  const calls = countCalls();
  /** Must not come back in what WeChat answers, nor in a proxy's page that repeats the address. */
  const secrets = new Set([
    credential.kind === 'app' ? credential.appSecret : credential.token.value,
  ]);

  let lastNotice: string | undefined;

  async function recognize(
    api: WechatApiName,
    pairs: Parameters<WechatClient['call']>[1],
    signal: AbortSignal,
  ): Promise<WechatAnswer> {
    const send = async (token: Awaited<ReturnType<typeof tokens.get>>) => {
      secrets.add(token.value);
      const { url, body } = toOcrRequest(origin, api, pairs, token);
      calls[api] += 1;
      try {
        const answer = await postToWechat(url, body, { timeoutMs, signal });
        options.onCall?.();
        return answer;
      } catch (error) {
        if (toTrouble(error, host, timeoutMs).sent) options.onCall?.();
        else calls[api] -= 1;
        throw error;
      }
    };
    const token = await tokens.get(signal);
    const answer = await send(token);
    if (!tokens.renew || !refusesToken(answer)) return answer;
    return send(await tokens.renew(token, signal));
  }

  /** Once, when the function tries again in vain. */
  function notice(sentence: string | undefined): void {
    if (sentence && sentence !== lastNotice) options.onNotice(sentence);
    lastNotice = sentence;
  }

  return {
    host,
    calls,
    async call(api, pairs, signal): Promise<OpenApiResponse> {
      try {
        const answer = await recognize(api, pairs, signal);
        notice(adviceFor(answer, credential));
        return without(secrets, answer);
      } catch (error) {
        if (error instanceof NoTokenError) {
          notice(adviceFor(error.answer, credential) ?? `${host} gives no token for this account`);
          const refusal = refusalOf(error.answer);
          return refusal ? without(secrets, refusal) : { errorCode: -604103 };
        }
        const { sentence, errorCode } = toTrouble(error, host, timeoutMs);
        if (!signal.aborted) notice(sentence);
        return { errorCode };
      }
    },
  };
}

/** WeChat's error in the place of a token, for the function; nothing else of that answer gets out. */
function refusalOf(answer: WechatAnswer): WechatAnswer | undefined {
  if (!errcodeOf(answer)) return undefined;
  const { errcode, errmsg } = JSON.parse(Buffer.from(answer.respData).toString('utf8'));
  return { ...answer, respData: Buffer.from(JSON.stringify({ errcode, errmsg })) };
}

/** What is shorter is not a real secret, and may well be a word of the answer. */
const minSecretLength = 8;

/** The answer as it came, unless it holds a secret word for word. */
function without(secrets: ReadonlySet<string>, answer: WechatAnswer): WechatAnswer {
  let text = Buffer.from(answer.respData).toString('latin1');
  for (const secret of secrets) {
    if (secret.length < minSecretLength) continue;
    text = text.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
  }
  return { ...answer, respData: Buffer.from(text, 'latin1') };
}
