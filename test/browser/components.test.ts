import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'acorn';
import { buildMiniProgram } from '../../scripts/build/miniprogram';
import { compileMiniProgram } from '../../scripts/preview/check/compile';
import { usePreview } from '../helpers/preview';
import { openLicensePage } from './license-page';

const project = mkdtempSync(path.join(tmpdir(), 'plain-project-'));
const packed = path.join(project, 'components/license-ocr');
const preview = usePreview(project);

/** A project in plain JavaScript with nothing of ours but the package: the example of its README. */
beforeAll(async () => {
  await buildMiniProgram(packed);
  const readme = readFileSync(path.join(packed, 'README.md'), 'utf8');
  const example = (language: string) =>
    new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(readme)?.[1] ?? '';
  const files = {
    'app.json': '{"pages":["pages/license/license"],"style":"v2"}',
    'app.js': 'App({ onLaunch() { wx.cloud.init({ env: "sample" }); } });',
    'pages/license/license.json': example('json'),
    'pages/license/license.wxml': example('html'),
    'pages/license/license.js': example('js'),
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(project, file)), { recursive: true });
    await writeFile(path.join(project, file), text);
  }
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const list = () =>
  readdirSync(packed, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(packed, file)).isFile(),
  );

test('the package is ES2017, below 120 KB of code (of 1,024 bytes), and passes the checks in a plain project', async () => {
  const code = list().filter((file) => /\.(js|json|wxml|wxss)$/.test(file));
  for (const file of code.filter((name) => name.endsWith('.js'))) {
    parse(readFileSync(path.join(packed, file), 'utf8'), { ecmaVersion: 2017 });
  }
  const bytes = code.reduce((sum, file) => sum + statSync(path.join(packed, file)).size, 0);
  expect(bytes).toBeLessThan(120 * 1024);
  expect((await compileMiniProgram(project)).problems).toEqual([]);
});

test('npm packs all of it, as 构建 npm wants it', () => {
  const { miniprogram } = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8'));
  expect(miniprogram).toBe('.');
  const isWindows = process.platform === 'win32';
  const output = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: packed,
    encoding: 'utf8',
    shell: isWindows,
  });
  const packedFiles = (JSON.parse(output)[0].files as { path: string }[]).map((file) => file.path);
  expect(packedFiles.sort()).toEqual(
    list()
      .map((file) => file.replaceAll('\\', '/'))
      .sort(),
  );
});

test('it photographs and shows the form in a plain project', async () => {
  const { phone, shoot, fields } = await openLicensePage(preview);
  await shoot('行驶证 主页');
  expect(await fields()).toMatchObject({ 号牌号码: '粤B9YB81' });
  await phone.getByRole('button', { name: '放大照片' }).waitFor();
});
