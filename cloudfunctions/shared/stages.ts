import type { Caller } from './cloud';
import { type Stage, toRecognitionError } from './errors';

/** @throws RecognitionError, whatever the work throws */
export type RunStage = <T>(stage: Stage, work: () => Promise<T>) => Promise<T>;

/** @param ms gets the milliseconds of each stage */
export function createStageRunner(caller: Caller, ms: Partial<Record<Stage, number>>): RunStage {
  return async (stage, work) => {
    const startedMs = performance.now();
    try {
      return await work();
    } catch (thrown) {
      throw toRecognitionError(thrown, stage, caller.openId !== undefined);
    } finally {
      ms[stage] = Math.round(performance.now() - startedMs);
    }
  };
}
