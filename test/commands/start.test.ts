import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCommand } from '../helpers/command';
import { newFolder, root } from '../helpers/files';
import { closedPort } from '../helpers/functions';

const parts = ['cloudfunctions', 'miniprogram-sample', 'scripts', 'package.json', 'LICENSE'];
const written = path.join('miniprogram-sample', 'cards', 'rules.js');

const copy = newFolder('start');
beforeAll(() => {
  for (const part of parts) {
    const filter = (file: string) => !file.endsWith(written);
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true, filter });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
});

test('a rule that is edited while npm start runs is the new one in the function and in the form', async () => {
  const args = ['--port', '0', `--inspect=${await closedPort()}`];
  const { child, ended, said } = startCommand('start/index.ts', args, {}, copy);
  const address = await said(/http:\/\/127\.0\.0\.1:\d+\//);
  const formHas = async (text: string) => {
    await (await fetch(`${address}phone`)).text();
    return (await (await fetch(`${address}phone.js`)).text()).includes(text);
  };
  const functionHas = (text: string) =>
    readFileSync(path.join(copy, 'dist/debug/vehicleLicense/index.js'), 'utf8').includes(text);
  // On a clone that nobody has built yet.
  expect(await formHas('应急')).toBe(true);

  const rule = path.join(copy, 'cloudfunctions/shared/fields/plate.ts');
  writeFileSync(rule, readFileSync(rule, 'utf8').replaceAll('应急', 'EDITED'));
  await said(/plate\.ts has changed: built again/);
  expect([functionHas('EDITED'), await formHas('EDITED')]).toEqual([true, true]);
  expect(await formHas('应急')).toBe(false);

  child.kill('SIGINT');
  expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
});

// Where a process manager or an editor ends npm alone; Windows has no signals.
(process.platform === 'win32' ? test.skip : test).each(['SIGTERM', 'SIGKILL'] as const)(
  'it ends with the npm that started it, when that gets %s',
  async (signal) => {
    const npm = spawn('npm', ['start', '--', '--port', '0'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // All that npm started holds the pipe.
    const ended = once(npm, 'close');
    for await (const text of npm.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false }))
      if (text.includes('Ctrl-C')) break;
    npm.stdout.resume();
    npm.kill(signal);
    try {
      await ended;
    } finally {
      try {
        process.kill(-(npm.pid as number), 'SIGKILL');
      } catch {
        // Nothing is left.
      }
    }
  },
);
