import { randomBytes } from 'node:crypto';
import { WechatError } from './wechat-answer';

const kinds = ['access_token', 'cloudbase_access_token'] as const;
export type TokenKind = (typeof kinds)[number];

/** How long a token lasts, as WeChat's own. */
const lifetimeMs = 7_200_000;
/** stable_token gives the same token again until this long before it expires. */
const renewalMs = 5 * 60 * 1000;
/** A token of /cgi-bin/token works for so long beside the next one. */
const graceMs = 5 * 60 * 1000;

interface Token {
  value: string;
  kind: TokenKind;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

type Params = Readonly<Record<string, unknown>>;

export type WechatTokens = ReturnType<typeof createWechatTokens>;

/**
 * The credentials of WeChat's HTTPS API. The tokens of the two endpoints do not touch each other.
 * Source: developers.weixin.qq.com, getAccessToken and getStableAccessToken.
 */
export function createWechatTokens(account: { appId: string; appSecret: string }) {
  const tokens = new Map<string, Token>();
  let latest: Token | undefined;
  let stable: Token | undefined;

  function issue(kind: TokenKind, forMs = lifetimeMs): Token {
    const value = `LOCAL_${randomBytes(48).toString('base64url')}`;
    const token = { value, kind, expiresAt: Date.now() + forMs };
    tokens.set(value, token);
    return token;
  }

  function checkAccount({ grant_type, appid, secret }: Params): void {
    if (grant_type !== 'client_credential') throw new WechatError(40002);
    if (!appid) throw new WechatError(41002);
    if (appid !== account.appId) throw new WechatError(40013);
    if (!secret) throw new WechatError(41004);
    if (secret !== account.appSecret) throw new WechatError(40125);
  }

  const answer = ({ value, expiresAt }: Token) => ({
    access_token: value,
    expires_in: Math.round((expiresAt - Date.now()) / 1000),
  });

  return {
    issue: (kind: TokenKind, forMs?: number) => issue(kind, forMs).value,
    /** @throws WechatError */
    check(query: URLSearchParams): void {
      const kind = kinds.find((each) => query.has(each));
      if (!kind) throw new WechatError(41001);
      const token = tokens.get(query.get(kind) ?? '');
      if (token?.kind !== kind) throw new WechatError(40001);
      if (token.expiresAt <= Date.now()) throw new WechatError(42001);
    },
    /** What the two endpoints answer. */
    endpoints: {
      token(params: Params): object {
        checkAccount(params);
        if (latest) latest.expiresAt = Math.min(latest.expiresAt, Date.now() + graceMs);
        latest = issue('access_token');
        return answer(latest);
      },
      stable_token(params: Params): object {
        checkAccount(params);
        const isForced = params.force_refresh === true;
        if (stable && isForced) tokens.delete(stable.value);
        if (!stable || isForced || stable.expiresAt - renewalMs <= Date.now()) {
          stable = issue('access_token');
        }
        return answer(stable);
      },
    },
  };
}
