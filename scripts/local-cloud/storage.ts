import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { StorageError } from './client-error';
import { type FaultBox, respondUnder } from './faults';
import type { Caller, CloudStorage, Trace } from './types';

const chunkBytes = 64 * 1024;

export interface StorageOptions {
  /** `<envId>.<bucket>` */
  host: string;
  origin(): string;
  faults: FaultBox;
  trace(trace: Omit<Trace, 'at'>): void;
}

export interface UploadTicket {
  url: string;
  authorization: string;
  fileId: string;
}

export interface LocalStorage extends CloudStorage {
  /** Downloads, and uploads as the SDK does them. */
  readonly routes: Hono<{ Bindings: HttpBindings }>;
  /** An address that works for anyone until it expires; `undefined` where there is no such file. */
  downloadUrl(fileId: string, maxAgeSeconds: number): string | undefined;
  uploadTicket(filePath: string): UploadTicket;
}

export function createStorage(options: StorageOptions): LocalStorage {
  const { host, faults, trace } = options;
  /** By path. */
  const files = new Map<string, Buffer>();
  const key = randomBytes(32);
  let bytesSent = 0;

  const sign = (...parts: (string | number)[]) =>
    createHmac('sha256', key).update(parts.join('\n')).digest('hex');
  const fileIdOf = (filePath: string) => `cloud://${host}/${filePath}`;

  /** The path behind a fileID; `''` where it is not of this environment. */
  function pathOf(fileId: string): string {
    const prefix = `cloud://${host}/`;
    return fileId.startsWith(prefix) ? fileId.slice(prefix.length) : '';
  }

  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.get('/storage/*', async (c) => {
    const startedAt = performance.now();
    return respondUnder(faults.take('download'), c, async (fault) => {
      const url = new URL(c.req.url);
      const filePath = decodeURIComponent(url.pathname.slice('/storage/'.length));
      const expires = Number(url.searchParams.get('t'));
      const signature = url.searchParams.get('sign') ?? '';
      if (!isEqual(signature, sign('GET', filePath, expires)) || !(expires * 1000 > Date.now())) {
        return cosError(403, 'AccessDenied', 'Access Denied.');
      }
      const bytes = files.get(filePath);
      if (!bytes) return cosError(404, 'NoSuchKey', 'The specified key does not exist.');

      const bytesPerSecond = fault?.kind === 'trickle' ? fault.bytesPerSecond : undefined;
      let sent = 0;
      const finish = () =>
        trace({
          source: 'storage',
          step: 'download',
          durationMs: performance.now() - startedAt,
          detail: { bytes: bytes.length, sent },
        });
      c.env.outgoing.once('close', finish);
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const size = Math.min(chunkBytes, bytesPerSecond ?? chunkBytes);
            const chunk = bytes.subarray(sent, sent + size);
            if (chunk.length === 0) return controller.close();
            // Not faster than the reader: the kernel's buffers on loopback would take megabytes
            // that nobody read, and bytesSent would say so.
            await sleep(bytesPerSecond ? (1000 * chunk.length) / bytesPerSecond : 1);
            sent += chunk.length;
            bytesSent += chunk.length;
            controller.enqueue(Uint8Array.from(chunk));
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body, {
        headers: {
          'content-type': 'application/octet-stream',
          ...(fault?.kind === 'no-content-length'
            ? {}
            : { 'content-length': String(bytes.length) }),
        },
      });
    });
  });

  // With these headers: @cloudbase/node-sdk 3.17.2, storage/index.js.
  routes.put('/upload', async (c) =>
    respondUnder(faults.take('upload'), c, async () => {
      const filePath = decodeURIComponent(c.req.header('key') ?? '');
      if (!isEqual(c.req.header('authorization') ?? '', sign('PUT', filePath))) {
        return cosError(403, 'SignatureDoesNotMatch', 'The Signature you specified is invalid.');
      }
      await put(filePath, new Uint8Array(await c.req.arrayBuffer()));
      return new Response(null);
    }),
  );

  async function put(filePath: string, bytes: Uint8Array, caller?: Caller): Promise<string> {
    if (!isPlainPath(filePath)) throw new StorageError(-503001, 'not a path of cloud storage');
    if (caller && ownerOf(filePath) !== caller.openId) {
      throw new StorageError(-503002, 'storage exceed authority');
    }
    files.set(filePath, Buffer.from(bytes));
    trace({ source: 'storage', step: 'upload', detail: { bytes: bytes.length } });
    return fileIdOf(filePath);
  }

  return {
    routes,
    put,
    get bytesSent() {
      return bytesSent;
    },
    get: async (fileId) => files.get(pathOf(fileId)),
    delete: async (fileId) => files.delete(pathOf(fileId)),
    list: async () => [...files.keys()].map(fileIdOf),
    downloadUrl(fileId, maxAgeSeconds) {
      const filePath = pathOf(fileId);
      if (!files.has(filePath)) return undefined;
      const expires = Math.floor(Date.now() / 1000) + maxAgeSeconds;
      return `${options.origin()}/storage/${filePath}?sign=${sign('GET', filePath, expires)}&t=${expires}`;
    },
    uploadTicket(filePath) {
      return {
        url: `${options.origin()}/upload`,
        authorization: sign('PUT', filePath),
        fileId: fileIdOf(filePath),
      };
    },
  };
}

/** Without a leading slash, empty or dotted steps: what cloud storage takes as a cloudPath. */
function isPlainPath(filePath: string): boolean {
  return (
    filePath !== '' &&
    filePath.length <= 850 &&
    filePath.split('/').every((step) => step !== '' && step !== '.' && step !== '..') &&
    !/[\\\0]/.test(filePath)
  );
}

/** The cloud knows a file's creator; here the path tells it. */
function ownerOf(filePath: string): string | undefined {
  return /^license-ocr\/([^/]+)\//.exec(filePath)?.[1];
}

function isEqual(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The shape of a COS error, which xml2js of the SDK reads after an upload. */
function cosError(status: number, code: string, message: string): Response {
  return new Response(
    `<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>${code}</Code><Message>${message}</Message>` +
      '<Resource></Resource><RequestId>local</RequestId><TraceId>local</TraceId></Error>',
    { status, headers: { 'content-type': 'application/xml' } },
  );
}
