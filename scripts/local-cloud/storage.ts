import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { StorageError } from './client-error';
import { type FaultBox, respondUnder } from './faults';
import { readBody } from './server';
import { TencentError } from './tencent-error';
import type { Caller, Trace } from './types';

const chunkBytes = 64 * 1024;
/** Ours: uploads are kept in memory. */
const maxUploadBytes = 20 * 1024 * 1024;

export interface StorageOptions {
  /** `<envId>.<bucket>` */
  host: string;
  origin(): string;
  faults: FaultBox;
  trace(trace: Omit<Trace, 'at'>): void;
}

export type LocalStorage = ReturnType<typeof createStorage>;

export function createStorage(options: StorageOptions) {
  const { host, faults, trace } = options;
  /** By path. */
  const files = new Map<string, Buffer>();
  const key = randomBytes(32);
  let bytesSent = 0;

  const sign = (filePath: string, expires: number) =>
    createHmac('sha256', key).update(`${filePath}\n${expires}`).digest('hex');
  const prefix = `cloud://${host}/`;
  const fileIdOf = (filePath: string) => prefix + filePath;
  /** The path behind a fileID; `''` where it is not of this environment. */
  const pathOf = (fileId: string) => (fileId.startsWith(prefix) ? fileId.slice(prefix.length) : '');

  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.get('/storage/*', async (c) => {
    const startedAt = performance.now();
    return respondUnder(faults.take('download'), c, async (fault) => {
      const url = new URL(c.req.url);
      const filePath = decode(url.pathname.slice('/storage/'.length));
      if (filePath === undefined) return cosError(400, 'InvalidURI', 'Could not parse the URI.');
      const expires = Number(url.searchParams.get('t'));
      const signature = url.searchParams.get('sign') ?? '';
      if (!isEqual(signature, sign(filePath, expires)) || !(expires * 1000 > Date.now())) {
        return cosError(403, 'AccessDenied', 'Access Denied.');
      }
      const bytes = files.get(filePath);
      if (!bytes) return cosError(404, 'NoSuchKey', 'The specified key does not exist.');

      const bytesPerSecond = fault && 'bytesPerSecond' in fault ? fault.bytesPerSecond : undefined;
      let sent = 0;
      c.env.outgoing.once('close', () => {
        const durationMs = performance.now() - startedAt;
        const detail = { bytes: bytes.length, sent };
        trace({ source: 'storage', step: 'download', durationMs, detail });
      });
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

  // As the SDK's uploadFile sends it: an empty answer is success, an error is read as XML.
  routes.put('/storage/*', async (c) => {
    const filePath = decode(new URL(c.req.url).pathname.slice('/storage/'.length));
    const signature = c.req.header('authorization') ?? '';
    if (filePath === undefined || !isEqual(signature, sign(`PUT ${filePath}`, 0))) {
      return cosError(403, 'AccessDenied', 'Access Denied.');
    }
    store(filePath, await readBody(c.env.incoming, maxUploadBytes));
    return c.body(null);
  });

  function store(filePath: string, bytes: Uint8Array): string {
    files.set(filePath, Buffer.from(bytes));
    trace({ source: 'storage', step: 'upload', detail: { bytes: bytes.length } });
    return fileIdOf(filePath);
  }

  return {
    /** Downloads, and the uploads of functions. */
    routes,
    async put(filePath: string, bytes: Uint8Array, caller?: Caller): Promise<string> {
      if (!isPlainPath(filePath)) throw new StorageError(-503001, 'not a path of cloud storage');
      if (caller && ownerOf(filePath) !== caller.openId) {
        throw new StorageError(-503002, 'storage exceed authority');
      }
      return store(filePath, bytes);
    },
    get bytesSent() {
      return bytesSent;
    },
    get: async (fileId: string) => files.get(pathOf(fileId)),
    delete: async (fileId: string) => files.delete(pathOf(fileId)),
    list: async () => [...files.keys()].map(fileIdOf),
    /** An address that works for anyone until it expires; `undefined` where there is no such file. */
    downloadUrl(fileId: string, maxAgeSeconds: number): string | undefined {
      const filePath = pathOf(fileId);
      if (!files.has(filePath)) return undefined;
      const expires = Math.floor(Date.now() / 1000) + maxAgeSeconds;
      return `${options.origin()}/storage/${filePath}?sign=${sign(filePath, expires)}&t=${expires}`;
    },
    /** Where a function's `uploadFile` sends the bytes, and with which headers. */
    uploadTarget(filePath: string) {
      if (!isPlainPath(filePath)) {
        throw new TencentError('STORAGE_REQUEST_FAIL', 'not a path of cloud storage');
      }
      return {
        url: `${options.origin()}/storage/${filePath.split('/').map(encodeURIComponent).join('/')}`,
        authorization: sign(`PUT ${filePath}`, 0),
        token: '',
        fileId: fileIdOf(filePath),
        cosFileId: '',
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

/** Where the functions read a caller's photo: the folder that `prepare` names. */
export function photoPath(openId: string, name: string): string {
  return `license-ocr/${openId}/${name}`;
}

/** The cloud knows a file's creator; here the path tells it. */
function ownerOf(filePath: string): string | undefined {
  return /^license-ocr(?:-kept)?\/([^/]+)\//.exec(filePath)?.[1];
}

function isEqual(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The shape of a COS error. */
function cosError(status: number, code: string, message: string): Response {
  return new Response(
    `<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>${code}</Code><Message>${message}</Message>` +
      '<Resource></Resource><RequestId>local</RequestId><TraceId>local</TraceId></Error>',
    { status, headers: { 'content-type': 'application/xml' } },
  );
}
