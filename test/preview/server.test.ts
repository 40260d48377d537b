import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalCloud } from '../../scripts/local-cloud';
import { type Preview, startPreview } from '../../scripts/preview/server';
import { isAtDesktop } from '../../scripts/start/open-browser';
import { runCommand } from '../helpers/command';
import { eventually } from '../helpers/eventually';
import { pageAt } from '../helpers/page';

let preview: Preview;
beforeAll(async () => {
  preview = await startPreview({ openCloud: startLocalCloud });
});
afterAll(() => preview.close());

/** Node's fetch writes its own Host header; this one can lie. */
async function statusOf(target: string, headers: Record<string, string> = {}): Promise<number> {
  const sent = request(new URL(target, preview.address), { headers });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
  answer.resume();
  return answer.statusCode;
}

test('the page itself, and a typed address, are let in', async () => {
  const { origin, host } = new URL(preview.address);
  expect(await statusOf('/info', { origin, 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await statusOf('/info', { host, 'sec-fetch-site': 'none' })).toBe(200);
  expect(await statusOf('/info', { host: host.replace('127.0.0.1', 'localhost') })).toBe(200);
});

test('of the files only the specimens are served', async () => {
  expect(await statusOf('/specimens/index.ts')).toBe(404);
  expect(await statusOf('/specimens/..%2fspecimens%2fdriver.jpg')).toBe(404);
  expect(await statusOf('/specimens/driver.jpg')).toBe(200);
});

test.each([
  ['PUT', '/state', { active: 'nothing', once: false, network: 'fast' }, 'active'],
  ['POST', '/cloud/upload', { cloudPath: 'a', bytes: 10 ** 9 }, 'bytes'],
  ['POST', '/cloud/call', { name: 'vehicleLicense' }, 'event'],
])('a %s %s that does not fit is refused and says why', async (method, target, body, why) => {
  const answer = await fetch(new URL(target, preview.address), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(why)]);
});

test('a photo arrives in pieces, and only its owner can delete it', async () => {
  const { ask, send } = pageAt(preview.address);
  const { openId } = await ask('/info');
  const cloudPath = `license-ocr/${openId}/a.jpg`;
  const { id } = await send('/cloud/upload', { cloudPath, bytes: 4 });
  const put = (body: string) => ask(`/cloud/upload/${id}`, { method: 'PUT', body });
  expect(await put('ab')).toEqual({ ok: true });
  const fileID = String((await put('cd')).fileID);
  expect(fileID).toMatch(/^cloud:\/\/[\w-]+\.[\w-]+\/license-ocr\/oPREVIEW[\w-]{20}\/a\.jpg$/);
  const other = fileID.replace('a.jpg', 'b.jpg');
  expect(await send('/cloud/delete', { fileList: [fileID, other] })).toEqual({
    ok: true,
    files: [
      { fileID, status: 0, errMsg: 'ok' },
      { fileID: other, status: -503002, errMsg: 'fail' },
    ],
  });
});

test('a photo for another user’s folder is refused with the platform’s number', async () => {
  const { ask, send } = pageAt(preview.address);
  const { id } = await send('/cloud/upload', { cloudPath: 'license-ocr/someone/a.jpg', bytes: 1 });
  expect(await ask(`/cloud/upload/${id}`, { method: 'PUT', body: 'a' })).toMatchObject({
    ok: false,
    errCode: -503002,
  });
});

test('a port that is taken does not stop it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const second = await startPreview({ port, openCloud: startLocalCloud });
  expect(Number(new URL(second.address).port)).not.toBe(port);
  await second.close();
  other.close();
});

describe('npm start', () => {
  test('--help says what there is', async () => {
    expect(await runCommand('start/index.ts', ['--help'])).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/--port <number>[\s\S]*npm run recognize/),
      stderr: '',
    });
  });

  const desktop = { DISPLAY: ':0' };
  test.each([
    ['a Linux desktop', desktop, 'linux', true, true],
    ['Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true, true],
    ['WSL, which opens Windows’s browser', { WSL_DISTRO_NAME: 'Debian' }, 'linux', true, true],
    ['macOS', {}, 'darwin', true, true],
    ['Windows', {}, 'win32', true, true],
    ['CI=false', { ...desktop, CI: 'false' }, 'linux', true, true],
    ['no display', {}, 'linux', true, false],
    ['CI', { ...desktop, CI: 'true' }, 'linux', true, false],
    ['output into a pipe', desktop, 'linux', false, false],
    ['a shell on another machine', { SSH_CONNECTION: '192.0.2.1 1' }, 'darwin', true, false],
  ] as const)(
    'the browser opens only at a desktop: %s',
    (_where, environment, platform, isTerminal, expected) => {
      expect(isAtDesktop(environment, platform, isTerminal)).toBe(expected);
    },
  );

  // `script` gives it a terminal, and the bundled xdg-open asks BROWSER.
  const hasScript =
    process.platform === 'linux' && spawnSync('script', ['--version']).error === undefined;
  (hasScript ? test : test.skip).each([
    [[], true],
    [['--no-open'], false],
  ])(
    'in a terminal on a Chinese desktop, with %j, it speaks Chinese too and the browser opens: %s',
    async (args, opens) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'browser-'));
      const [opened, browser] = [path.join(folder, 'opened'), path.join(folder, 'browser')];
      writeFileSync(browser, `#!/bin/sh\necho "$1" > ${opened}\n`, { mode: 0o755 });
      const start = [process.execPath, '-r', 'tsx/cjs', 'scripts/start/index.ts', '--port', '0'];
      const child = spawn('script', ['-qec', [...start, ...args].join(' '), '/dev/null'], {
        cwd: path.join(__dirname, '../..'),
        env: {
          ...process.env,
          CI: '',
          SSH_CONNECTION: '',
          DISPLAY: ':99',
          BROWSER: browser,
          LC_ALL: 'zh_CN.UTF-8',
        },
      });
      let printed = '';
      child.stdout.on('data', (piece) => {
        printed += piece;
      });
      const ended = once(child, 'close');
      await eventually(async () => printed.includes('Ctrl-C ends it'), true);
      expect(printed).toMatch(/请在浏览器中打开：\s+Open this address in a browser:/);
      if (opens) await eventually(async () => existsSync(opened), true);
      child.stdin.write('\x03');
      await ended;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)?.[0];
      expect(existsSync(opened) && readFileSync(opened, 'utf8').trim()).toBe(opens && address);
      rmSync(folder, { recursive: true });
    },
  );
});
