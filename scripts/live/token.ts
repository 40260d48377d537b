import * as z from 'zod';
import type { LiveSettings } from './settings';
import { postToWechat, type WechatAnswer, type WechatToken } from './wechat-client';

/** A token is taken for used up so long before it expires; WeChat itself gives a new one then. */
const renewalMs = 5 * 60 * 1000;

const StableTokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().nonnegative(),
});

export interface TokenSource {
  get(signal: AbortSignal): Promise<WechatToken>;
  /** Another one in the place of one that WeChat refuses; absent where no other can be had. */
  renew?(refused: WechatToken, signal: AbortSignal): Promise<WechatToken>;
}

/** WeChat answered, and gave no token. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
  constructor(readonly answer: WechatAnswer) {
    super('no token');
  }
}

/**
 * Tokens of the account: the one that was set, or those of `POST /cgi-bin/stable_token`, kept in
 * memory until five minutes before they expire.
 * Source: developers.weixin.qq.com, getStableAccessToken.
 */
export function createTokenSource(
  { origin, credential }: LiveSettings,
  { timeoutMs, now }: { timeoutMs: number; now(): number },
): TokenSource {
  if (credential.kind === 'token') return { get: async () => credential.token };

  const { appId, appSecret } = credential;
  let kept: { token: WechatToken; until: number } | undefined;
  /** Calls at the same time wait for the same token. */
  let pending: Promise<WechatToken> | undefined;
  let hasForced = false;

  async function fetchToken(force: boolean, signal: AbortSignal): Promise<WechatToken> {
    const startedAt = now();
    const answer = await postToWechat(
      `${origin}/cgi-bin/stable_token`,
      JSON.stringify({
        grant_type: 'client_credential',
        appid: appId,
        secret: appSecret,
        ...(force ? { force_refresh: true } : {}),
      }),
      { timeoutMs, signal },
    );
    const parsed = StableTokenSchema.safeParse(parseJson(answer.respData));
    if (!parsed.success) throw new NoTokenError(answer);
    const { access_token: value, expires_in: expiresInSeconds } = parsed.data;
    const token = { name: 'access_token', value } as const;
    kept = { token, until: startedAt + expiresInSeconds * 1000 - renewalMs };
    return token;
  }

  function alone(work: () => Promise<WechatToken>): Promise<WechatToken> {
    pending ??= work().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    async get(signal) {
      if (kept && now() < kept.until) return kept.token;
      return alone(() => fetchToken(false, signal));
    },
    async renew(refused, signal) {
      if (kept && kept.token.value !== refused.value) return kept.token;
      kept = undefined;
      return alone(async () => {
        const token = await fetchToken(false, signal);
        // By force only where WeChat gives the refused one again, and once: it ends the token of
        // everybody else who uses this account, and WeChat allows it 20 times a day.
        if (token.value !== refused.value || hasForced) return token;
        hasForced = true;
        return fetchToken(true, signal);
      });
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
