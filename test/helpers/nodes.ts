import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The oldest runtime that the cloud offers, and the newest Node.js that there is. */
export const oldestNode = '16.13.2';
export const newestNode = '26.10.0';

/** Path of that binary. npm brings it, once; as a dependency its `node` would stand before everybody's own. */
export function findNode(version: string): string {
  if (process.versions.node === version) return process.execPath;
  // Where npm put it: to ask npm again takes seconds.
  const noteFile = path.join(__dirname, `../../node_modules/.cache/node-${version}`);
  const noted = existsSync(noteFile) && readFileSync(noteFile, 'utf8');
  if (noted && existsSync(noted)) return noted;
  const found = askNpm(version);
  mkdirSync(path.dirname(noteFile), { recursive: true });
  writeFileSync(noteFile, found);
  return found;
}

function askNpm(version: string): string {
  const npmCli = process.env.npm_execpath;
  const args = [
    'exec',
    '--yes',
    // The package `node` links its binary in a script, which .npmrc turns off.
    '--ignore-scripts=false',
    `--package=node@${version}`,
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
  const found = npmCli
    ? execFileSync(process.execPath, [npmCli, ...args], options)
    : execFileSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return found.trim();
}

/** The tests themselves may run in `npx -p … -c …`, whose options would hold here too. */
function outsideNpx(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^npm_config_(call|package)$/i.test(name)),
  );
}
