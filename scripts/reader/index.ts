import { createHash } from 'node:crypto';
import type { WechatApiName } from '../cards';
import { createCache } from './cache';
import { type Child, startChild } from './child';
import { UnavailableError, UndecodableError } from './errors';
import type { Answer, Fields, PictureText } from './types';

export { UnavailableError, UndecodableError } from './errors';
export type { PictureText } from './types';

/** A page with more print than a card takes no longer than a few seconds; what does take so long hangs. */
const usualTimeLimitMs = 20_000;
/** Who leaves earlier has not been kept waiting. */
const longWaitMs = 3_000;

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
   * the picture is given and its reading is kept. Rejects with `UnavailableError` where it cannot.
   */
  warmUp(picture?: Uint8Array, api?: WechatApiName): Promise<void>;
  /** Settles, and never rejects, once the models are loaded; none where nobody has begun to. */
  whenLoaded(): Promise<void> | undefined;
  /**
   * Rejects with `UndecodableError` for anything but a whole JPEG or PNG.
   * @param signal aborted when the caller has left: a picture that nobody waits for is not read
   */
  read(bytes: Uint8Array, api: WechatApiName, signal?: AbortSignal): Promise<Reading>;
  /** All lines of print in a picture, whatever it shows. */
  readText(bytes: Uint8Array): Promise<PictureText>;
  /** Rejects what is still asked for. */
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
  /** For one picture, then the process is replaced; 20 s when absent. */
  timeLimitMs?: number;
  /** Told when the models begin to load. */
  onLoad?: () => void;
  /** Told in a sentence when the process was replaced, or a caller has left after a long wait. */
  onTrouble?: (sentence: string) => void;
}

/** One reading, for all who ask for it. */
interface Job {
  key: string;
  bytes: Uint8Array;
  api: WechatApiName | undefined;
  callers: number;
  answer: Promise<Answer>;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * Reads the two licences in photographs, as WeChat's OCR would answer: PP-OCR finds the print, and
 * the layout of the cards (cards/) tells what it means. README.md of the local cloud says how well.
 */
export function createReader({
  cache: kept = 'specimens',
  threads = 2,
  timeLimitMs = usualTimeLimitMs,
  onLoad,
  onTrouble,
}: ReaderOptions = {}): Reader {
  const cache = kept === 'none' ? undefined : createCache(kept === 'everything');
  /** Waiting or under way. */
  const jobs = new Map<string, Job>();
  const queue: Job[] = [];
  let isWorking = false;
  let isClosed = false;
  let child: Child | undefined;

  function start(): Child {
    if (child) return child;
    onLoad?.();
    const started = startChild(threads, () => {
      if (child === started) child = undefined;
    });
    // A process that has nothing to do keeps nobody from ending.
    started.hold(false);
    child = started;
    return started;
  }

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    for (let job = queue.shift(); job; job = queue.shift()) {
      try {
        const { bytes, api } = job;
        const reading = start();
        reading.hold(true);
        await reading.loaded;
        job.resolve(await reading.ask(api ? { bytes, api } : { bytes }, timeLimitMs));
      } catch (error) {
        job.reject(error as Error);
        const isAnswer = error instanceof UndecodableError || error instanceof UnavailableError;
        if (!isAnswer && !isClosed) onTrouble?.((error as Error).message);
      }
      jobs.delete(job.key);
    }
    isWorking = false;
    child?.hold(false);
  }

  function jobOf(bytes: Uint8Array, api: WechatApiName | undefined): Job {
    const key = `${api} ${createHash('sha256').update(bytes).digest('hex')}`;
    const known = jobs.get(key);
    if (known) return known;
    const job: Partial<Job> = { key, bytes, api, callers: 0 };
    job.answer = new Promise((resolve, reject) => Object.assign(job, { resolve, reject }));
    // The last caller may have left.
    job.answer.catch(() => {});
    jobs.set(key, job as Job);
    queue.push(job as Job);
    void work();
    return job as Job;
  }

  async function ask(
    bytes: Uint8Array,
    api: WechatApiName | undefined,
    signal?: AbortSignal,
  ): Promise<Answer> {
    signal?.throwIfAborted();
    if (isClosed) throw new Error('the reader is closed');
    const job = jobOf(bytes, api);
    const askedAt = performance.now();
    let leave = () => {};
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => {
        const waitedMs = performance.now() - askedAt;
        if (waitedMs > longWaitMs) onTrouble?.(slowSentence(waitedMs));
        reject(new Error('the caller has left'));
      };
    });
    signal?.addEventListener('abort', leave);
    job.callers += 1;
    try {
      return await Promise.race([job.answer, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      job.callers -= 1;
      const place = queue.indexOf(job);
      if (job.callers === 0 && place >= 0) {
        queue.splice(place, 1);
        jobs.delete(job.key);
      }
    }
  }

  return {
    async warmUp(picture, api) {
      if (picture && api && (await cache?.get(picture, api))) return;
      const started = start();
      started.hold(true);
      await started.loaded.finally(() => started.hold(isWorking));
    },
    whenLoaded: () => child?.loaded.catch(() => {}),
    async read(bytes, api, signal) {
      const startedAt = performance.now();
      const durationMs = () => performance.now() - startedAt;
      const known = await cache?.get(bytes, api);
      if (known) return { fields: known.fields, isFromCache: true, durationMs: durationMs() };
      const answer = await ask(bytes, api, signal);
      if (answer.type !== 'fields') throw new TypeError(answer.type);
      await cache?.put(bytes, api, answer.fields);
      return { fields: answer.fields, isFromCache: false, durationMs: durationMs() };
    },
    async readText(bytes) {
      const answer = await ask(bytes, undefined);
      if (answer.type !== 'text') throw new TypeError(answer.type);
      return answer.text;
    },
    close() {
      isClosed = true;
      for (const job of queue.splice(0)) {
        jobs.delete(job.key);
        job.reject(new Error('the reader is closed'));
      }
      child?.end();
    },
  };
}

const slowSentence = (waitedMs: number) =>
  `the picture was not read after ${(waitedMs / 1000).toFixed(1)} s, when the function gave up: this machine is busy; it is not the function's time limit`;
