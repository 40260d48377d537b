import { type ChildProcess, spawn } from 'node:child_process';

const children = new Set<number>();
let shell: ChildProcess | undefined;

/**
 * Ends a child when this process does, however it ends. A child learns of that by its channel, but
 * not while it computes: a shell waits for its input to end, and kills whom the last line names.
 * Windows has no such shell: a child that computes there ends as soon as it listens.
 */
export function endWithParent(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || process.platform === 'win32') return;
  children.add(pid);
  tellShell();
  child.once('exit', () => {
    children.delete(pid);
    tellShell();
  });
}

function tellShell(): void {
  shell ??= startShell();
  shell.stdin?.write(`${[...children].join(' ')}\n`);
  // Nobody is left to kill.
  if (children.size > 0) return;
  shell.stdin?.end();
  shell = undefined;
}

function startShell(): ChildProcess {
  // A signal to the whole group of processes, such as Ctrl-C, is not for it.
  const script =
    'trap \'\' INT TERM HUP; while read -r line; do pids=$line; done; [ -z "$pids" ] || kill -9 $pids';
  const started = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] });
  const forget = () => {
    if (shell === started) shell = undefined;
  };
  started.on('error', forget).on('exit', forget);
  started.stdin.on('error', forget);
  started.unref();
  (started.stdin as unknown as { unref(): void }).unref();
  return started;
}
