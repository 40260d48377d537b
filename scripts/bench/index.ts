import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildFunctions } from '../build';
import { bundleFunction } from '../build/bundle';
import { writeFiles } from '../build/write';
import { type Given, runCommand } from '../command';
import {
  advisedTimeLimitMs,
  createReader,
  listen,
  photoPath,
  startLocalCloud,
} from '../local-cloud';
import { type Figure, printFigures, type Round, toFigure } from './figures';
import { padJpeg } from './pad-jpeg';

const command = {
  name: 'npm run bench --',
  about: `Measures the built vehicleLicense function beside the sample of WeChat's documentation, which runs
on wx-server-sdk from node_modules (scripts/bench/sample). Everything is measured in this one run,
the two in turns, in processes of their own, through the local cloud where a cloud is needed.`,
  options: { json: { help: 'print the figures as JSON (use "npm run -s bench -- --json")' } },
  notes:
    'Takes one to two minutes. Other work on the machine makes figures larger and ratios spread.',
};

const explanation = `
CPU time, not elapsed time: a cloud instance of 256 MB has a fraction of a core, which stretches CPU
time several times over, and whoever waits for a cold start waits for all of it.
Ratios are medians over rounds in which both are measured in turn; in brackets, half of the rounds.
"Loaded" is a cold start up to the first event. "First call sent" adds the first recognition up to
its request to WeChat, so that work put off from loading to the first call would show. "After
prepare" is what is left for the user to wait for, since the page asks for "prepare" when it opens.
"First use" is what the first use of a part of the SDK takes more than later ones.`;

const root = join(__dirname, '../..');
const specimen = join(root, 'scripts/specimens/vehicle-both-pages.jpg');
const oursPath = join(root, 'dist/cloudfunctions/vehicleLicense/index.js');
const samplePath = join(__dirname, 'sample/index.js');
const openId = 'oCallerOfTheBenchmark';
const run = promisify(execFile);

/** What the SDK finds in the cloud at load, and nothing else: some variables slow Node's own start. */
const cloudEnvironment = {
  SystemRoot: process.env.SystemRoot,
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'env',
  TCB_ENV: 'env',
};

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const startedMs = performance.now();
  const temporary = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    await buildFunctions();
    const figures = [
      ...(await progress('cold starts', measureLoad())),
      ...(await progress('first calls', measureFirstCalls(temporary))),
      ...(await progress('warm calls', measureWarmCalls(temporary))),
      ...(await progress('first uses', measureFirstUses(temporary))),
      ...(await progress('sizes', measureSizes())),
    ];
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    const machine = { node: process.version, platform: process.platform, arch: process.arch };
    if (values.json) console.log(JSON.stringify({ ...machine, seconds, figures }, null, 2));
    else {
      console.log(printFigures(figures));
      console.log(explanation);
      console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${seconds} s.`);
    }
  } finally {
    await rm(temporary, { recursive: true });
  }
}

async function progress<T>(what: string, work: Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await work;
  console.error(`${what}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  return result;
}

/** Processes that only load: bare node, the sample, ours. */
async function measureLoad(): Promise<Figure[]> {
  const besideSample: Round[] = [];
  const besideBare: Round[] = [];
  for (let round = 0; round < 21; round++) {
    const bareMs = await loadMs();
    const sampleMs = await loadMs(samplePath);
    const oursMs = await loadMs(oursPath);
    besideSample.push([oursMs, sampleMs]);
    besideBare.push([oursMs, bareMs]);
  }
  return [
    toFigure('Loaded: CPU', 'ms', 'sample', besideSample, { of: 'ratio', atMost: 0.2 }),
    toFigure('', 'ms', 'bare node', besideBare, { of: 'ratio', atMost: 2.9 }),
  ];
}

async function loadMs(...file: string[]): Promise<number> {
  const { stdout } = await run(process.execPath, [join(__dirname, 'load.cjs'), ...file], {
    env: cloudEnvironment,
  });
  return Number(stdout);
}

interface Probe {
  result: { errCode: number; ownMs: number; receiptMs: number; callMs: number; storageMs: number };
  loadedMs: number;
  startedMs: number;
  callSentMs: number;
  answeredMs: number;
  requests: number;
}

/** A local cloud whose functions are probes around others, name → file. */
async function startProbes(temporary: string, functions: Record<string, string>) {
  for (const [name, file] of Object.entries(functions)) {
    const probe = JSON.stringify(join(__dirname, 'probe.cjs'));
    const files = new Map([
      ['index.js', `exports.main = require(${probe}).createProbe(${JSON.stringify(file)});`],
      ['config.json', '{ "permissions": { "openapi": ["ocr.vehicleLicense"] } }'],
    ]);
    await writeFiles(join(temporary, name), files);
  }
  const cloud = await startLocalCloud({ functionRoot: temporary, timeLimitMs: advisedTimeLimitMs });
  return {
    close: () => cloud.close(),
    /** What a page asks as soon as it opens. */
    prepare: (name: string) => cloud.callFunction(name, { action: 'prepare' }, { openId }),
    /** One recognition of a photo in cloud storage. */
    async call(name: string, file: string): Promise<Probe & { peakBytes: number }> {
      const photo = await readFile(file);
      const fileID = await cloud.storage.put(photoPath(openId, 'photo.jpg'), photo);
      const call = await cloud.callFunction(name, { fileID, photoPath: file }, { openId });
      const probe = call.result as Probe;
      if (probe.result.errCode !== 0)
        throw new Error(`${name} failed: ${JSON.stringify(probe.result)}`);
      return { ...probe, peakBytes: call.maxMemoryBytes };
    },
  };
}

/** New instances, one recognition each. */
async function measureFirstCalls(temporary: string): Promise<Figure[]> {
  const sent: Round[] = [];
  const answered: Round[] = [];
  const afterPrepare: Round[] = [];
  const memory: Round[] = [];
  const large = join(temporary, 'large.jpg');
  await writeFile(large, padJpeg(await readFile(specimen), 1.9 * 1024 * 1024));
  // Once, before anything is measured, to be kept.
  const reader = createReader({ cache: 'everything' });
  for (const path of [specimen, large])
    await reader.read(await readFile(path), 'ocr.vehicleLicense');
  reader.close();

  for (let round = 0; round < 15; round++) {
    const photo = round % 3 === 2 ? large : specimen;
    const functions = { ours: oursPath, prepared: oursPath, sample: samplePath };
    const probes = await startProbes(temporary, functions);
    await probes.prepare('prepared');
    const sample = await probes.call('sample', photo);
    const ours = await probes.call('ours', photo);
    const prepared = await probes.call('prepared', photo);
    await probes.close();
    if (photo === large) {
      memory.push([ours.peakBytes / 1e6, sample.peakBytes / 1e6]);
    } else {
      sent.push([ours.callSentMs, sample.callSentMs]);
      answered.push([ours.answeredMs, sample.answeredMs]);
      afterPrepare.push([prepared.answeredMs - prepared.startedMs, sample.answeredMs]);
    }
  }
  return [
    toFigure('First call sent: CPU', 'ms', 'sample', sent),
    toFigure('First call answered: CPU', 'ms', 'sample', answered),
    toFigure('  of it after "prepare"', 'ms', 'sample', afterPrepare),
    toFigure('Photo of 1.9 MB: peak memory', 'MB', 'sample', memory),
  ];
}

/** One instance of each, called again and again. */
async function measureWarmCalls(temporary: string): Promise<Figure[]> {
  const parts = await writeBundle('own-work', temporary);
  const probes = await startProbes(temporary, { ours: oursPath, sample: samplePath, parts });
  const calls: Round[] = [];
  const besideSdk: Round[] = [];
  const besideOcrCall: Round[] = [];
  const receipts: Round[] = [];
  let requests: Round = [0, 0];
  for (let turn = -4; turn < 26; turn++) {
    const sample = await probes.call('sample', specimen);
    const ours = await probes.call('ours', specimen);
    const { result } = await probes.call('parts', specimen);
    requests = [ours.requests, sample.requests];
    if (turn < 0) continue;
    calls.push([ours.answeredMs - ours.startedMs, sample.answeredMs - sample.startedMs]);
    besideSdk.push([result.ownMs, result.callMs + result.storageMs]);
    besideOcrCall.push([result.ownMs, result.callMs]);
    receipts.push([result.receiptMs, result.callMs]);
  }
  await probes.close();
  return [
    toFigure('Warm call: CPU', 'ms', 'sample, which keeps the photo', calls),
    toFigure(
      '  of it checks, fields and doubts',
      'ms',
      'the SDK in it: address, OCR call, deletion',
      besideSdk,
      { of: 'ratio', atMost: 0.07 },
    ),
    toFigure('', 'ms', 'the SDK’s OCR call alone', besideOcrCall),
    toFigure('A receipt, with a key', 'ms', 'the SDK’s OCR call alone', receipts, {
      of: 'ours',
      atMost: 0.5,
    }),
    toFigure(
      'Requests for a photo in cloud storage',
      'requests',
      'sample, which keeps the photo',
      [requests],
      { of: 'ours', atMost: 4 },
    ),
  ];
}

/** Bundles a file of this folder as a function of its own; gives the path of its index.js. */
async function writeBundle(name: string, temporary: string): Promise<string> {
  const { files } = await bundleFunction(join(__dirname, `${name}.ts`));
  const folder = join(temporary, `bundle-${name}`);
  await writeFiles(folder, files);
  return join(folder, 'index.js');
}

/** New processes, one use each of what an OCR call does not touch. */
async function measureFirstUses(temporary: string): Promise<Figure[]> {
  const path = await writeBundle('first-uses', temporary);
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const refused = '<Error><Code>a</Code><Message>b</Message><RequestId/><TraceId/></Error>';
      const answer = JSON.stringify({ requestId: 'r', data: { url: `${origin}/put` } });
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(request.method === 'PUT' ? refused : answer);
    });
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const environment = {
    ...cloudEnvironment,
    TENCENTCLOUD_SECRETID: 'id',
    TENCENTCLOUD_SECRETKEY: 'key',
    TENCENTCLOUD_SESSIONTOKEN: 'token',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin` }),
  };
  const figures: Figure[] = [];
  try {
    for (const part of ['database', 'callFunction', 'uploadFile', 'logger']) {
      const rounds: Round[] = [];
      for (let round = 0; round < 7; round++) {
        const args = [join(__dirname, 'first-use.cjs'), path, part];
        const { stdout } = await run(process.execPath, args, { env: environment });
        rounds.push([Number(stdout), await loadMs(oursPath)]);
      }
      const name = `First use of ${part}: CPU`;
      figures.push(toFigure(name, 'ms', 'loaded, from above', rounds));
    }
  } finally {
    server.close().closeAllConnections();
  }
  return figures;
}

async function measureSizes(): Promise<Figure[]> {
  const folder = dirname(oursPath);
  const files = await readdir(folder);
  const zipped = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(folder, file)), { level: 9 }).length),
  );
  const oursKb = zipped.reduce((sum, bytes) => sum + bytes, 0) / 1000;
  const { outputFiles } = await build({
    stdin: { contents: 'module.exports = require("wx-server-sdk")', resolveDir: root },
    bundle: true,
    platform: 'node',
    target: 'node16.13',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const bundledKb = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1000;
  const installed = await measureInstalled('wx-server-sdk');
  return [
    toFigure('Upload, zipped', 'KB', 'the SDK alone, bundled', [[oursKb, bundledKb]], {
      of: 'ratio',
      atMost: 1.12,
    }),
    toFigure('', 'KB', 'sample with node_modules', [[oursKb, installed.zippedKb]]),
    toFigure('Upload, files', 'files', 'sample with node_modules', [
      [files.length, installed.files],
    ]),
  ];
}

/** What `npm install` of one package brings: it and all that it depends on. */
async function measureInstalled(name: string): Promise<{ files: number; zippedKb: number }> {
  const folders = new Set<string>();
  const addPackage = async (dependency: string, from: string) => {
    const folder = findPackage(dependency, from);
    if (!folder || folders.has(folder)) return;
    folders.add(folder);
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    for (const next of Object.keys(manifest.dependencies ?? {})) await addPackage(next, folder);
  };
  await addPackage(name, root);

  let fileCount = 0;
  let zippedBytes = 0;
  for (const folder of folders) {
    for (const path of await readdir(folder, { recursive: true })) {
      if (path.includes('node_modules') || !(await stat(join(folder, path))).isFile()) continue;
      fileCount++;
      zippedBytes += (await promisify(deflateRaw)(await readFile(join(folder, path)))).length;
    }
  }
  return { files: fileCount, zippedKb: zippedBytes / 1000 };
}

function findPackage(name: string, from: string): string | undefined {
  const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  return paths
    .map((path) => join(path, name))
    .find((path) => existsSync(join(path, 'package.json')));
}

void runCommand(command, main);
