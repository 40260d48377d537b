import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '../../browser/chromium';
import { buildAll } from '../../build';
import { buildMiniProgram } from '../../build/miniprogram';
import { startLocalCloud } from '../../local-cloud';
import { startPreview } from '../server';
import { visit } from '../visit';

/**
 * Takes the pictures of the page that README shows: `tsx scripts/preview/screenshots/index.ts`. They come
 * from the preview, with invented specimens.
 */
const folder = __dirname;

async function main(): Promise<void> {
  await buildAll();
  const browser = await launchChromium();
  const host = await mkdtemp(path.join(tmpdir(), 'screenshots-'));
  await writeHost(host);
  const sample = await startPreview({ openCloud: startLocalCloud });
  const slot = await startPreview({ openCloud: startLocalCloud, miniProgramRoot: host });
  try {
    await photographSample(browser, sample.address, 'light');
    await photographSample(browser, sample.address, 'dark');
    await photographSlot(browser, slot.address);
  } finally {
    await Promise.all([browser.close(), sample.close(), slot.close()]);
    await rm(host, { recursive: true, force: true });
  }
}

/** Another project, with an entry of its own for the scanner. */
async function writeHost(host: string): Promise<void> {
  await buildMiniProgram(path.join(host, 'license-ocr'));
  const files = {
    'app.json':
      '{"pages":["index"],"window":{"navigationBarTitleText":"某某租车","navigationBarBackgroundColor":"#ffffff","navigationBarTextStyle":"black"},"style":"v2"}',
    'app.js': 'App({ onLaunch() { wx.cloud.init({ env: "sample" }); } });',
    'index.json':
      '{"usingComponents":{"license-scanner":"license-ocr/license-scanner/license-scanner"}}',
    'index.wxml': `<view class="title">取车之前，请上传证件</view>
<license-scanner kind="driverLicense" custom-entry>
  <view class="entry"><view>驾驶证</view><view class="go">上传 ›</view></view>
</license-scanner>`,
    'index.wxss': `page { background-color: #f4f5f7; }
.title { padding: 24px 16px 16px; font-size: 20px; font-weight: 600; }
.entry { display: flex; justify-content: space-between; margin: 0 16px; padding: 20px 16px; border-radius: 12px; background-color: #ffffff; }
.go { color: #07c160; }`,
    'index.js': 'Page({});',
  };
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(host, file), text);
}

async function open(browser: Browser, address: string, theme: 'light' | 'dark') {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 1010 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    colorScheme: theme,
  });
  const desk = await visit(page, address, `theme=${theme}&version=release`);
  const save = async (name: string, png: Buffer) => {
    // A palette is enough for flat colours, and a quarter of the size.
    const small = await sharp(png).png({ palette: true, quality: 92, effort: 10 }).toBuffer();
    await writeFile(path.join(folder, `${name}-${theme}.png`), small);
  };
  return {
    ...desk,
    save,
    async savePhone(name: string) {
      await page.mouse.move(0, 0);
      await page.waitForTimeout(400);
      await save(name, await page.locator('.phone').screenshot({ omitBackground: true }));
    },
    background: (value: string) =>
      page.addStyleTag({ content: `html, body, .bench { background: ${value} !important; }` }),
  };
}

async function photographSample(
  browser: Browser,
  address: string,
  theme: 'light' | 'dark',
): Promise<void> {
  const desk = await open(browser, address, theme);
  const { page, phone, evaluate, save, savePhone, press, background, photograph } = desk;
  const take = phone.getByRole('button', { name: '拍照识别' });
  await take.waitFor();
  await background('transparent');
  if (theme === 'light') await savePhone('choose');
  await take.click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  await photograph('行驶证 有疑点');
  await phone.getByText('项请核对').waitFor();
  if (theme === 'light') {
    await background('var(--paper)');
    await save('desk', await page.screenshot());
    await background('transparent');
    for (const answer of ['确认无误', '确认无误', '确认'])
      await phone.getByText(answer, { exact: true }).last().click();
    // What was handed on, below the end of the form.
    await phone.locator('.confirmed-json').waitFor();
    await evaluate(
      "scrollBy(0, document.querySelector('.confirmed-json').getBoundingClientRect().top - 430)",
    );
    await savePhone('confirmed');
  } else {
    await phone.getByText('校验码不相符').scrollIntoViewIfNeeded();
    await savePhone('result');
    await phone.getByRole('button', { name: '重拍' }).click();
    await press('no-licence');
    await take.click();
    await photograph('行驶证 主页');
    await phone.getByText('没有找到证件').waitFor();
    await savePhone('failure');
  }
  await page.close();
}

async function photographSlot(browser: Browser, address: string): Promise<void> {
  const desk = await open(browser, address, 'light');
  const { page, phone, savePhone, press, background, photograph } = desk;
  await background('transparent');
  await press('slow');
  await phone.getByText('上传 ›').click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  await page.getByRole('button', { name: '拍摄', exact: true }).click();
  await photograph('驾驶证');
  await phone.getByText('识别中').waitFor();
  await savePhone('slot');
  await page.close();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
