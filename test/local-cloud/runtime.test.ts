import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import {
  type FunctionCall,
  type LocalCloud,
  type LocalCloudOptions,
  startLocalCloud,
  type Trace,
} from '../../scripts/local-cloud';
import { functionRoot, openId } from '../helpers/functions';
import { childrenOf, isAlive } from '../helpers/processes';

let cloud: LocalCloud;
let traces: Trace[];

beforeEach(() => start());
afterEach(() => cloud.close());

async function start(options: LocalCloudOptions = {}): Promise<void> {
  traces = [];
  cloud = await startLocalCloud({
    functionRoot,
    onTrace: (trace) => traces.push(trace),
    ...options,
  });
}

async function restart(options: LocalCloudOptions): Promise<void> {
  await cloud.close();
  await start(options);
}

function call(step: string, rest: Record<string, unknown> = {}): Promise<FunctionCall> {
  return cloud.callFunction('probe', { step, ...rest }, { openId });
}

/** Of a FunctionCallError. */
const refusal = (serviceCode: number, text = '') => ({
  name: 'FunctionCallError',
  serviceCode,
  text: expect.stringContaining(text),
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('an event', () => {
  test('travels as JSON, and gets the keys that the platform adds', async () => {
    const { result } = await call('event', { date: new Date(0), nothing: undefined });
    expect(result).toEqual({
      step: 'event',
      date: '1970-01-01T00:00:00.000Z',
      tcbContext: {},
      userInfo: { appId: cloud.appId, openId },
    });
  });

  test('without a caller gets none of them', async () => {
    const { result } = await cloud.callFunction('probe', { step: 'event' });
    expect(result).toEqual({ step: 'event' });
  });

  test('comes with the context of the cloud', async () => {
    const { result, requestId } = await call('context');
    expect(result).toEqual({
      callbackWaitsForEmptyEventLoop: true,
      memory_limit_in_mb: 256,
      time_limit_in_ms: 3000,
      request_id: requestId,
      function_name: 'probe',
      function_version: '$LATEST',
      namespace: cloud.envId,
      environ: expect.stringContaining(`WX_OPENID=${openId}`),
    });
  });

  test('of more than 100 KB is refused', async () => {
    await expect(call('echo', { value: 'x'.repeat(100 * 1024) })).rejects.toMatchObject(
      refusal(-401002, 'data exceed max size'),
    );
  });
});

describe('an answer', () => {
  test.each([
    ['a value', 'echo', { value: { 样本: [1, null, true] } }, { 样本: [1, null, true] }],
    ['nothing', 'echo', {}, null],
    ['a value that is not a promise', 'sync', {}, 'sync'],
  ])('that is %s arrives', async (_what, step, rest, expected) => {
    expect((await call(step, rest)).result).toEqual(expected);
  });

  test('of just 1 MB arrives, and one byte more is -604001', async () => {
    const { result } = await call('bytes', { bytes: 1024 * 1024 });
    expect(result).toHaveLength(1024 * 1024 - 2);
    await expect(call('bytes', { bytes: 1024 * 1024 + 1 })).rejects.toMatchObject(refusal(-604001));
  });

  test('that is not JSON is a failure of the function', async () => {
    await expect(call('circular')).rejects.toMatchObject(refusal(-504002, 'circular'));
  });

  test('does not wait for a timer that the function left, but keeps the instance from others', async () => {
    await call('sync'); // a process that has started
    const first = await call('leaveTimer', { ms: 400, waits: true });
    expect(first).toMatchObject({ result: 'answered', logs: [] });
    expect(first.durationMs).toBeLessThan(400);
    const second = await call('pid');
    expect(second.instance).not.toBe(first.instance);
    await until(() => first.logs.length > 0);
    expect(first.logs).toEqual(['late']);
  });

  test('with callbackWaitsForEmptyEventLoop = false sets the instance free at once', async () => {
    const first = await call('leaveTimer', { ms: 100, waits: false });
    const second = await call('sleep', { ms: 200 });
    expect(second.instance).toBe(first.instance);
  });
});

describe('an instance', () => {
  test('is used again, and counts on', async () => {
    const first = await call('count');
    const second = await call('count');
    expect([first.result, second.result]).toEqual([1, 2]);
    expect(second.instance).toBe(first.instance);
  });

  test('takes one event at a time: concurrent calls get their own, up to the limit', async () => {
    await restart({ maxInstances: 2 });
    const calls = await Promise.all([1, 2, 3, 4, 5].map(() => call('sleep', { ms: 50 })));
    expect(new Set(calls.map(({ instance }) => instance)).size).toBe(2);
  });

  test('knows each event’s caller, and keeps the one before where there is none', async () => {
    const asked = async (caller?: string) =>
      (await cloud.callFunction('probe', { step: 'environment' }, { openId: caller }))
        .result as Record<string, string>;
    expect(await asked('oFirst')).toMatchObject({ WX_OPENID: 'oFirst' });
    expect(await asked('oSecond')).toMatchObject({ WX_OPENID: 'oSecond' });
    const without = await asked();
    expect(without).toMatchObject({ WX_OPENID: 'oSecond' });
    expect(without).not.toHaveProperty('WX_CONTEXT_KEYS');
  });

  test('gets another time limit and other variables where the functions are configured anew, and the call under way ends as it began', async () => {
    await restart({ timeLimitMs: 5000, functionEnvironment: { COLOUR: 'green' } });
    const slow = call('sleep', { ms: 300 });
    const before = (await call('environment')) as { result: { COLOUR: string }; instance: number };
    cloud.configure({ environment: { COLOUR: 'red' } });
    const after = (await call('environment')) as { result: { COLOUR: string }; instance: number };
    expect([before.result.COLOUR, after.result.COLOUR]).toEqual(['green', 'red']);
    expect(after.instance).not.toBe(before.instance);
    cloud.configure({ timeLimitMs: 100 });
    await expect(call('sleep', { ms: 5000 })).rejects.toThrow('-504003');
    await expect(slow).resolves.toMatchObject({ durationMs: expect.any(Number) });
  });

  test('has no variable of the process that started it', async () => {
    await restart({ functionEnvironment: { OCR_DAILY_LIMIT_PER_USER: '5' } });
    const { result } = await call('environment');
    const names = Object.keys(result as object).filter(
      (name) => !/^(SystemRoot|TE?MP)$/.test(name),
    );
    expect(names.sort()).toEqual([
      'OCR_DAILY_LIMIT_PER_USER',
      'SCF_NAMESPACE',
      'TCB_CONTEXT_CNFG',
      'TCB_ENV',
      'TENCENTCLOUD_REGION',
      'TENCENTCLOUD_RUNENV',
      'TENCENTCLOUD_SECRETID',
      'TENCENTCLOUD_SECRETKEY',
      'TENCENTCLOUD_SESSIONTOKEN',
      'TZ',
      'WX_API_TOKEN',
      'WX_APPID',
      'WX_CONTEXT_KEYS',
      'WX_OPENID',
    ]);
  });

  test('gives each event its own lines', async () => {
    const first = await call('log', { lines: ['one', 'two'] });
    const second = await call('log', { lines: ['three'] });
    expect(first.logs).toEqual(['one', 'two', 'to stderr']);
    expect(second.logs).toEqual(['three', 'to stderr']);
  });

  test('tells the memory that an event took', async () => {
    const little = await call('sync');
    const much = await call('allocate', { bytes: 100 * 1024 * 1024 });
    expect(much.maxMemoryBytes - little.maxMemoryBytes).toBeGreaterThan(80 * 1024 * 1024);
  });
});

test('an instance ends when the process that started it is killed', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  try {
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const script = `
      const { startLocalCloud } = require('./scripts/local-cloud');
      startLocalCloud({ functionRoot: ${JSON.stringify(functionRoot)}, timeLimitMs: 60000 })
        .then((cloud) => cloud.callFunction('probe', { step: 'connect', port: ${port} }));`;
    const parent = spawn(process.execPath, ['-r', 'tsx/cjs', '--eval', script], {
      cwd: path.join(__dirname, '..', '..'),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [socket] = (await once(listener, 'connection')) as [Socket];
    socket.on('error', () => {}).resume();
    parent.kill('SIGKILL');
    await once(socket, 'close');
  } finally {
    listener.close();
  }
});

(process.platform === 'linux' ? test : test.skip)(
  'an instance in a loop without end ends when the process that started it is killed',
  async () => {
    const script = `
      const { startLocalCloud } = require('./scripts/local-cloud');
      startLocalCloud({
        functionRoot: ${JSON.stringify(functionRoot)},
        timeLimitMs: 600000,
        onTrace: ({ step }) => step === 'call' && setTimeout(() => console.log('runs'), 500),
      }).then((cloud) => cloud.callFunction('probe', { step: 'spin' }));`;
    const parent = spawn(process.execPath, ['-r', 'tsx/cjs', '--eval', script], {
      cwd: path.join(__dirname, '..', '..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const [instance] = childrenOf(parent.pid ?? 0).filter(({ command }) =>
      command.includes('instance.cjs'),
    );
    expect(isAlive(instance?.pid ?? 0)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(instance?.pid ?? 0));
  },
);

test('the start of an instance belongs to the event that caused it', async () => {
  const { requestId } = await cloud.callFunction(
    'probe',
    { step: 'sync' },
    { openId, requestId: 'wanted' },
  );
  const steps = traces.filter((trace) => trace.requestId === 'wanted').map(({ step }) => step);
  expect([requestId, steps]).toEqual(['wanted', ['call', 'instance-start', 'result']]);
});

describe('what the platform answers itself', () => {
  test.each(['nobody', '../functions/probe', 'probe/', ''])(
    'the function "%s" does not exist',
    async (name) => {
      await expect(cloud.callFunction(name, {})).rejects.toMatchObject(
        refusal(-501000, 'FunctionName parameter could not be found'),
      );
    },
  );

  test('the error is the one of a real page, and its text alone has the number', async () => {
    const inner =
      'errCode: -501000  \\| errMsg: FunctionName parameter could not be found\\. 更多错误信息请访问：https://docs\\.cloudbase\\.net/error-code/basic/FUNCTION_NOT_FOUND';
    const at = '\\d+:\\d+:\\d+';
    const text = `^cloud\\.callFunction:fail Error: ${inner} \\(callId: \\d+-0\\.\\d+\\) \\(trace: ${at} start->${at} system error \\(Error: ${inner}\\), abort\\)$`;
    await expect(cloud.callFunction('nobody', {})).rejects.toMatchObject({
      errCode: -1,
      errMsg: expect.stringMatching(new RegExp(text)),
    });
  });

  test.each([
    ['environmentMissing', 'errCode: -501000  | errMsg: Environment not found'],
    ['notOpened', 'invalid scope 没有权限，请先开通云服务'],
    ['crashed', 'errCode: -504002 functions execute fail | errMsg: Error'],
  ] as const)('as a fault it can be %s', async (error, text) => {
    cloud.faults.set({ stage: 'call', kind: 'call-error', error });
    await expect(call('echo')).rejects.toThrow(`cloud.callFunction:fail Error: ${text}`);
  });

  test('after the time limit it is -504003, and the instance ends', async () => {
    await restart({ timeLimitMs: 1000 });
    await expect(call('never')).rejects.toMatchObject(
      refusal(-504003, 'Invoking task timed out after 1 seconds'),
    );
    await until(() => traces.some(({ step }) => step === 'instance-end'));
    expect((await call('count')).result).toBe(1);
  });

  test('a loop without end ends at the time limit too', async () => {
    await restart({ timeLimitMs: 300 });
    await expect(call('spin')).rejects.toMatchObject(refusal(-504003));
  });

  test('the time that loading takes is not the event’s', async () => {
    await restart({ timeLimitMs: 300 });
    expect((await cloud.callFunction('slow', {})).result).toBe('loaded');
  });

  test.each([
    ['throws', 'throw', 'RangeError: out of range'],
    ['rejects with text', 'rejectText', 'Error: just text'],
    ['leaves a rejection unhandled', 'unhandled', 'Error: nobody listens'],
    ['exits', 'exit', 'exited with code 3'],
  ])('a function that %s is -504002 with the text', async (_what, step, text) => {
    await expect(call(step)).rejects.toMatchObject(refusal(-504002, text));
  });

  test('a function that cannot be loaded is -504002', async () => {
    await expect(cloud.callFunction('broken', {})).rejects.toMatchObject(
      refusal(-504002, 'a-package-that-is-not-installed'),
    );
  });

  test('a rejection after the answer ends the instance, and the next event gets a new one', async () => {
    expect((await call('unhandledLater')).result).toBe('answered');
    await until(() => traces.some(({ step }) => step === 'instance-end'));
    expect(traces.find(({ step }) => step === 'instance-end')?.detail).toMatchObject({
      code: 1,
      text: expect.stringContaining('nobody listens'),
    });
    expect((await call('count')).result).toBe(1);
  });

  test('closing ends what runs and what waits', async () => {
    await restart({ maxInstances: 1 });
    const running = expect(call('never')).rejects.toMatchObject(refusal(-504002));
    const waiting = expect(call('never')).rejects.toMatchObject(refusal(-501001));
    await cloud.close();
    await Promise.all([running, waiting]);
    await expect(call('sync')).rejects.toMatchObject(refusal(-501001));
  });
});
