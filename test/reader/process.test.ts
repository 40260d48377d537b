import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { createReader, type Reader, type ReaderOptions } from '../../scripts/reader';
import { specimen, specimenPath } from '../helpers/functions';
import { findNode, newestNode } from '../helpers/nodes';
import { childrenOf, cpuMs, isAlive, peakBytes } from '../helpers/processes';

jest.setTimeout(120_000);
/** Processes are looked at where Linux shows them. */
const onLinux = process.platform === 'linux' ? test : test.skip;

const readers: Reader[] = [];
let troubles: string[];
let loads: number;
function open(options: ReaderOptions = {}): Reader {
  troubles = [];
  loads = 0;
  const reader = createReader({
    cache: 'none',
    timeLimitMs: 90_000,
    onTrouble: (sentence) => troubles.push(sentence),
    onLoad: () => {
      loads += 1;
    },
    ...options,
  });
  readers.push(reader);
  return reader;
}
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

const readerIn = (parent: number) =>
  childrenOf(parent).find(({ command }) => command.includes('reader/process.ts'))?.pid ?? 0;

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false })
    .png()
    .toBuffer();

/** Another picture for each shade: the card's title, which is soon read. */
const small = (shade: number) =>
  sharp(specimen('driver.jpg'))
    .extract({ left: 100, top: 40, width: 800, height: 200 })
    .linear(1, -shade)
    .jpeg()
    .toBuffer();

test('it ends in silence where whoever started it has gone while the models load', async () => {
  const child = fork(path.join(__dirname, '../../scripts/reader/process.ts'), ['1'], {
    execPath: findNode(newestNode), // since 26 a message that reaches nobody is an error
    execArgv: ['--require', require.resolve('tsx/cjs')],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.disconnect();
  const [printed, [exitCode]] = await Promise.all([
    text(child.stderr as Readable),
    once(child, 'exit'),
  ]);
  expect({ printed, exitCode }).toEqual({ printed: '', exitCode: 0 });
});

describe('one that goes on reading', () => {
  let reader: Reader;
  let pid: number;
  beforeAll(async () => {
    reader = createReader({ cache: 'none', timeLimitMs: 90_000 });
    await reader.warmUp();
    pid = process.platform === 'linux' ? readerIn(process.pid) : 0;
  });
  afterAll(() => reader.close());

  onLinux(
    'a picture that holds no card for its shape costs a second and 600 MB at most',
    async () => {
      for (const [width, height] of [
        [1_000_000, 1],
        [200_000, 3],
        [1, 690_000],
        [30_000, 40],
      ] as const) {
        const picture = await blank(width, height);
        const before = cpuMs(pid);
        expect(await reader.read(picture, 'ocr.vehicleLicense')).toMatchObject({
          fields: undefined,
        });
        expect(cpuMs(pid) - before).toBeLessThan(1_000);
      }
      expect(peakBytes(pid)).toBeLessThan(600 * 1024 * 1024);
    },
  );

  test('of a page full of print no more lines are read than two cards have', async () => {
    // 小型轿车, 216 times.
    const word = await sharp(specimen('vehicle-main-page.jpg'))
      .extract({ left: 602, top: 230, width: 160, height: 46 })
      .resize(110)
      .extend({ top: 16, bottom: 16, left: 16, right: 16, background: '#fff' })
      .png()
      .toBuffer();
    const page = await sharp({
      create: { width: 1704, height: 1152, channels: 3, background: '#fff' },
    })
      .composite([{ input: word, tile: true }])
      .jpeg()
      .toBuffer();
    const { lines } = await reader.readText(page);
    expect(lines.length).toBeLessThanOrEqual(150);
  });

  onLinux('a picture under way is read once, whoever asks', async () => {
    const costOf = async (callers: number, shade: number) => {
      const picture = await small(shade);
      const before = cpuMs(pid);
      const readings = await Promise.all(
        Array.from({ length: callers }, () => reader.read(picture, 'ocr.driverLicense')),
      );
      expect(new Set(readings.map(({ fields }) => JSON.stringify(fields))).size).toBe(1);
      return cpuMs(pid) - before;
    };
    const alone = await costOf(1, 1);
    expect(await costOf(8, 2)).toBeLessThan(4 * alone);
  });

  onLinux('who has left is dropped from the queue', async () => {
    const [first, ...others] = await Promise.all([3, 4, 5, 6, 7, 8, 9, 10].map(small));
    const before = cpuMs(pid);
    await reader.read(first as Buffer, 'ocr.driverLicense');
    const alone = cpuMs(pid) - before;
    const leaving = new AbortController();
    const readings = others.map((picture) =>
      reader.read(picture, 'ocr.driverLicense', leaving.signal),
    );
    await sleep(1);
    leaving.abort();
    expect((await Promise.allSettled(readings)).map(({ status }) => status)).toEqual(
      others.map(() => 'rejected'),
    );
    await reader.read(await small(11), 'ocr.driverLicense');
    expect(cpuMs(pid) - before - alone).toBeLessThan(4 * alone);
  });
});

onLinux('a reader that hangs is replaced, and the next picture is read', async () => {
  const reader = open({ timeLimitMs: 1_000 });
  await reader.warmUp();
  process.kill(readerIn(process.pid), 'SIGSTOP');
  const hanging = reader.read(await small(12), 'ocr.driverLicense');
  await expect(hanging).rejects.toThrow('the reader did not answer within 1 s');
  expect(troubles).toEqual(['the reader did not answer within 1 s']);
  await reader.warmUp();
  expect([loads, readerIn(process.pid)]).toEqual([2, expect.any(Number)]);
});

onLinux('a reader that is killed just before a picture comes is replaced', async () => {
  const reader = open();
  await reader.warmUp();
  const picture = await small(13);
  process.kill(readerIn(process.pid), 'SIGKILL');
  await expect(reader.read(picture, 'ocr.driverLicense')).rejects.toThrow(
    /^the reader (ended with|cannot be reached)/,
  );
  expect((await reader.readText(picture)).lines).not.toEqual([]);
});

test('what is asked for at the end is refused', async () => {
  const reader = open();
  const pictures = await Promise.all([1, 2].map(small));
  const readings = pictures.map((picture) => reader.read(picture, 'ocr.driverLicense'));
  reader.close();
  for (const reading of readings) await expect(reading).rejects.toThrow('the reader is closed');
  expect(troubles).toEqual([]);
});

onLinux.each(['SIGKILL', 'SIGTERM'] as const)(
  'it ends while it computes, in silence, when its parent alone gets %s',
  async (signal) => {
    const script = `
      const { createReader } = require('./scripts/reader');
      const reader = createReader({ cache: 'none' });
      const bytes = require('node:fs').readFileSync(${JSON.stringify(specimenPath('vehicle-both-pages.jpg'))});
      reader.warmUp().then(() => {
        console.log('loaded');
        for (let n = 0; n < 9; n++) void reader.readText(Buffer.concat([bytes, Buffer.alloc(n)]));
      });`;
    const parent = spawn(process.execPath, ['-r', 'tsx/cjs', '--eval', script], {
      cwd: path.join(__dirname, '../..'),
    });
    const printed = text(parent.stderr);
    await once(parent.stdout, 'data');
    const pid = readerIn(parent.pid ?? 0);
    const cpuBefore = cpuMs(pid);
    while (cpuMs(pid) - cpuBefore < 100) await sleep(10);
    parent.kill(signal);
    // Its end of the pipe is closed by the last of both.
    expect(await printed).toBe('');
    expect(isAlive(pid)).toBe(false);
  },
);
