import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cards, type WechatApiName } from '../cards';
import { createCache } from './cache';
import { readFields } from './fields';
import { UndecodableError } from './pixels';
import type { Answer, PictureText, Request } from './types';

export { UndecodableError } from './pixels';
export type { PictureText } from './types';

export interface Reading {
  /** WeChat's keys, snake_case; `undefined` where the picture holds no page of the card that lies upright. */
  fields: Record<string, unknown> | undefined;
  durationMs: number;
  /** The same picture was read before, by this run or another one. */
  isFromCache: boolean;
}

export interface Reader {
  /**
   * Loads the models, which takes about a second, before the first picture comes; not at all where
   * the picture is given and was read before.
   */
  warmUp(picture?: Uint8Array): Promise<void>;
  /** Rejects with `UndecodableError` for anything but a whole JPEG or PNG. */
  read(bytes: Uint8Array, api: WechatApiName): Promise<Reading>;
  /** All lines of print in a picture, whatever it shows. */
  readText(bytes: Uint8Array): Promise<PictureText>;
  close(): void;
}

export interface ReaderOptions {
  /** Keep what was read of which picture below node_modules/.cache; true when absent. */
  useCache?: boolean;
  /** For one picture; 2 when absent. Readers side by side do more with one each. */
  threads?: number;
  /** Told when the models begin to load, and when they are there. */
  onLoad?: (state: 'begins' | 'done') => void;
}

/**
 * Reads the two licences in photographs, as WeChat's OCR would answer: PP-OCR finds the print, and
 * the layout of the cards (cards/) tells what it means. README.md of the local cloud says how well.
 */
export function createReader({ useCache = true, threads = 2, onLoad }: ReaderOptions = {}): Reader {
  const cache = useCache ? createCache() : undefined;
  const waiting = new Map<
    number,
    { resolve(text: PictureText): void; reject(error: Error): void }
  >();
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
        if (message.type === 'text') asker?.resolve(message.text);
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

  function recognize(bytes: Uint8Array): Promise<PictureText> {
    const started = start();
    started.ref();
    started.channel?.ref();
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      started.send({ id, bytes } satisfies Request);
    });
  }

  async function textOf(bytes: Uint8Array): Promise<{ text: PictureText; isFromCache: boolean }> {
    const known = await cache?.get(bytes);
    if (known) return { text: known, isFromCache: true };
    const text = await recognize(bytes);
    await cache?.put(bytes, text);
    return { text, isFromCache: false };
  }

  return {
    async warmUp(picture) {
      if (picture && (await cache?.get(picture))) return;
      start();
      await ready;
    },
    async read(bytes, api) {
      const startedAt = performance.now();
      const { text, isFromCache } = await textOf(bytes);
      const fields = readFields(cards[api], text);
      return { fields, isFromCache, durationMs: performance.now() - startedAt };
    },
    readText: async (bytes) => (await textOf(bytes)).text,
    close() {
      isClosed = true;
      child?.kill();
    },
  };
}
