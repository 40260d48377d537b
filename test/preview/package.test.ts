import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'acorn';
import { kinds } from '../../miniprogram-sample/cards';
import { buildMiniProgram } from '../../scripts/build/miniprogram';
import { compileMiniProgram } from '../../scripts/page-check/compile';
import { styleOf, usePreview } from '../helpers/preview';
import { blockOf } from '../helpers/readme';
import { openLicensePage } from './license-page';

const root = path.join(__dirname, '../..');
const readme = 'miniprogram-sample/components/README.md';
const newFolder = () => mkdtempSync(path.join(tmpdir(), 'plain-project-'));
const project = newFolder();
const packed = path.join(project, 'components/license-ocr');
const preview = usePreview(project);
const slotProject = newFolder();
const slotPreview = usePreview(slotProject);

/** Answers as a backend of one's own may: busy at first. */
const request = `
let calls = 0;
const request = ({ kind, onProgress }) => {
  calls += 1;
  onProgress(100);
  return Promise.resolve(calls > 1
    ? { ok: true, license: { name: kind }, warnings: [], extra: {}, photo: 'none' }
    : { ok: false, errCode: -1, errMsg: 'busy', reason: 'BUSY', retryable: true, photo: 'none' });
};
`;

/** A project in plain JavaScript with nothing of ours but the package. */
async function writeProject(folder: string, wxml: string, js: string): Promise<void> {
  await buildMiniProgram(path.join(folder, 'components/license-ocr'));
  const files = {
    'app.json': '{"pages":["pages/license/license"],"style":"v2"}',
    'app.js': 'App({ onLaunch() { wx.cloud.init({ env: "sample" }); } });',
    // The README's selector for colours.
    'app.wxss': 'page, root-portal-content { --license-brand: rgb(200, 16, 46); }',
    'pages/license/license.json': blockOf(readme, 'usingComponents'),
    'pages/license/license.wxml': wxml,
    'pages/license/license.js': js,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

beforeAll(async () => {
  await writeProject(project, blockOf(readme, '<license-scanner'), blockOf(readme, 'Page('));
  const heading = '## 用自己的按钮作入口';
  await writeProject(
    slotProject,
    blockOf(readme, '<button', heading).replace(
      'custom-entry',
      'custom-entry request="{{request}}"',
    ),
    request + blockOf(readme, 'Page(', heading).replace('data: {', 'data: { request,'),
  );
});
afterAll(() => {
  for (const folder of [project, slotProject]) rmSync(folder, { recursive: true, force: true });
});

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .sort();

test('the package is ES2017, below 128 KB of code with two cards and 5 KB more for each other, and passes the checks in a plain project', async () => {
  const code = filesIn(packed).filter((file) => /\.(js|json|wxml|wxss)$/.test(file));
  for (const file of code.filter((name) => name.endsWith('.js'))) {
    const script = readFileSync(path.join(packed, file), 'utf8');
    parse(script, { ecmaVersion: 2017 });
    // A helper of the compiler's, or a built-in that came later.
    expect(script).not.toMatch(
      /\b__(?!esModule)[a-z]|\.(hasOwn|fromEntries|flat|flatMap|at|matchAll|replaceAll|trimStart|trimEnd|findLast|allSettled|finally)\(/,
    );
  }
  const bytes = code.reduce((sum, file) => sum + statSync(path.join(packed, file)).size, 0);
  expect(bytes).toBeLessThan((128 + 5 * (kinds.length - 2)) * 1024);
  expect((await compileMiniProgram(project)).problems).toEqual([]);
});

test('the README’s TypeScript example and a backend of one’s own compile against the package’s types', async () => {
  const page = path.join(project, 'pages/typed');
  const backend = `
import type { ScannerTexts, SendPhoto, StateChange } from '../../components/license-ocr/license-scanner/license-scanner';
export const texts: ScannerTexts = { failures: { NETWORK: { title: '', sentence: '' } } };
export const isBusy = ({ step }: StateChange) => step === 'uploading';
export const send: SendPhoto = ({ kind, filePath, onProgress }) => {
  onProgress(100);
  return Promise.resolve({ ok: false, errCode: -1, errMsg: kind + filePath, reason: 'BUSY', retryable: true, photo: 'none' });
};
// @ts-expect-error a reason that there is not
export const wrong: SendPhoto = () => Promise.resolve({ ok: false, reason: 'TIRED' });
`;
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      lib: ['es2017'],
      typeRoots: [path.join(root, 'node_modules')],
      types: ['miniprogram-api-typings'],
    },
  };
  await mkdir(page);
  await writeFile(path.join(page, 'example.ts'), blockOf(readme, 'AddPageDetail'));
  await writeFile(path.join(page, 'backend.ts'), backend);
  await writeFile(path.join(page, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  expect(spawnSync(process.execPath, [tsc, '-p', page], { encoding: 'utf8' }).stdout).toBe('');
});

test('the README’s lines pack all of it and install it, as 构建 npm wants it', async () => {
  const { miniprogram, name } = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8'));
  expect(miniprogram).toBe('.');
  const host = newFolder();
  try {
    await writeFile(path.join(host, 'package.json'), '{"private":true}');
    for (const line of blockOf(readme, 'npm pack').trim().split('\n')) {
      const [, ...words] = line.replace('./dist/miniprogram', packed).split(' ');
      const options = ['--offline', '--no-audit', '--no-fund', '--silent'];
      const isWindows = process.platform === 'win32';
      execFileSync('npm', [...words, ...options], { cwd: host, shell: isWindows });
    }
    expect(filesIn(path.join(host, 'node_modules', name))).toEqual(filesIn(packed));
  } finally {
    rmSync(host, { recursive: true, force: true });
  }
});

test('the README’s server makes the same of an answer as the functions', () => {
  const block = blockOf(readme, 'function toResult');
  const code = block.replace('wechat-license-ocr-components', packed);
  const toResult = new Function('require', `${code}; return toResult;`)(require);
  expect(
    toResult('driverLicense', { errcode: 0, name: '样本某某', car_class: 'C1' }),
  ).toMatchObject({
    ok: true,
    license: { name: '样本某某', carClass: 'C1', carClasses: ['C1'], idNum: null },
    warnings: [],
  });
  expect(toResult('driverLicense', { errcode: 0 })).toMatchObject({
    ok: false,
    reason: 'LICENSE_NOT_FOUND',
  });
});

test('it photographs and shows the form in a plain project', async () => {
  const { phone, shoot, fields } = await openLicensePage(preview);
  await shoot('行驶证 主页');
  expect(await fields()).toMatchObject({ 号牌号码: '粤B9YB81' });
  await phone.getByRole('button', { name: '放大照片' }).waitFor();
});

test('a button in the slot opens the camera, the steps come in a half screen, and a backend of one’s own answers', async () => {
  const { page, phone, photograph } = await slotPreview.open();
  // The entry is written as the host writes, in none of our colours.
  const around = phone.locator('license-scanner wx-view').nth(1);
  expect(await styleOf(around, 'color')).toBe('rgb(0, 0, 0)');
  await phone.getByRole('button', { name: '上传驾驶证' }).click();
  const agree = phone.getByRole('button', { name: '同意并继续' });
  // The colour reaches what a root-portal has taken out of the page.
  expect(await styleOf(agree, 'background-color')).toBe('rgb(200, 16, 46)');
  await agree.click();
  await page.getByRole('button', { name: '拍摄', exact: true }).click();
  await photograph('驾驶证');
  await phone.getByText('微信服务繁忙').waitFor();
  await phone.getByRole('button', { name: '再试一次' }).click();
  await phone.getByRole('button', { name: 'driverLicense' }).waitFor();
  expect(await phone.getByText('微信服务繁忙').count()).toBe(0);
  expect(await page.locator('.run').count()).toBe(0);
});
