import { extname } from 'node:path';
import { cards, type WechatApiName } from '../cards';

/** A parameter of a cloud call. */
export interface OpenApiPair {
  key: string;
  /** A file's bytes, or the value as JSON text. */
  value: Uint8Array;
  /** Empty in what the SDK sends: it fills `contentType`, the field is called `contenttype`. */
  contenttype: string;
  /** Only a file has one. */
  filename: string;
}

/** What a cloud call brings back. */
export interface OpenApiResponse {
  respData?: Uint8Array;
  contentType?: string;
  /** -604100 to -604104 and the like: the gateway's own refusal. */
  errorCode?: number;
  httpCode?: number;
}

/** The credential of a call: a query parameter of WeChat's HTTPS API. */
export interface WechatToken {
  name: 'access_token' | 'cloudbase_access_token';
  value: string;
}

/** How the gateway reaches WeChat's side. */
export interface WechatClient {
  /**
   * Resolves to what goes back to the function; it never rejects.
   * @param signal aborted when nobody waits any more
   */
  call(api: WechatApiName, pairs: OpenApiPair[], signal: AbortSignal): Promise<OpenApiResponse>;
}

/** What WeChat's HTTPS API sent back. */
export interface WechatAnswer {
  respData: Uint8Array;
  contentType: string;
  httpCode: number;
}

/**
 * A recognition as WeChat's HTTPS API takes it: a picture's bytes as multipart `img`, everything
 * else in the query, URL-encoded. The address holds the token: it must not be printed.
 */
export function toOcrRequest(
  origin: string,
  api: WechatApiName,
  pairs: OpenApiPair[],
  token: WechatToken,
): { url: string; body: FormData | undefined } {
  const query = [[token.name, token.value]];
  const form = new FormData();
  for (const { key, value, filename, contenttype } of pairs) {
    if (filename) {
      const type = contenttype || `image/${extname(filename).slice(1)}`;
      form.set(key, new Blob([Uint8Array.from(value)], { type }), filename);
    } else if (key === 'img') form.set(key, textOf(value));
    else query.push([key, textOf(value)]);
  }
  const encoded = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return {
    url: `${origin}${cards[api].path}?${encoded}`,
    body: form.has('img') ? form : undefined,
  };
}

/**
 * One request, whatever the answer is.
 * @throws what fetch throws, a TimeoutError, or a RedirectError: an answer from elsewhere is not
 *   WeChat's, and a token must not follow it
 */
export async function postToWechat(
  url: string,
  body: FormData | string | undefined,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<WechatAnswer> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', onAbort);
  const timer = setTimeout(
    () => controller.abort(new DOMException('no answer in time', 'TimeoutError')),
    timeoutMs,
  );
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: controller.signal,
      ...(body === undefined ? {} : { body }),
      ...(typeof body === 'string' ? { headers: { 'content-type': 'application/json' } } : {}),
    });
    if (response.status >= 300 && response.status < 400) throw new RedirectError(response.status);
    return {
      respData: new Uint8Array(await response.arrayBuffer()),
      contentType: response.headers.get('content-type') ?? '',
      httpCode: response.status,
    };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    controller.abort(); // an answer that nobody reads any more
  }
}

export class RedirectError extends Error {
  override readonly name = 'RedirectError';
  constructor(readonly status: number) {
    super(`redirect ${status}`);
  }
}

/** `errcode` of an answer: 0 where there is none, `undefined` where the answer is not a JSON object. */
export function errcodeOf({ respData }: OpenApiResponse): number | undefined {
  try {
    const answer = JSON.parse(Buffer.from(respData ?? []).toString('utf8')) as unknown;
    if (typeof answer !== 'object' || answer === null) return undefined;
    return Number((answer as { errcode?: unknown }).errcode ?? 0);
  } catch {
    return undefined;
  }
}

/** Whether an address points at this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

export function isTimeout(error: unknown): boolean {
  return (error as Error | undefined)?.name === 'TimeoutError';
}

/** A value travels as JSON: a string's quotes go, the rest stays text. */
function textOf(value: Uint8Array): string {
  const text = Buffer.from(value).toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'string' ? parsed : text;
  } catch {
    return text;
  }
}
