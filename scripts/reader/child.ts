import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { endWithParent } from '../end-with-parent';
import { UnavailableError, UndecodableError } from './errors';
import type { Answer, Request } from './types';

/** A second or two; more on a machine that does other things besides. */
const loadLimitMs = 60_000;

export interface Child {
  /** Rejects where it never will be. */
  readonly loaded: Promise<void>;
  /** Of a process that has loaded, one at a time. Whoever takes longer than the limit is ended. */
  ask(request: Omit<Request, 'id'>, timeLimitMs: number): Promise<Answer>;
  /** Keeps the event loop alive, or not. */
  hold(isHeld: boolean): void;
  end(): void;
}

/**
 * A process that reads.
 * @param onGone called once, however it ends
 */
export function startChild(threads: number, onGone: () => void): Child {
  const forked = fork(path.join(__dirname, 'process.ts'), [String(threads)], {
    execArgv: ['--require', createRequire(__filename).resolve('tsx/cjs')],
    // Bytes travel as bytes.
    serialization: 'advanced',
    // One heap for all threads (glibc): pictures of many sizes leave holes in each.
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  endWithParent(forked);
  let lastId = 0;
  let isGone = false;
  let asker: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  let setLoaded = () => {};
  let failLoading = (_error: Error) => {};
  const loaded = new Promise<void>((resolve, reject) => {
    setLoaded = resolve;
    failLoading = reject;
  });
  loaded.catch(() => {});

  function fail(error: Error): void {
    clearTimeout(loadTimer);
    failLoading(error);
    asker?.reject(error);
    asker = undefined;
    forked.kill('SIGKILL');
    if (!isGone) onGone();
    isGone = true;
  }
  const loadTimer = setTimeout(
    () => fail(new Error(`the reader did not load within ${loadLimitMs / 1000} s`)),
    loadLimitMs,
  ).unref();

  forked.on('message', (answer: Answer) => {
    if (answer.type === 'ready') {
      clearTimeout(loadTimer);
      setLoaded();
    } else if (answer.type === 'unavailable') fail(new UnavailableError(answer.message));
    else {
      const { resolve, reject } = asker ?? {};
      asker = undefined;
      if (answer.type !== 'failure') resolve?.(answer);
      else if (answer.isUndecodable) reject?.(new UndecodableError(answer.message));
      else reject?.(new Error(`the reader failed: ${answer.message}`));
    }
  });
  forked.on('error', (error) => fail(new Error(`the reader cannot be reached: ${error.message}`)));
  forked.on('exit', (code, signal) =>
    fail(new Error(`the reader ended with ${signal ?? code}, for want of memory perhaps`)),
  );

  return {
    loaded,
    async ask(request, timeLimitMs) {
      const timer = setTimeout(
        () => fail(new Error(`the reader did not answer within ${timeLimitMs / 1000} s`)),
        timeLimitMs,
      );
      try {
        return await new Promise<Answer>((resolve, reject) => {
          asker = { resolve, reject };
          lastId += 1;
          // A pipe that is dead is an `error`.
          forked.send({ id: lastId, ...request } satisfies Request);
        });
      } finally {
        clearTimeout(timer);
      }
    },
    hold(isHeld) {
      for (const each of [forked, forked.channel]) isHeld ? each?.ref() : each?.unref();
    },
    end: () => fail(new Error('the reader is closed')),
  };
}
