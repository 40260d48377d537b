import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { WechatApiName } from '../cards';
import { createCache } from './cache';
import { UndecodableError } from './pixels';
import type { Answer, Fields, PictureText, Request } from './types';

export { UndecodableError } from './pixels';
export type { PictureText } from './types';

export interface Reading {
  /** WeChat's keys, snake_case; `undefined` where the picture holds no page of the card that lies upright. */
  fields: Fields | undefined;
  durationMs: number;
  /** A specimen that was read before. */
  isFromCache: boolean;
}

export interface Reader {
  /**
   * Loads the models, which takes about a second, before the first picture comes; not at all where
   * the picture is given and its reading is kept.
   */
  warmUp(picture?: Uint8Array, api?: WechatApiName): Promise<void>;
  /** Rejects with `UndecodableError` for anything but a whole JPEG or PNG. */
  read(bytes: Uint8Array, api: WechatApiName): Promise<Reading>;
  /** All lines of print in a picture, whatever it shows. */
  readText(bytes: Uint8Array): Promise<PictureText>;
  close(): void;
}

export interface ReaderOptions {
  /**
   * Which readings to keep below node_modules/.cache: those of the repository's specimens when
   * absent; of everything only where a test or a benchmark has drawn it.
   */
  cache?: 'specimens' | 'everything' | 'none';
  /** For one picture; 2 when absent. Readers side by side do more with one each. */
  threads?: number;
  /** Told when the models begin to load, and when they are there. */
  onLoad?: (state: 'begins' | 'done') => void;
}

/**
 * Reads the two licences in photographs, as WeChat's OCR would answer: PP-OCR finds the print, and
 * the layout of the cards (cards/) tells what it means. README.md of the local cloud says how well.
 */
export function createReader({
  cache: kept = 'specimens',
  threads = 2,
  onLoad,
}: ReaderOptions = {}): Reader {
  const cache = kept === 'none' ? undefined : createCache(kept === 'everything');
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  /** By api and hash. */
  const underWay = new Map<string, Promise<Fields | undefined>>();
  let child: ChildProcess | undefined;
  let ready: Promise<void> | undefined;
  let lastId = 0;
  let isClosed = false;

  function start(): ChildProcess {
    if (child) return child;
    const started = fork(path.join(__dirname, 'process.ts'), [String(threads)], {
      execArgv: ['--require', createRequire(__filename).resolve('tsx/cjs')],
      // Bytes travel as bytes.
      serialization: 'advanced',
      // One heap for all threads (glibc): pictures of many sizes leave holes in each.
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child = started;
    onLoad?.('begins');
    ready = new Promise((resolve) => {
      started.once('exit', () => resolve());
      started.on('message', (message: Answer) => {
        if (message.type === 'ready') {
          onLoad?.('done');
          return resolve();
        }
        const asker = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.type !== 'failure') asker?.resolve(message);
        else if (message.isUndecodable) asker?.reject(new UndecodableError(message.message));
        else asker?.reject(new Error(`the reader cannot run here: ${message.message}`));
        if (waiting.size === 0) rest(started);
      });
    });
    started.once('exit', (code) => {
      if (child === started) child = undefined;
      // What is still asked for at the end gets no answer.
      if (isClosed) return;
      for (const { reject } of waiting.values())
        reject(new Error(`the reader ended with ${code}, for want of memory perhaps`));
      waiting.clear();
    });
    rest(started);
    return started;
  }

  /** A process that has nothing to do keeps nobody from ending. */
  function rest(started: ChildProcess): void {
    started.unref();
    started.channel?.unref();
  }

  function ask(request: Omit<Request, 'id'>): Promise<Answer> {
    const started = start();
    started.ref();
    started.channel?.ref();
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      started.send({ id, ...request } satisfies Request);
    });
  }

  async function readFields(bytes: Uint8Array, api: WechatApiName): Promise<Fields | undefined> {
    const answer = await ask({ bytes, api });
    if (answer.type !== 'fields') throw new TypeError(answer.type);
    await cache?.put(bytes, api, answer.fields);
    return answer.fields;
  }

  /** One reading for each picture under way, however many ask for it. */
  function readOnce(bytes: Uint8Array, api: WechatApiName): Promise<Fields | undefined> {
    const key = `${api} ${createHash('sha256').update(bytes).digest('hex')}`;
    let reading = underWay.get(key);
    if (!reading) {
      reading = readFields(bytes, api).finally(() => underWay.delete(key));
      underWay.set(key, reading);
    }
    return reading;
  }

  return {
    async warmUp(picture, api) {
      if (picture && api && (await cache?.get(picture, api))) return;
      start();
      await ready;
    },
    async read(bytes, api) {
      const startedAt = performance.now();
      const known = await cache?.get(bytes, api);
      const fields = known ? known.fields : await readOnce(bytes, api);
      return { fields, isFromCache: !!known, durationMs: performance.now() - startedAt };
    },
    async readText(bytes) {
      const answer = await ask({ bytes });
      if (answer.type !== 'text') throw new TypeError(answer.type);
      return answer.text;
    },
    close() {
      isClosed = true;
      child?.kill();
    },
  };
}
