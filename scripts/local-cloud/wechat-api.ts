import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cards, countCalls, type WechatApiName } from '../cards';
import { isLoopback } from '../live/wechat-client';
import { type Reader, UnavailableError, UndecodableError } from '../reader';
import { type FaultBox, type LocalContext, respondUnder } from './faults';
import { readForm } from './form';
import { RequestError, readJson, whenGone } from './server';
import type { Trace } from './types';
import { answerAsWechat, WechatError } from './wechat-answer';
import type { WechatTokens } from './wechat-tokens';

/** The picture's limit of the OCR APIs. */
const maxPictureBytes = 2 * 1024 * 1024;
const maxParamBytes = 64 * 1024;
const pictureTimeoutMs = 5_000;

export interface WechatApiOptions {
  tokens: WechatTokens;
  /** Per API, as a day in China counts. */
  callsPerDay: number;
  faults: FaultBox;
  reader: Reader;
  trace(trace: Omit<Trace, 'at'>): void;
}

/** WeChat's HTTPS API, as far as the licences need it; README.md has the order of the checks. */
export function createWechatApi({ tokens, callsPerDay, faults, reader, trace }: WechatApiOptions) {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  const calls = countCalls();
  const callsOfDay = new Map<string, number>();

  function spendCall(api: WechatApiName): void {
    const day = `${api} ${new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)}`;
    const used = callsOfDay.get(day) ?? 0;
    if (used >= callsPerDay) throw new WechatError(101003);
    callsOfDay.set(day, used + 1);
  }

  async function recognize(api: WechatApiName, c: LocalContext): Promise<object> {
    const query = new URL(c.req.url).searchParams;
    tokens.check(query);
    spendCall(api);
    if (!['photo', 'scan'].includes(query.get('type') ?? 'photo')) throw new WechatError(40097);
    const bytes = await pictureOf(c, query.get('img_url'));
    if (bytes.length >= maxPictureBytes) throw new WechatError(101002);
    const { fields } = await reader.read(bytes, api, whenGone(c)).catch((error: Error) => {
      throw error instanceof UndecodableError ? new WechatError(101002) : toReaderError(error);
    });
    if (!fields) throw new WechatError(101001);
    return { errcode: 0, errmsg: 'ok', ...fields };
  }

  for (const api of Object.keys(calls) as WechatApiName[]) {
    // WeChat's own sample for img_url is a GET, although the page says POST.
    routes.on(['GET', 'POST'], cards[api].path, async (c) => {
      const startedAt = performance.now();
      calls[api] += 1;
      let detail = 'error';
      const response = await respondUnder(faults.take('wechat'), c, () =>
        answerAsWechat(async () => {
          const answer = await recognize(api, c).catch((error: Error) => {
            if (error instanceof ReaderError) detail = error.reason;
            throw error;
          });
          detail = 'ok';
          return answer;
        }),
      );
      trace({ source: 'wechat', step: api, durationMs: performance.now() - startedAt, detail });
      return response;
    });
  }

  for (const [name, method] of [
    ['token', 'GET'],
    ['stable_token', 'POST'],
  ] as const) {
    routes.all(`/cgi-bin/${name}`, (c) =>
      answerAsWechat(async () => {
        if (c.req.method !== method) throw new WechatError(method === 'GET' ? 43001 : 43002);
        trace({ source: 'wechat', step: name });
        const params = method === 'GET' ? c.req.query() : await paramsOf(c);
        return tokens.endpoints[name](params);
      }),
    );
  }

  return {
    routes,
    /** Calls that arrived, by API, the refused ones too. */
    calls,
  };
}

/** Nothing that WeChat would say: for the function it is busy, or, if the reader cannot load, odd for good. */
class ReaderError extends WechatError {
  constructor(
    errcode: number,
    readonly reason: string,
  ) {
    super(errcode, errcode === busy ? undefined : reason);
  }
}
const busy = -1;
/** In no table of WeChat's. */
const noReader = 999_001;

const toReaderError = (error: Error) =>
  new ReaderError(error instanceof UnavailableError ? noReader : busy, error.message);

async function pictureOf(c: LocalContext, address: string | null): Promise<Uint8Array> {
  if (address !== null) return fetchPicture(address);
  // The limit is checked on the picture itself; this one only keeps memory.
  const form = await readForm(c.env.incoming, 10 * maxPictureBytes).catch(unlessTooLarge);
  const file = form?.files.get('img');
  // A text field called img is what the SDK makes of anything but a real Buffer.
  if (!file?.filename || file.bytes.length === 0) throw new WechatError(41005);
  return file.bytes;
}

/** None of a body that is not the JSON of an object. */
async function paramsOf(c: LocalContext): Promise<Record<string, unknown>> {
  const params = await readJson(c.env.incoming, maxParamBytes).catch(unlessTooLarge);
  return typeof params === 'object' && params !== null ? { ...params } : {};
}

/** WeChat answers a wrong body as if there were none, and its web server one that is too large. */
function unlessTooLarge(error: unknown): undefined {
  if (error instanceof RequestError && error.status === 413) throw error;
}

/** Only from loopback: nothing of the local cloud goes out to a network. */
async function fetchPicture(address: string): Promise<Uint8Array> {
  try {
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol) || !isLoopback(url)) throw new TypeError('not loopback');
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
    throw new WechatError(101000);
  }
}
