import { type ChildProcess, fork } from 'node:child_process';
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
  eventEnvironment(functionName: string, call: EventCall): Record<string, string | null>;
  trace(trace: Omit<Trace, 'at'>): void;
}

export interface EventCall {
  requestId: string;
  openId: string | undefined;
}

export interface Runtime {
  call(functionName: string, event: unknown, caller: Caller): Promise<FunctionCall>;
  /** Ends all instances as soon as they have answered; the next ones load the functions again. */
  redeploy(): void;
  /** Ends all instances; what still runs rejects. */
  close(): Promise<void>;
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
export function createRuntime(options: RuntimeOptions): Runtime {
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
        instance = new Instance(functionName, options, {
          free: () => dispatch(functionName),
          gone: (self) => {
            pool.instances.delete(self);
            dispatch(functionName);
          },
        });
        pool.instances.add(instance);
      }
      instance.run(pool.queue.shift() as Job);
    }
  }

  return {
    async call(functionName, event, { openId, requestId = randomUUID() }) {
      if (closed) throw new FunctionCallError(-501001, 'the local cloud is closed');
      if (!isDeployed(options.functionRoot, functionName)) {
        throw callErrors.functionMissing();
      }
      const text = JSON.stringify(event) ?? '{}';
      if (Buffer.byteLength(text) > maxEventBytes) {
        throw new FunctionCallError(-401002, 'data exceed max size');
      }
      return new Promise<FunctionCall>((resolve, reject) => {
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

    redeploy() {
      for (const { instances } of pools.values()) {
        for (const instance of instances) instance.retire();
      }
    },

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

function inspectPortOf(
  functionName: string,
  { functionRoot, inspectPort }: RuntimeOptions,
): number {
  if (inspectPort === undefined) return 0;
  return inspectPort + readdirSync(functionRoot).sort().indexOf(functionName);
}

function isDeployed(functionRoot: string, functionName: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9_-]{0,59}$/.test(functionName) &&
    existsSync(path.join(functionRoot, functionName, 'index.js'))
  );
}

interface InstanceEvents {
  free(): void;
  gone(instance: Instance): void;
}

class Instance {
  readonly #functionName: string;
  readonly #options: RuntimeOptions;
  readonly #process: ChildProcess;
  readonly #gone: Promise<void>;
  readonly #events: InstanceEvents;
  #job: Job | undefined;
  /** The one before: lines after its answer still belong to it. */
  #last: Job | undefined;
  #startedAt = 0;
  #isNew: boolean;
  readonly #inspectPort: number;
  #timer: NodeJS.Timeout | undefined;
  #dead = false;
  #retired = false;
  #stderr = '';

  constructor(functionName: string, options: RuntimeOptions, events: InstanceEvents) {
    this.#functionName = functionName;
    this.#options = options;
    const inspectPort = inspectPortOf(functionName, options);
    this.#events = events;
    this.#process = fork(
      path.join(__dirname, 'instance.cjs'),
      [path.join(options.functionRoot, functionName), String(maxAnswerBytes), String(inspectPort)],
      {
        execPath: options.nodePath,
        execArgv: [],
        cwd: tmpdir(),
        env: { ...systemEnvironment(), ...options.instanceEnvironment(functionName) },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    endWithParent(this.#process);
    this.#process.on('message', (report: Report) => this.#receive(report));
    this.#process.on('error', (error) => {
      this.#stderr += `${error.message}\n`;
    });
    // What Node itself writes when it dies: the function's own lines come as messages.
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-10_000);
    });
    this.#gone = new Promise((resolve) => {
      this.#process.once('close', (code, signal) => {
        this.#onClose(code, signal);
        resolve();
      });
    });
    // What the function itself started may hold this pipe for longer.
    this.#process.once('exit', () => {
      setTimeout(() => this.#process.stderr?.destroy(), lastWordsMs).unref();
    });
    this.#isNew = true;
    this.#inspectPort = inspectPort;
  }

  get free(): boolean {
    return !this.#dead && !this.#retired && this.#job === undefined;
  }

  /** Has answered, and only its event loop keeps it. */
  get draining(): boolean {
    return !this.#dead && this.#job?.finished === true;
  }

  run(job: Job): void {
    const { envId } = this.#options;
    const timeLimitMs = this.#options.timeLimitMs();
    this.#job = job;
    this.#startedAt = performance.now();
    const environment = this.#options.eventEnvironment(this.#functionName, job);
    const { requestId } = job;
    const detail = { functionName: this.#functionName, instance: this.#process.pid };
    this.#options.trace({ source: 'function', step: 'call', requestId, detail });
    if (this.#isNew) {
      this.#options.trace({
        source: 'function',
        step: 'instance-start',
        requestId,
        detail: { ...detail, inspectPort: this.#inspectPort },
      });
    }
    this.#isNew = false;
    // Who looks at a breakpoint needs longer.
    if (this.#options.inspectPort === undefined) {
      this.#timer = setTimeout(() => this.#onTimeLimit(timeLimitMs), timeLimitMs);
    }
    this.#process.send({
      type: 'event',
      requestId: job.requestId,
      event: job.event,
      environment,
      context: {
        callbackWaitsForEmptyEventLoop: true,
        memory_limit_in_mb: memoryLimitMb,
        time_limit_in_ms: timeLimitMs,
        request_id: job.requestId,
        function_name: this.#functionName,
        function_version: '$LATEST',
        namespace: envId,
        environ: Object.entries(environment)
          .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
          .join(';'),
      },
    });
  }

  retire(): void {
    this.#retired = true;
    if (!this.#job || this.#job.finished) this.kill();
  }

  kill(): void {
    this.#dead = true;
    this.#process.kill('SIGKILL');
  }

  async end(): Promise<void> {
    this.kill();
    await this.#gone;
  }

  #receive(report: Report): void {
    const job = this.#job;
    if (report.type === 'log') {
      const owner = job?.requestId === report.requestId ? job : this.#last;
      owner?.logs.push(report.line);
      this.#options.trace({
        source: 'function',
        step: 'log',
        detail: report.line,
        ...(report.requestId ? { requestId: report.requestId } : {}),
      });
      return;
    }
    if (!job || job.requestId !== report.requestId) return;
    if (report.type === 'idle') {
      // An event loop that runs empty without an answer never answers: the time limit ends it.
      if (job.finished) this.#release();
      return;
    }
    if (report.type === 'failure') this.#finish(job, callErrors.crashed(report.text, job.logs));
    else if (report.body === undefined) {
      this.#finish(job, new FunctionCallError(-604001, `${report.bytes} bytes`, job.logs));
    } else {
      this.#finish(job, {
        result: JSON.parse(report.body) as unknown,
        requestId: job.requestId,
        logs: job.logs,
        durationMs: performance.now() - this.#startedAt,
        instance: this.#process.pid ?? 0,
        maxMemoryBytes: report.memoryBytes,
      });
    }
    if (!report.waits) this.#release();
  }

  #finish(job: Job, outcome: FunctionCall | FunctionCallError): void {
    if (job.finished) return;
    job.finished = true;
    const failed = outcome instanceof FunctionCallError;
    this.#options.trace({
      source: 'function',
      step: failed ? 'error' : 'result',
      requestId: job.requestId,
      durationMs: performance.now() - this.#startedAt,
      detail: failed ? outcome.errMsg : outcome.result,
    });
    if (failed) job.reject(outcome);
    else job.resolve(outcome);
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#last = this.#job;
    this.#job = undefined;
    if (this.#retired) this.kill();
    else if (!this.#dead) this.#events.free();
  }

  #onTimeLimit(timeLimitMs: number): void {
    const job = this.#job;
    if (!job) return;
    this.#finish(job, callErrors.timedOut(timeLimitMs / 1000, job.logs));
    this.kill();
  }

  #onClose(code: number | null, signal: NodeJS.Signals | null): void {
    clearTimeout(this.#timer);
    this.#dead = true;
    const job = this.#job;
    this.#options.trace({
      source: 'function',
      step: 'instance-end',
      detail: {
        functionName: this.#functionName,
        instance: this.#process.pid,
        code,
        signal,
        text: this.#stderr,
      },
    });
    if (job) {
      const text =
        this.#stderr || `Error: process exited with ${signal ?? `code ${code}`} before an answer`;
      this.#finish(job, callErrors.crashed(text, job.logs));
      this.#job = undefined;
    }
    this.#events.gone(this);
  }
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
