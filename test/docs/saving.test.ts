import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import { startCommand } from '../helpers/command';
import { newFolder, root } from '../helpers/files';
import { inCloud, specimen, specimenPath } from '../helpers/functions';
import { pageAt } from '../helpers/page';
import { blockOf } from '../helpers/readme';

// What the READMEs say about saving a licence, done word for word in a copy of the project.
const parts = [
  ...['cloudfunctions', 'miniprogram-sample', 'scripts', 'LICENSE', 'package.json'],
  ...['biome.json', 'tsconfig.json', '.gitignore'],
];

const copy = newFolder('saving');
const inCopy = (...names: string[]) => path.join(copy, ...names);
const dataFolder = inCopy('data');

const saved = () =>
  JSON.parse(readFileSync(path.join(dataFolder, 'licenses.json'), 'utf8')) as Record<
    string,
    unknown
  >[];

beforeAll(() => {
  for (const part of parts) cpSync(path.join(root, part), inCopy(part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), inCopy('node_modules'), 'junction');

  const vehicle = (name: string) => inCopy('cloudfunctions/vehicleLicense', name);
  writeFileSync(vehicle('save.ts'), blockOf('README.md', 'cloudfunctions/vehicleLicense/save.ts'));
  const [, added = '', call = ''] =
    /^.*\n(.*\n)…\n(.*\n)$/.exec(blockOf('README.md', 'cloudfunctions/vehicleLicense/index.ts')) ??
    [];
  const index = readFileSync(vehicle('index.ts'), 'utf8');
  const place = `  // ${call.trim()}\n`;
  expect(index).toContain(place);
  writeFileSync(vehicle('index.ts'), index.replace(place, call).replace(/\n\n/, `\n${added}\n`));
});

test.each([
  ['README', 'cloudfunctions/vehicleLicense/save.ts'],
  ['README', 'cloudfunctions/vehicleLicense/index.ts'],
  ['cloudfunctions/README', 'confirmLicense/index.js'],
])('%s has the same %s in both languages', (readme, comment) => {
  expect(blockOf(`${readme}.zh-CN.md`, comment)).toBe(blockOf(`${readme}.md`, comment));
});

test('the example passes the lint and the type checker of the project', async () => {
  writeFileSync(
    inCopy('tsconfig.example.json'),
    '{ "extends": "./tsconfig.json", "include": ["cloudfunctions"] }',
  );
  const run = (command: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, [path.join(root, 'node_modules', command), ...args], {
      cwd: copy,
    }).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
      throw new Error(stdout + stderr);
    });
  await run('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', 'cloudfunctions');
  await run('typescript/bin/tsc', '-p', 'tsconfig.example.json');
});

test("what one's own code logs is shown by recognize, an object too", async () => {
  const file = inCopy('cloudfunctions/driverLicense/index.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^ {2}return result;/m, '  console.log({ own: 1 });\n$&'));
  // It stays: what comes after needs no other build.
  const args = ['driverLicense', specimenPath('driver.jpg')];
  const { exitCode, stderr } = await startCommand('recognize/index.ts', args, {}, copy).ended;
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^log: \{ own: 1 \}$/m)]);
  expect(stderr).toMatch(/ ms {2}recognise: .*call \d+ ms/);
});

test('recognize runs it, says what the cloud needs, and keeps the licence', async () => {
  const photo = specimenPath('vehicle-doubtful.jpg');
  const args = ['vehicleLicense', photo, '--data', dataFolder];
  const { exitCode, stderr } = await startCommand('recognize/index.ts', args, {}, copy).ended;
  expect([exitCode, stderr]).toEqual([
    0,
    expect.stringMatching(/^local: the collection licenses was made .+ it has to exist before/m),
  ]);
  expect(stderr).not.toMatch(/^log: /m);
  expect(saved()).toEqual([
    {
      _id: expect.any(String),
      _openid: 'oLocalUserOfTheCommandLine',
      kind: 'vehicleLicense',
      license: expect.objectContaining({ owner: '样本某某', totalQuality: 1845 }),
      readAt: { $date: expect.stringMatching(/^20/) },
    },
  ]);
});

test("npm start runs it for a page's photo, with what was kept before", async () => {
  const before = saved();
  const { child, ended, said } = startCommand(
    'start/index.ts',
    ['--port', '0', '--data', dataFolder],
    {},
    copy,
  );
  const page = pageAt(await said(/http:\/\/127\.0\.0\.1:\d+\//));
  const prepared = await page.call('vehicleLicense', { action: 'prepare' });
  const { uploadPrefix } = prepared.result as { uploadPrefix: string };
  const photo = specimen('vehicle-main-page.jpg');
  const fileID = await page.upload(`${uploadPrefix}photo.jpg`, photo);
  const { result } = await page.call('vehicleLicense', { fileID });
  expect(result).toMatchObject({ ok: true });
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(saved()).toEqual([
    ...before,
    expect.objectContaining({ _openid: uploadPrefix.split('/')[1] }),
  ]);
});

test('the function that compares tells what a person changed, and keeps both', async () => {
  const functionRoot = inCopy('dist/cloudfunctions');
  mkdirSync(path.join(functionRoot, 'confirmLicense'));
  writeFileSync(
    path.join(functionRoot, 'confirmLicense/index.js'),
    blockOf('cloudfunctions/README.md', 'confirmLicense/index.js'),
  );
  const openId = 'oSampleCaller0000000000000001';
  await inCloud({ functionRoot }, async (cloud) => {
    const confirm = async (license: object) =>
      (await cloud.callFunction('confirmLicense', { kind: 'vehicleLicense', license }, { openId }))
        .result;
    await cloud.callFunction('vehicleLicense', { action: 'prepare' }, { openId });
    const read: Partial<VehicleLicense> = {};
    for (const photo of ['vehicle-main-page.jpg', 'vehicle-second-page.jpg']) {
      const path = `license-ocr/${openId}/${photo}`;
      const fileID = await cloud.storage.put(path, specimen(photo));
      const { result } = await cloud.callFunction('vehicleLicense', { fileID }, { openId });
      const { license } = result as { license: VehicleLicense };
      for (const [field, value] of Object.entries(license)) {
        if (value !== null) Object.assign(read, { [field]: value });
      }
    }
    expect(read).toMatchObject({ owner: '样本某某', totalQuality: 1845 });
    const { cardPositionFront, cardPositionBack, imgSize, ...license } = read;
    expect(await confirm({ ...license, leadQuality: null })).toEqual({ ok: true, edited: [] });
    const changed = { ...license, owner: '样本改', overallSize: null };
    expect(await confirm(changed)).toEqual({ ok: true, edited: ['owner', 'overallSize'] });
    const newest = cloud.database.list('licenses').at(-1);
    expect(newest).toMatchObject({ confirmed: changed, edited: ['owner', 'overallSize'] });
  });
});
