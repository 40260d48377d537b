import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../scripts/local-cloud';
import { watchFolder } from '../../scripts/start/watch';

let folder: string;
let cloud: LocalCloud | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'redeploy-'));
});
afterEach(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true });
});

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
