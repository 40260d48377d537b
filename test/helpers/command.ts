import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './files';

export interface CommandRun {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Takes out whatever this machine's environment or its .env sets. */
const noAccount = {
  WECHAT_APPID: '',
  WECHAT_APPSECRET: '',
  WECHAT_ACCESS_TOKEN: '',
  WECHAT_CLOUDBASE_ACCESS_TOKEN: '',
  WECHAT_API_ORIGIN: '',
};

/** A test that fails leaves none behind. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill();
});

/** A script of the repository in a process of its own, as npm would start it. */
export function startCommand(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = root,
) {
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', `scripts/${script}`, ...args], {
    cwd,
    env: { ...process.env, ...noAccount, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.on('close', () => running.delete(child));
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text;
    });
  const ended = once(child, 'close').then(([exitCode]): CommandRun => ({ exitCode, ...printed }));
  /** What of stdout fits, as soon as it is there. */
  async function said(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(printed.stdout)?.[0];
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`it ended. ${printed.stdout}${printed.stderr}`);
      await sleep(20);
    }
  }
  return { child, printed, ended, said };
}

export function runCommand(
  script: string,
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<CommandRun> {
  return startCommand(script, args, environment).ended;
}
