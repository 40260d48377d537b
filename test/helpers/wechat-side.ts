import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { LiveSettings } from '../../scripts/live';
import { type LocalCloud, listen, startLocalCloud } from '../../scripts/local-cloud';

export interface WechatRequest {
  path: string;
  /** As it was sent, with its `?`. */
  search: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What was answered. */
  answer: Buffer;
}

/**
 * A local cloud in WeChat's place for the tests around, behind a server that writes down what
 * reaches it. Each test begins without faults and requests.
 */
export function useWechatSide() {
  const requests: WechatRequest[] = [];
  let cloud: LocalCloud;
  let origin: string;
  const side = {
    get origin() {
      return origin;
    },
    get cloud() {
      return cloud;
    },
    requests,
    /** Paths of the requests so far, in order. */
    paths: () => requests.map(({ path }) => path),
    /** Of its account. */
    settings: (): LiveSettings => ({
      origin,
      credential: { kind: 'app', appId: cloud.appId, appSecret: cloud.appSecret },
    }),
    /** Answers instead of the cloud while it is set; `true` where it has taken the request. */
    intercept: undefined as
      | ((request: WechatRequest, response: ServerResponse) => boolean)
      | undefined,
  };

  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', cloud.origin);
    const request: WechatRequest = {
      path: url.pathname,
      search: url.search,
      query: Object.fromEntries(url.searchParams),
      headers: incoming.headers,
      body: await buffer(incoming),
      answer: Buffer.alloc(0),
    };
    requests.push(request);
    if (side.intercept?.(request, response)) return;
    const answer = await fetch(url, {
      method: incoming.method ?? 'POST',
      headers: { 'content-type': incoming.headers['content-type'] ?? '' },
      body: Uint8Array.from(request.body),
    });
    request.answer = Buffer.from(await answer.arrayBuffer());
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      .end(request.answer);
  });

  beforeAll(async () => {
    cloud = await startLocalCloud();
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(() => {
    requests.length = 0;
    side.intercept = undefined;
    cloud.faults.clear();
  });
  afterAll(async () => {
    server.close().closeAllConnections();
    await cloud.close();
  });
  return side;
}
