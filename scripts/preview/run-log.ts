import type { Trace } from '../local-cloud';
import type { RunStep } from './wire';

/** Steps kept for a desk that connects later. */
const maxSteps = 300;

export type RunLog = ReturnType<typeof createRunLog>;

/**
 * What happens between page and cloud, a list of steps grouped into runs: one run is a photo from
 * its upload to its result, or one `prepare`.
 * @param publish told each step that begins or changes
 */
export function createRunLog(publish: (step: RunStep) => void = () => {}) {
  let steps: RunStep[] = [];
  let lastId = 0;
  let lastRun = 0;
  const runOfRequest = new Map<string, number>();
  /** Steps inside the cloud do not say which event they serve: the one that began last. */
  let runOfCloud = 0;

  function add(run: number, step: Omit<RunStep, 'id' | 'run' | 'at'>, at = Date.now()): RunStep {
    lastId += 1;
    const added: RunStep = { id: lastId, run, at, ...step };
    steps = [...steps, added].slice(-maxSteps);
    publish(added);
    return added;
  }

  return {
    steps: () => steps,
    /** Number of a new run. */
    begin() {
      lastRun += 1;
      return lastRun;
    },
    add,
    /** Ends or changes a step; `state` other than `running` gives it its duration. */
    change(step: RunStep, change: Omit<Partial<RunStep>, 'id' | 'run'>) {
      Object.assign(step, change);
      if (change.state !== undefined && change.state !== 'running')
        step.durationMs = Date.now() - step.at;
      publish(step);
    },
    /** What is traced of this event belongs to this run. */
    expectRequest(run: number, requestId: string) {
      runOfRequest.set(requestId, run);
    },
    trace({ at, source, step, requestId, durationMs = 0, detail }: Trace) {
      const run = requestId === undefined ? runOfCloud : (runOfRequest.get(requestId) ?? 0);
      if (step === 'call') {
        runOfCloud = run;
        return;
      }
      // The call's own step shows its result; the ends of instances belong to nobody.
      if (run === 0 || step === 'result' || step === 'instance-end' || step === 'upload') return;
      const failed = step === 'error' || (source === 'wechat' && detail !== 'ok');
      const state = failed ? 'failed' : 'done';
      add(run, { source, step, state, durationMs, detail: asRead(detail) }, at - durationMs);
    },
    clear() {
      steps = [];
    },
  };
}

/** A line that a function has logged is JSON, for a person to read too. */
function asRead(detail: unknown): unknown {
  if (typeof detail !== 'string' || !detail.startsWith('{')) return detail;
  try {
    return JSON.parse(detail) as unknown;
  } catch {
    return detail;
  }
}
