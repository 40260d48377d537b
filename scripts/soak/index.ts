import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Given, runCommand, toCount } from '../command';
import {
  attacks,
  breaksReaders,
  rebuilds,
  recognizes,
  switchesFaults,
  type Target,
} from './actors';
import { allProcesses, type Footprint, footprintOf, portsOf, treeOf } from './processes';

const repository = path.join(__dirname, '..', '..');
/** What a heap that is not yet swept and buffers of pictures may differ by. */
const maxGrowthMb = 120;
const maxMoreFiles = 12;

const command = {
  name: 'npm run soak --',
  about: `Starts npm start and drives its servers as people and attackers would, then says what has grown,
what is left behind and what went wrong: exit code 1 where there is any. Linux only.`,
  options: {
    minutes: { value: '<number>', parse: toCount, help: 'how long; 5 when absent' },
  },
};

async function main({ values: { minutes = 5 } }: Given<typeof command.options>): Promise<void> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'soak-'));
  process.once('exit', () => rmSync(temporary, { recursive: true }));
  const started = spawn(
    process.execPath,
    ['-r', 'tsx/cjs', 'scripts/start/index.ts', '--port', '0'],
    {
      cwd: repository,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  process.once('exit', () => started.kill('SIGKILL'));
  const ended = once(started, 'exit');
  let printed = '';
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const pid = started.pid ?? 0;
  let preview: string | undefined;
  while (!preview) {
    if (started.exitCode !== null) throw new Error(`npm start has ended:\n${printed}`);
    await sleep(100);
    preview = /http:\/\/127\.0\.0\.1:\d+(?=\/)/.exec(printed)?.[0];
  }
  const filesBefore = filesHere();
  const cloudPort = portsOf(pid).find((port) => preview !== `http://127.0.0.1:${port}`);

  const outcomes = new Map<string, number>();
  const unexpected = new Map<string, number>();
  const target: Target = {
    pid,
    preview,
    cloud: `http://127.0.0.1:${cloudPort}`,
    until: 0,
    count(kind, outcome, isExpected) {
      const key = `${kind}: ${outcome}`;
      outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
      if (!isExpected) unexpected.set(key, (unexpected.get(key) ?? 0) + 1);
    },
  };
  const drive = async (seconds: number) => {
    target.until = Date.now() + 1000 * seconds;
    const actors = [
      recognizes,
      recognizes,
      switchesFaults,
      attacks,
      attacks,
      breaksReaders,
      rebuilds,
    ];
    await Promise.all(
      actors.map((actor) =>
        actor(target).catch((error: Error) => target.count(actor.name, error.message, false)),
      ),
    );
    // Connections are kept for some seconds, a switch holds an answer for 24, and a reader has 20.
    await sleep(30_000);
  };

  // What is loaded once is loaded in the first part.
  await drive(Math.min(60, 12 * minutes));
  const before = footprints(pid);
  await drive(60 * minutes);
  const after = footprints(pid);
  const tree = treeOf(pid);
  started.kill('SIGTERM');
  const [exitCode] = (await ended) as [number | null];
  await sleep(2_000);
  const leftPids = tree.filter(({ pid }) => allProcesses().some((each) => each.pid === pid));
  const filesLeft = [
    // The one that stays is tsx's cache.
    ...readdirSync(temporary).filter((name) => !name.startsWith('tsx-')),
    ...filesHere().filter((file) => !filesBefore.includes(file)),
  ];

  const rows = [...outcomes].sort().map(([key, count]) => `${String(count).padStart(7)}  ${key}`);
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} requests and events\n${rows.join('\n')}\n`);
  const grown: string[] = [];
  for (const [name, now] of after) {
    const then = before.get(name);
    console.log(
      `${name.padEnd(24)} ${then?.megabytes ?? '–'} → ${now.megabytes} MB, ${then?.openFiles ?? '–'} → ${now.openFiles} open files`,
    );
    if (!then) continue;
    if (now.megabytes - then.megabytes > maxGrowthMb) grown.push(`memory of ${name}`);
    if (now.openFiles - then.openFiles > maxMoreFiles) grown.push(`open files of ${name}`);
  }
  const faults = [
    ...[...unexpected].map(([key, count]) => `unexpected, ${count} times: ${key}`),
    ...grown.map((what) => `grown: ${what}`),
    ...leftPids.map(({ pid, command }) => `left: process ${pid} ${command}`),
    ...filesLeft.map((file) => `left: ${file}`),
    ...(exitCode === 0 ? [] : [`npm start ended with ${exitCode}`]),
    ...stackLines(printed),
  ];
  console.log(faults.length === 0 ? '\nnothing grown, nothing left' : `\n${faults.join('\n')}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** Each kind of process, all of a kind together. */
function footprints(root: number): Map<string, Footprint> {
  const sums = new Map<string, Footprint>();
  for (const { pid, command } of treeOf(root)) {
    const name =
      /reader\/process\.ts|instance\.cjs|start\/index\.ts|esbuild|\/bin\/sh/.exec(command)?.[0] ??
      command;
    const own = footprintOf(pid);
    const sum = sums.get(name);
    sums.set(name, {
      megabytes: own.megabytes + (sum?.megabytes ?? 0),
      openFiles: own.openFiles + (sum?.openFiles ?? 0),
    });
  }
  return sums;
}

function filesHere(): string[] {
  return readdirSync(repository, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', '.git'].includes(entry.name) || !entry.isDirectory()) return entry.name;
    const inside = readdirSync(path.join(repository, entry.name), { recursive: true });
    return inside.map((file) => `${entry.name}/${file}`);
  });
}

function stackLines(printed: string): string[] {
  const lines = printed.split('\n').filter((line) => /^\s+at .+:\d+:\d+/.test(line));
  return lines.slice(0, 5).map((line) => `npm start printed a stack: ${line.trim()}`);
}

void runCommand(command, main);
