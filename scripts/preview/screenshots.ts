import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { buildFunctions } from '../build';
import { startLocalCloud } from '../local-cloud';
import { launchChromium } from './chromium';
import { startPreview } from './server';

/**
 * Takes the pictures of the page that README shows: `tsx scripts/preview/screenshots.ts`. They come
 * from the preview, with invented specimens.
 */
const folder = path.join(__dirname, 'screenshots');

async function main(): Promise<void> {
  await buildFunctions();
  await mkdir(folder, { recursive: true });
  const browser = await launchChromium();
  const preview = await startPreview({ openCloud: (options) => startLocalCloud(options) });
  try {
    for (const theme of ['light', 'dark'] as const)
      await photograph(browser, preview.address, theme);
  } finally {
    await browser.close();
    await preview.close();
  }
}

async function photograph(
  browser: Browser,
  address: string,
  theme: 'light' | 'dark',
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 1010 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    colorScheme: theme,
  });
  await page.request.put(`${address}state`, {
    data: { active: null, once: false, network: 'fast' },
  });
  await page.goto(`${address}?theme=${theme}&version=release`);
  const phone = page.frameLocator('.mini-program');
  const save = async (name: string, png: Buffer) => {
    // A palette is enough for flat colours, and a quarter of the size.
    const small = await sharp(png).png({ palette: true, quality: 92, effort: 10 }).toBuffer();
    await writeFile(path.join(folder, `${name}-${theme}.png`), small);
  };
  const savePhone = async (name: string) => {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    await save(name, await page.locator('.phone').screenshot({ omitBackground: true }));
  };
  let consented = false;
  const shoot = async (specimen: string) => {
    await phone.getByRole('button', { name: '拍照识别' }).click();
    if (!consented) await phone.getByRole('button', { name: '同意并继续' }).click();
    consented = true;
    const camera = page.getByRole('dialog', { name: '相机' });
    await camera.getByRole('button', { name: specimen, exact: true }).click();
    await camera.getByRole('button', { name: '拍照' }).click();
  };

  await phone.getByRole('button', { name: '拍照识别' }).waitFor();
  await page.addStyleTag({ content: 'html, body, .bench { background: transparent !important; }' });
  await savePhone('choose');

  const slow = page.locator('[data-switch="slow"]');
  await slow.click();
  await shoot('行驶证 有疑点');
  await phone.getByText('识别中').waitFor();
  await savePhone('progress');
  await slow.click();

  await phone.getByText('项请核对').waitFor();
  await savePhone('result');
  if (theme === 'light') {
    await page.addStyleTag({ content: 'body { background: var(--paper) !important; }' });
    await save('desk', await page.screenshot());
    await page.addStyleTag({ content: 'body { background: transparent !important; }' });
  }

  await phone.getByRole('button', { name: '重拍' }).click();
  await page.getByRole('button', { name: '快', exact: true }).click();
  await page.locator('[data-switch="no-licence"]').click();
  await shoot('行驶证 主页');
  await phone.getByText('没有找到证件').waitFor();
  await savePhone('failure');
  await page.close();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
