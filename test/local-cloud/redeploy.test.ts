import { type EventEmitter, on, once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { buildFunctions } from '../../scripts/build';
import { type LocalCloud, startLocalCloud, type Trace } from '../../scripts/local-cloud';
import { watchFolder } from '../../scripts/start/watch';
import { newFolder } from '../helpers/files';
import { openId, specimen } from '../helpers/functions';

// Node 20 has no WebSocket of its own; playwright brings one along.
const { ws: WebSocket } = require('playwright-core/lib/utilsBundle') as {
  ws: new (url: string) => EventEmitter & { send(text: string): void; close(): void };
};

let folder: string;
let cloud: LocalCloud | undefined;
beforeEach(() => {
  folder = newFolder('redeploy');
});
afterEach(() => cloud?.close());

/** A folder of functions with one of them, which answers this. */
function writeFunction(answer: string): void {
  writeFileSync(path.join(folder, 'index.js'), `exports.main = async (event) => ${answer};`);
}

test('after a redeployment new events get new instances, and what runs ends where it began', async () => {
  let begun = 0;
  cloud = await startLocalCloud({
    functionRoot: path.dirname(folder),
    timeLimitMs: 10_000,
    onTrace: ({ step }) => {
      if (step === 'call') begun += 1;
    },
  });
  const call = async (event = {}) =>
    (await cloud?.callFunction(path.basename(folder), event))?.result;
  writeFunction(
    '{ await new Promise((next) => setTimeout(next, event.ms ?? 0)); return "before" }',
  );
  expect(await call()).toBe('before');
  const running = call({ ms: 300 });
  while (begun < 2) await new Promise((next) => setTimeout(next, 5));
  writeFunction('"after"');
  cloud.redeploy();
  expect(await call()).toBe('after');
  expect(await running).toBe('before');
  expect(await call()).toBe('after');
});

test('a folder is watched: a change is told once it has settled, and one in between is told too', async () => {
  const told: string[] = [];
  let tellNext = () => {};
  const next = () =>
    new Promise<void>((resolve) => {
      tellNext = resolve;
    });
  const stop = watchFolder({
    folder,
    async onChange(file) {
      told.push(path.basename(file));
      tellNext();
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
  });
  try {
    const first = next();
    for (const text of ['1', '2', '3']) writeFileSync(path.join(folder, 'a.ts'), text);
    await first;
    expect(told).toEqual(['a.ts']);
    const second = next();
    writeFileSync(path.join(folder, 'b.ts'), '');
    await second;
    expect(told).toEqual(['a.ts', 'b.ts']);
  } finally {
    stop();
  }
});

test('a folder that was moved away and back, or replaced, is watched on', async () => {
  const told: string[] = [];
  const watched = path.join(folder, 'watched');
  const change = (text: string) => {
    mkdirSync(watched, { recursive: true });
    writeFileSync(path.join(watched, 'a.ts'), text);
  };
  const toldNext = async () => {
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    return told.splice(0);
  };
  change('1');
  const stop = watchFolder({
    folder: watched,
    onChange: async (file) => {
      told.push(file);
    },
  });
  try {
    renameSync(watched, `${watched}-away`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    renameSync(`${watched}-away`, watched);
    change('2');
    expect(await toldNext()).toEqual([path.join('watched', 'a.ts')]);
    rmSync(watched, { recursive: true });
    change('3');
    expect(await toldNext()).toEqual([path.join('watched', 'a.ts')]);
  } finally {
    stop();
  }
});

/** A client of the inspector protocol. */
async function attach(port: number) {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [{ webSocketDebuggerUrl }] = (await answer.json()) as [{ webSocketDebuggerUrl: string }];
  const socket = new WebSocket(webSocketDebuggerUrl);
  const messages = on(socket, 'message');
  await once(socket, 'open');
  let lastId = 0;
  /** The next message that says so. */
  async function received(member: object) {
    for (;;) {
      const { value } = await messages.next();
      const message = JSON.parse(String(value[0]));
      if (isDeepStrictEqual({ ...message, ...member }, message)) return message;
    }
  }
  return {
    received,
    send(method: string, params: object = {}) {
      lastId += 1;
      socket.send(JSON.stringify({ id: lastId, method, params }));
      return received({ id: lastId });
    },
    close: () => socket.close(),
  };
}

test('a breakpoint in vin.ts stops, found by the source map', async () => {
  await buildFunctions({ debug: true });
  const functionRoot = path.join(__dirname, '../../dist/debug');
  const traces: Trace[] = [];
  cloud = await startLocalCloud({
    functionRoot,
    // Below the ports that a system gives to whoever asks for any.
    inspectPort: 10_000 + (process.pid % 20_000),
    timeLimitMs: 20_000,
    onTrace: (trace) => traces.push(trace),
  });
  const photo = specimen('vehicle-main-page.jpg');
  const fileID = await cloud.storage.put(`license-ocr/${openId}/photo.jpg`, photo);
  await cloud.callFunction('vehicleLicense', { action: 'prepare' }, { openId });
  const start = traces.find(({ step }) => step === 'instance-start')?.detail;
  const client = await attach((start as { inspectPort: number }).inspectPort);
  await client.send('Debugger.enable');
  const file = path.join(functionRoot, 'vehicleLicense', 'index.js');
  const line = generatedLine(`${file}.map`, 'vin.ts', 'export function toVin(');
  await client.send('Debugger.setBreakpointByUrl', {
    urlRegex: 'vehicleLicense.index\\.js$',
    lineNumber: line,
  });
  const call = cloud.callFunction('vehicleLicense', { fileID }, { openId });
  const { params } = await client.received({ method: 'Debugger.paused' });
  expect(params.hitBreakpoints).toHaveLength(1);
  expect(params.callFrames[0]).toMatchObject({
    functionName: 'toVin',
    location: { lineNumber: line },
  });
  await client.send('Debugger.disable');
  expect(await call).toMatchObject({
    result: expect.objectContaining({ errMsg: expect.any(String) }),
  });
  client.close();
});

/** The line of the bundle where the body of that file's function begins, from 0. */
function generatedLine(mapFile: string, source: string, declaration: string): number {
  const map = JSON.parse(readFileSync(mapFile, 'utf8'));
  const index = map.sources.findIndex((each: string) => each.endsWith(`/${source}`));
  const original = (map.sourcesContent[index] as string)
    .split('\n')
    .findIndex((line) => line.startsWith(declaration));
  const lines = readFileSync(mapFile.replace(/\.map$/, ''), 'utf8').split('\n').length;
  const sourceMap = new SourceMap(map);
  for (let line = 0; line < lines; line++) {
    const entry = sourceMap.findEntry(line, 2);
    if (!('originalSource' in entry)) continue;
    if (entry.originalSource.endsWith(`/${source}`) && entry.originalLine > original) return line;
  }
  throw new Error(`nothing of ${source} is in the bundle`);
}
