import { ownErrCode, RecognitionError, type Stage, toRecognitionError } from './errors';

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

export type Steps = ReturnType<typeof startSteps>;

/**
 * The clock of one event, and its way past those who may throw anything. An event may take the
 * function's time limit less a reserve, at most 14 s.
 * @param timeLimitMs `context.time_limit_in_ms`; 20 s where that is not a positive number
 * @param ms gets the milliseconds of each stage
 */
export function startSteps(timeLimitMs: unknown, ms: Partial<Record<Stage, number>>) {
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

  async function measure<T>(stage: Stage, rivals: readonly Promise<T>[]): Promise<T> {
    const startedMs = performance.now();
    try {
      return await Promise.race(rivals);
    } catch (thrown) {
      throw toRecognitionError(thrown, stage);
    } finally {
      ms[stage] = Math.round(performance.now() - startedMs);
    }
  }

  return {
    remainingMs,
    /** Aborted when the time is up. */
    signal: controller.signal,
    /**
     * What the work gives; a promise let go never rejects unhandled.
     * @throws RecognitionError, whatever the work throws; TIMEOUT when the time is up
     */
    run: <T>(stage: Stage, work: () => Promise<T>) => measure(stage, [timeUp, work()]),
    /** What the work gives, or `otherwise` where it fails or the reserve is used up too. */
    cleanUp<T>(stage: Stage, work: () => Promise<T>, otherwise: T) {
      const leftMs = Math.min(remainingMs() + cleanUpMs, maxCleanUpMs);
      const late = new Promise<T>((resolve) => {
        setTimeout(resolve, leftMs, otherwise).unref();
      });
      return measure(stage, [work(), late]).catch(() => otherwise);
    },
    end: () => clearTimeout(timer),
  };
}

function timeoutSentence(limitMs: number): string {
  const limit = `no answer in time: the function's time limit is ${limitMs / 1000} s`;
  return limitMs < lowTimeLimitMs
    ? `${limit}; set it to 20 s in the cloud console (cloud functions, configuration), then try the same photo again`
    : `${limit}; try the same photo again`;
}
