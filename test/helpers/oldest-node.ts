import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';

/** The oldest runtime that the cloud offers. */
export const oldestNode = '16.13.2';

/** Path of that binary. npm brings it, once; as a dependency its `node` would stand before everybody's own. */
export function findOldestNode(): string {
  const npmCli = process.env.npm_execpath;
  const args = [
    'exec',
    '--yes',
    // The package `node` links its binary in a script, which .npmrc turns off.
    '--ignore-scripts=false',
    `--package=node@${oldestNode}`,
    '--',
    'node',
    '-p',
    'process.execPath',
  ];
  const options: ExecFileSyncOptionsWithStringEncoding = {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: outsideNpx(process.env),
  };
  const path = npmCli
    ? execFileSync(process.execPath, [npmCli, ...args], options)
    : execFileSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return path.trim();
}

/** The tests themselves may run in `npx -p … -c …`, whose options would hold here too. */
function outsideNpx(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^npm_config_(call|package)$/i.test(name)),
  );
}
