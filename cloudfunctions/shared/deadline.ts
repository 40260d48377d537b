import { ownErrCode, RecognitionError } from './errors';

/** Where the platform does not tell. */
const usualTimeLimitMs = 20_000;
/** To delete the photo and to answer. */
const reserveMs = 800;
/** The SDK's own transport gives up at 15 s and would call it -501001. */
const maxWorkMs = 14_000;
const lowTimeLimitMs = 10_000;
/** Of the reserve. */
const cleanUpMs = 600;
const maxCleanUpMs = 2000;

export interface Deadline {
  remainingMs(): number;
  readonly signal: AbortSignal;
  /** The promise, or TIMEOUT when the time is up; a promise let go never rejects unhandled. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** The promise, or `late` when the reserve is used up too. */
  raceCleanUp<T>(promise: Promise<T>, late: T): Promise<T>;
  clear(): void;
}

/**
 * How long an event may take: the function's time limit less a reserve, at most 14 s.
 * @param timeLimitMs `context.time_limit_in_ms`; 20 s where that is not a positive number
 */
export function startDeadline(timeLimitMs: unknown): Deadline {
  const limitMs =
    typeof timeLimitMs === 'number' && timeLimitMs > 0 ? timeLimitMs : usualTimeLimitMs;
  const endMs = performance.now() + Math.min(limitMs - reserveMs, maxWorkMs);
  const remainingMs = () => Math.max(0, endMs - performance.now());

  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // Before the abort, or a download cut off by it would be the first to fail.
      reject(new RecognitionError('TIMEOUT', ownErrCode.timeout, timeoutSentence(limitMs)));
      controller.abort();
    }, remainingMs());
  });
  timeUp.catch(() => {});

  return {
    remainingMs,
    signal: controller.signal,
    race(promise) {
      promise.catch(() => {});
      return Promise.race([timeUp, promise]);
    },
    raceCleanUp(promise, late) {
      promise.catch(() => {});
      const leftMs = Math.min(remainingMs() + cleanUpMs, maxCleanUpMs);
      return Promise.race([
        promise,
        new Promise<typeof late>((resolve) => {
          setTimeout(resolve, leftMs, late).unref();
        }),
      ]);
    },
    clear: () => clearTimeout(timer),
  };
}

function timeoutSentence(limitMs: number): string {
  const limit = `no answer in time: the function's time limit is ${limitMs / 1000} s`;
  return limitMs < lowTimeLimitMs
    ? `${limit}; set it to 20 s in the cloud console (cloud functions, configuration), then try the same photo again`
    : `${limit}; try the same photo again`;
}
