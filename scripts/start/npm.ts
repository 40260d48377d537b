import { execFile } from 'node:child_process';

/**
 * SIGTERM for this process once the npm that started it has ended: the shell between the two passes
 * no signal on. Where there is no `ps`, the end of the shell is what shows.
 */
export function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  execFile('ps', ['-o', 'ppid=', '-p', String(shell)], (_error, stdout) => {
    const npm = Number(stdout);
    const timer = setInterval(() => {
      if (process.ppid === shell && isRunning(npm)) return;
      clearInterval(timer);
      process.kill(process.pid, 'SIGTERM');
    }, 500);
    timer.unref();
  });
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
