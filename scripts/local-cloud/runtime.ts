import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endWithParent } from '../end-with-parent';
import { callErrors, FunctionCallError } from './client-error';
import type { Caller, FunctionCall, Trace } from './types';

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api: the answer's limit. */
const maxAnswerBytes = 1024 * 1024;
/** About what callFunction carries; the true limit is in no document. */
const maxEventBytes = 100 * 1024;
const memoryLimitMb = 256;
/** https://cloud.tencent.com/document/product/583/19805: loading has a limit of its own, before the event's begins. */
const loadLimitMs = 60_000;
/** How long an event waits for an instance that has answered and whose event loop runs empty. */
const drainGraceMs = 100;
/** How long an instance that has ended is listened to. */
const lastWordsMs = 500;

export interface RuntimeOptions {
  functionRoot: string;
  /** Holds for the events that begin now. */
  timeLimitMs(): number;
  nodePath: string;
  maxInstances: number;
  /** Of the first function, by name; the others have the ports after it. */
  inspectPort: number | undefined;
  /** Namespace of the functions: the environment's id. */
  envId: string;
  /** Variables that hold for an instance's whole life. */
  instanceEnvironment(functionName: string): Record<string, string>;
  /** Variables of one event; `null` removes one. */
  eventEnvironment(functionName: string, openId: string | undefined): Record<string, string | null>;
  trace(trace: Omit<Trace, 'at'>): void;
}

type Report =
  | { type: 'log'; requestId: string | undefined; line: string }
  | {
      type: 'answer';
      requestId: string;
      body?: string;
      bytes: number;
      waits: boolean;
      memoryBytes: number;
    }
  | { type: 'failure'; requestId: string; text: string; waits: boolean; memoryBytes: number }
  | { type: 'loaded'; requestId: string }
  | { type: 'idle'; requestId: string };

interface Job {
  requestId: string;
  event: string;
  openId: string | undefined;
  logs: string[];
  finished: boolean;
  resolve(call: FunctionCall): void;
  reject(error: FunctionCallError): void;
}

interface Pool {
  instances: Set<Instance>;
  queue: Job[];
  drainTimer?: NodeJS.Timeout | undefined;
}

/**
 * Runs functions as the cloud does: an instance is a process that takes one event at a time and is
 * used again; concurrent calls get instances of their own up to `maxInstances`, then wait.
 */
export function createRuntime(options: RuntimeOptions) {
  const pools = new Map<string, Pool>();
  let closed = false;

  const killAll = () => {
    for (const pool of pools.values()) for (const instance of pool.instances) instance.kill();
  };
  // The process may end without close(): nothing stays behind.
  process.once('exit', killAll);

  function poolOf(functionName: string): Pool {
    const pool = pools.get(functionName) ?? { instances: new Set(), queue: [] };
    pools.set(functionName, pool);
    return pool;
  }

  function dispatch(functionName: string, drained = false): void {
    const pool = poolOf(functionName);
    while (pool.queue.length > 0 && !closed) {
      let instance = [...pool.instances].find((each) => each.free);
      if (!instance) {
        if (!drained && [...pool.instances].some((each) => each.draining)) {
          pool.drainTimer ??= setTimeout(() => {
            pool.drainTimer = undefined;
            dispatch(functionName, true);
          }, drainGraceMs);
          return;
        }
        if (pool.instances.size >= options.maxInstances) return;
        const started = startInstance(functionName, options, {
          free: () => dispatch(functionName),
          gone: () => {
            pool.instances.delete(started);
            dispatch(functionName);
          },
        });
        pool.instances.add(started);
        instance = started;
      }
      instance.run(pool.queue.shift() as Job);
    }
  }

  return {
    async call(
      functionName: string,
      event: unknown,
      { openId, requestId = randomUUID() }: Caller,
    ): Promise<FunctionCall> {
      if (closed) throw new FunctionCallError(-501001, 'the local cloud is closed');
      if (!isDeployed(options.functionRoot, functionName)) {
        throw callErrors.functionMissing();
      }
      const text = JSON.stringify(event) ?? '{}';
      if (Buffer.byteLength(text) > maxEventBytes) {
        throw new FunctionCallError(-401002, 'data exceed max size');
      }
      return new Promise((resolve, reject) => {
        poolOf(functionName).queue.push({
          requestId,
          event: text,
          openId,
          logs: [],
          finished: false,
          resolve,
          reject,
        });
        dispatch(functionName);
      });
    },

    /** Ends all instances as soon as they have answered; the next ones load the functions again. */
    redeploy() {
      for (const { instances } of pools.values()) {
        for (const instance of instances) instance.retire();
      }
    },

    /** Ends all instances; what still runs rejects. */
    async close() {
      closed = true;
      process.off('exit', killAll);
      for (const pool of pools.values()) {
        clearTimeout(pool.drainTimer);
        for (const job of pool.queue.splice(0)) {
          job.reject(new FunctionCallError(-501001, 'the local cloud is closed'));
        }
      }
      const instances = [...pools.values()].flatMap((pool) => [...pool.instances]);
      await Promise.all(instances.map((instance) => instance.end()));
    },
  };
}

function isDeployed(functionRoot: string, functionName: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9_-]{0,59}$/.test(functionName) &&
    existsSync(path.join(functionRoot, functionName, 'index.js'))
  );
}

type Instance = ReturnType<typeof startInstance>;

/** Starts a process for a function, and tells when it may take the next event and when it has ended. */
function startInstance(
  functionName: string,
  options: RuntimeOptions,
  events: { free(): void; gone(): void },
) {
  const { functionRoot, trace } = options;
  const inspectPort =
    options.inspectPort === undefined
      ? 0
      : options.inspectPort + readdirSync(functionRoot).sort().indexOf(functionName);
  let job: Job | undefined;
  /** The one before: lines after its answer still belong to it. */
  let last: Job | undefined;
  let startedAt = 0;
  let timeLimitMs = 0;
  let isNew = true;
  let timer: NodeJS.Timeout | undefined;
  let dead = false;
  let retired = false;
  let stderr = '';

  const child = fork(
    path.join(__dirname, 'instance.cjs'),
    [path.join(functionRoot, functionName), String(maxAnswerBytes), String(inspectPort)],
    {
      execPath: options.nodePath,
      execArgv: [],
      cwd: tmpdir(),
      env: { ...systemEnvironment(), ...options.instanceEnvironment(functionName) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  endWithParent(child);
  const named = { functionName, instance: child.pid };
  child.on('message', receive);
  child.on('error', (error) => {
    stderr += `${error.message}\n`;
  });
  // What Node itself writes when it dies: the function's own lines come as messages.
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-10_000);
  });
  const gone = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      onClose(code, signal);
      resolve();
    });
  });
  // What the function itself started may hold this pipe for longer.
  child.once('exit', () => {
    setTimeout(() => child.stderr?.destroy(), lastWordsMs).unref();
  });

  function receive(report: Report): void {
    if (report.type === 'log') {
      const owner = job?.requestId === report.requestId ? job : last;
      owner?.logs.push(report.line);
      trace({
        source: 'function',
        step: 'log',
        detail: report.line,
        ...(report.requestId ? { requestId: report.requestId } : {}),
      });
      return;
    }
    if (!job || job.requestId !== report.requestId) return;
    if (report.type === 'loaded') {
      endAfter(timeLimitMs, job);
      return;
    }
    if (report.type === 'idle') {
      // An event loop that runs empty without an answer never answers: the time limit ends it.
      if (job.finished) release();
      return;
    }
    if (report.type === 'failure') finish(job, callErrors.crashed(report.text, job.logs));
    else if (report.body === undefined) {
      finish(job, new FunctionCallError(-604001, `${report.bytes} bytes`, job.logs));
    } else {
      finish(job, {
        result: JSON.parse(report.body) as unknown,
        requestId: job.requestId,
        logs: job.logs,
        durationMs: performance.now() - startedAt,
        instance: child.pid ?? 0,
        maxMemoryBytes: report.memoryBytes,
      });
    }
    if (!report.waits) release();
  }

  function finish(done: Job, outcome: FunctionCall | FunctionCallError): void {
    if (done.finished) return;
    done.finished = true;
    const failed = outcome instanceof FunctionCallError;
    trace({
      source: 'function',
      step: failed ? 'error' : 'result',
      requestId: done.requestId,
      durationMs: performance.now() - startedAt,
      detail: failed ? outcome.errMsg : outcome.result,
    });
    if (failed) done.reject(outcome);
    else done.resolve(outcome);
  }

  function endAfter(ms: number, running: Job): void {
    clearTimeout(timer);
    // Who looks at a breakpoint needs longer.
    if (options.inspectPort !== undefined) return;
    timer = setTimeout(() => {
      // An answer that came in time is taken, however late this process looks.
      setImmediate(() => {
        if (job !== running) return;
        finish(running, callErrors.timedOut(ms / 1000, running.logs));
        kill();
      });
    }, ms);
  }

  function release(): void {
    clearTimeout(timer);
    last = job;
    job = undefined;
    if (retired) kill();
    else if (!dead) events.free();
  }

  function kill(): void {
    dead = true;
    child.kill('SIGKILL');
  }

  function onClose(code: number | null, signal: NodeJS.Signals | null): void {
    clearTimeout(timer);
    dead = true;
    const detail = { ...named, code, signal, text: stderr };
    trace({ source: 'function', step: 'instance-end', detail });
    if (job) {
      const text =
        stderr || `Error: process exited with ${signal ?? `code ${code}`} before an answer`;
      finish(job, callErrors.crashed(text, job.logs));
      job = undefined;
    }
    events.gone();
  }

  return {
    get free(): boolean {
      return !dead && !retired && job === undefined;
    },

    /** Has answered, and only its event loop keeps it. */
    get draining(): boolean {
      return !dead && job?.finished === true;
    },

    run(next: Job): void {
      timeLimitMs = options.timeLimitMs();
      job = next;
      startedAt = performance.now();
      const environment = options.eventEnvironment(functionName, next.openId);
      const { requestId } = next;
      trace({ source: 'function', step: 'call', requestId, detail: named });
      if (isNew) {
        const detail = { ...named, inspectPort };
        trace({ source: 'function', step: 'instance-start', requestId, detail });
      }
      endAfter(isNew ? loadLimitMs : timeLimitMs, next);
      isNew = false;
      child.send({
        type: 'event',
        requestId,
        event: next.event,
        environment,
        context: {
          callbackWaitsForEmptyEventLoop: true,
          memory_limit_in_mb: memoryLimitMb,
          time_limit_in_ms: timeLimitMs,
          request_id: requestId,
          function_name: functionName,
          function_version: '$LATEST',
          namespace: options.envId,
          environ: Object.entries(environment)
            .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
            .join(';'),
        },
      });
    },

    /** Ends as soon as it has answered. */
    retire(): void {
      retired = true;
      if (!job || job.finished) kill();
    },

    kill,

    end(): Promise<void> {
      kill();
      return gone;
    },
  };
}

/** What a process cannot live without; nothing else of this machine's environment gets in. */
function systemEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { TZ: 'UTC' };
  for (const name of ['SystemRoot', 'TEMP', 'TMP']) {
    const value = process.env[name];
    if (process.platform === 'win32' && value) environment[name] = value;
  }
  return environment;
}
