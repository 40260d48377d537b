import { execFileSync } from 'node:child_process';

/** The oldest runtime that the cloud offers. */
export const oldestNode = '16.13.2';

/** Path of that binary. npm brings it, once; as a dependency its `node` would stand before everybody's own. */
export function findOldestNode(): string {
  const npmCli = process.env.npm_execpath;
  const args = [
    'exec',
    '--yes',
    `--package=node@${oldestNode}`,
    '--',
    'node',
    '-p',
    'process.execPath',
  ];
  const path = npmCli
    ? execFileSync(process.execPath, [npmCli, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    : execFileSync('npm', args, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      });
  return path.trim();
}
