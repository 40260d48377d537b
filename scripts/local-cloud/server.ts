import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import * as z from 'zod';

/** A request that is refused with this HTTP status. */
export class RequestError extends Error {
  constructor(
    readonly status: 400 | 403 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Serves on 127.0.0.1, on a free port where the wanted one is taken, behind the one guard of this
 * project: only programs of this computer and the server's own pages come in, and a wrong request is
 * a 4xx.
 */
export async function serve(app: Hono<{ Bindings: HttpBindings }>, wantedPort = 0) {
  app.onError((error) => toResponse(error));
  const server = createAdaptorServer({
    fetch: (request, env) =>
      isOwn((env as HttpBindings).incoming)
        ? app.fetch(request, env as HttpBindings)
        : toResponse(new RequestError(403, 'only from this computer and this page')),
    hostname: '127.0.0.1',
  }) as Server;
  const port = await listen(server, wantedPort);
  return {
    port,
    /** Cuts off what is under way. */
    async close(): Promise<void> {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Listens on 127.0.0.1 and gives the port: a free one where the wanted one is taken. */
export async function listen(server: Server, port = 0): Promise<number> {
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if (port !== 0 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      return listen(server, 0);
    throw error;
  }
}

/** A page elsewhere in a browser could otherwise drive the cloud, by name or by a rebound address. */
function isOwn({ headers, socket }: IncomingMessage): boolean {
  const { host, origin, 'sec-fetch-site': site } = headers;
  const origins = ['127.0.0.1', 'localhost'].map((name) => `http://${name}:${socket.localPort}`);
  return (
    origins.includes(`http://${host}`) &&
    (origin === undefined || origins.includes(origin)) &&
    (site === undefined || site === 'same-origin' || site === 'none')
  );
}

/** Aborted when the client no longer waits, or has its answer. */
export function whenGone({ env }: { env: HttpBindings }): AbortSignal {
  const controller = new AbortController();
  if (env.outgoing.destroyed) controller.abort();
  env.outgoing.once('close', () => controller.abort());
  return controller.signal;
}

/** @throws RequestError 413 for more than `maxBytes`, 400 for a body that breaks off */
export function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const brokenOff = () => reject(new RequestError(400, 'the body breaks off'));
    if (incoming.destroyed) return brokenOff();
    const tooLarge = () => reject(new RequestError(413, `more than ${maxBytes} bytes`));
    if (Number(incoming.headers['content-length']) > maxBytes) return tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        tooLarge();
      }
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', () => {});
    incoming.on('close', brokenOff);
  });
}

/** @throws RequestError */
export async function readJson(incoming: IncomingMessage, maxBytes: number): Promise<unknown> {
  const body = await readBody(incoming, maxBytes);
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw new RequestError(400, `the body is not JSON: ${(error as Error).message}`);
  }
}

function toResponse(error: Error): Response {
  if (error instanceof z.ZodError) return text(z.prettifyError(error), 400);
  if (error instanceof RequestError) return text(error.message, error.status);
  console.error(error);
  return text(error.message, 500);
}

function text(message: string, status: number): Response {
  // What is left of a body that nobody wants is not waited for.
  const headers = status === 413 ? { connection: 'close' } : undefined;
  return new Response(`${message}\n`, { status, ...(headers ? { headers } : {}) });
}
