import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { LocalCloud, LocalCloudOptions } from '../../scripts/local-cloud';
import { listen, startLocalCloud } from '../../scripts/local-cloud';

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

/** A local cloud in WeChat's place, behind a server that writes down what reaches it. */
export interface WechatSide {
  readonly origin: string;
  readonly cloud: LocalCloud;
  readonly requests: WechatRequest[];
  /** Paths of the requests so far, in order. */
  paths(): string[];
  /** Answers instead of the cloud while it is set; `true` where it has taken the request. */
  intercept: ((request: WechatRequest, response: ServerResponse) => boolean) | undefined;
  /** Takes all faults away and forgets the requests. */
  reset(): void;
  close(): Promise<void>;
}

export async function startWechatSide(options: LocalCloudOptions = {}): Promise<WechatSide> {
  const cloud = await startLocalCloud(options);
  const requests: WechatRequest[] = [];
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
  const port = await listen(server);

  const side: WechatSide = {
    origin: `http://127.0.0.1:${port}`,
    cloud,
    requests,
    paths: () => requests.map(({ path }) => path),
    intercept: undefined,
    reset() {
      requests.length = 0;
      side.intercept = undefined;
      cloud.faults.clear();
    },
    async close() {
      server.close().closeAllConnections();
      await cloud.close();
    },
  };
  return side;
}
