import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type FaultBox, respondUnder } from './faults';
import { type Form, parseForm } from './form';
import { readSpecimen, UndecodableError } from './specimen-reader';
import type { Trace } from './types';
import { countCalls, isWechatApi, type WechatApiName, wechatPaths } from './wechat-client';

/** The picture's limit of both APIs. */
const maxPictureBytes = 2 * 1024 * 1024;
const pictureTimeoutMs = 5_000;
/** stable_token gives the same token again until this long before it expires. */
const tokenRenewalMs = 5 * 60 * 1000;

export type TokenKind = 'access_token' | 'cloudbase_access_token';

export interface WechatApiOptions {
  appId: string;
  appSecret: string;
  tokenLifetimeMs: number;
  /** Per API, as a day in China counts. */
  callsPerDay: number;
  faults: FaultBox;
  trace(trace: Omit<Trace, 'at'>): void;
}

export interface WechatApi {
  readonly routes: Hono<{ Bindings: HttpBindings }>;
  /** Calls that arrived, by API, the refused ones too. */
  readonly calls: Record<WechatApiName, number>;
  issueToken(kind: TokenKind, lifetimeMs?: number): string;
}

/** An answer of WeChat's that is an error: always HTTP 200, with a handle for WeChat's support. */
class WechatError extends Error {
  readonly errcode: number;
  constructor(errcode: number, errmsg: string) {
    super(errmsg);
    this.errcode = errcode;
  }
}

/** WeChat's HTTPS API, as far as the two licences need it. */
export function createWechatApi(options: WechatApiOptions): WechatApi {
  const { faults, trace } = options;
  const routes = new Hono<{ Bindings: HttpBindings }>();
  const calls = countCalls();
  const callsOfDay = new Map<string, number>();
  const tokens = new Map<string, { kind: TokenKind; expiresAt: number }>();
  let stable: { token: string; expiresAt: number } | undefined;

  function issueToken(kind: TokenKind, lifetimeMs = options.tokenLifetimeMs): string {
    const token = `LOCAL_${randomBytes(48).toString('base64url')}`;
    tokens.set(token, { kind, expiresAt: Date.now() + lifetimeMs });
    return token;
  }

  function checkToken(query: URLSearchParams): void {
    const kinds = ['access_token', 'cloudbase_access_token'] as const;
    const kind = kinds.find((each) => query.has(each));
    if (!kind) throw new WechatError(41001, 'access_token missing');
    const token = tokens.get(query.get(kind) ?? '');
    if (!token || token.kind !== kind) {
      throw new WechatError(40001, 'invalid credential, access_token is invalid or not latest');
    }
    if (token.expiresAt <= Date.now()) throw new WechatError(42001, 'access_token expired');
  }

  function spendCall(api: WechatApiName): void {
    const day = `${api} ${new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)}`;
    const used = callsOfDay.get(day) ?? 0;
    if (used >= options.callsPerDay) throw new WechatError(101003, 'not enough market quota');
    callsOfDay.set(day, used + 1);
  }

  for (const api of Object.keys(wechatPaths).filter(isWechatApi)) {
    routes.post(wechatPaths[api], async (c) => {
      const startedAt = performance.now();
      calls[api] += 1;
      const query = new URL(c.req.url).searchParams;
      const effects = faults.take('wechat');
      let outcome: unknown;
      const response = await respondUnder(effects, c, (effect) =>
        answering(async () => {
          checkToken(query);
          spendCall(api);
          if (effect?.kind === 'wechat-answer') {
            outcome = 'fault';
            return new Response(effect.body, {
              status: effect.status,
              headers: { 'content-type': effect.contentType },
            });
          }
          const type = query.get('type') ?? 'photo';
          if (type !== 'photo' && type !== 'scan') throw new WechatError(40097, 'invalid args');
          const bytes = await pictureOf(query, await formOf(c.env.incoming));
          const answer = await recognize(api, bytes);
          outcome = 'ok';
          return wechatJson({ errcode: 0, errmsg: 'ok', ...answer });
        }),
      );
      trace({
        source: 'wechat',
        step: api,
        durationMs: performance.now() - startedAt,
        detail: outcome ?? 'error',
      });
      return response;
    });
  }

  // https://developers.weixin.qq.com/doc/ (getStableAccessToken)
  routes.post('/cgi-bin/stable_token', (c) =>
    answering(async () => {
      const body = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
      if (body.grant_type !== 'client_credential') {
        throw new WechatError(40002, 'invalid grant_type');
      }
      if (body.appid !== options.appId) throw new WechatError(40013, 'invalid appid');
      if (!body.secret) throw new WechatError(41004, 'appsecret missing');
      if (body.secret !== options.appSecret) throw new WechatError(40125, 'invalid appsecret');
      const now = Date.now();
      if (!stable || body.force_refresh === true || stable.expiresAt - tokenRenewalMs <= now) {
        // The one before stays valid until it expires, or not at all after a forced renewal.
        if (stable && body.force_refresh === true) tokens.delete(stable.token);
        stable = {
          token: issueToken('access_token'),
          expiresAt: now + options.tokenLifetimeMs,
        };
      }
      trace({ source: 'wechat', step: 'stable_token' });
      return wechatJson({
        access_token: stable.token,
        expires_in: Math.floor((stable.expiresAt - now) / 1000),
      });
    }),
  );

  routes.all('/cv/*', () =>
    answering(() => Promise.reject(new WechatError(43002, 'require POST method'))),
  );

  return { routes, calls, issueToken };
}

async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    const rid = [4, 4, 4].map((size) => randomBytes(size).toString('hex')).join('-');
    const hint = randomBytes(7).toString('base64url');
    return wechatJson({
      errcode: error.errcode,
      errmsg: `${error.message} hint: [${hint}] rid: ${rid}`,
    });
  }
}

function wechatJson(body: unknown): Response {
  return new Response(JSON.stringify(body), {
    // Word for word what api.weixin.qq.com sends.
    headers: { 'content-type': 'application/json; encoding=utf-8' },
  });
}

async function formOf(request: HttpBindings['incoming']): Promise<Form> {
  const empty: Form = { fields: new Map(), files: new Map() };
  if (!request.headers['content-type']?.startsWith('multipart/form-data')) return empty;
  try {
    // The limit is checked on the picture itself; this one only keeps memory.
    return await parseForm(request, 10 * maxPictureBytes);
  } catch {
    return empty;
  }
}

async function pictureOf(query: URLSearchParams, form: Form): Promise<Uint8Array> {
  const address = query.get('img_url');
  const file = form.files.get('img');
  if (address !== null) return fetchPicture(address);
  // A text field called img is what a Buffer that is none becomes on its way through the SDK.
  if (!file?.filename || file.bytes.length === 0)
    throw new WechatError(41005, 'media data missing');
  return file.bytes;
}

/** Only from loopback: nothing of the local cloud goes out to a network. */
async function fetchPicture(address: string): Promise<Uint8Array> {
  try {
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol)) throw new TypeError('not http');
    if (!/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname))
      throw new TypeError('not loopback');
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(pictureTimeoutMs),
    });
    if (!response.ok || !response.body) throw new TypeError(`status ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= maxPictureBytes) break;
    }
    if (size === 0) throw new TypeError('empty');
    return Buffer.concat(chunks);
  } catch {
    throw new WechatError(101000, 'invalid image url');
  }
}

async function recognize(api: WechatApiName, bytes: Uint8Array): Promise<Record<string, unknown>> {
  if (bytes.length >= maxPictureBytes) throw new WechatError(101002, 'image size exceed limit');
  try {
    const answer = await readSpecimen(api, bytes);
    if (!answer) throw new WechatError(101001, 'certificate not found');
    return answer;
  } catch (error) {
    if (error instanceof UndecodableError) throw new WechatError(101002, 'image decode failed');
    throw error;
  }
}
