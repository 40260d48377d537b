import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { seededRandom } from './dice';
import { type SpecimenPhoto, scene, sceneStyle } from './scene';

const origin = 'http://specimens.invalid/';
const packages = path.join(__dirname, '..', '..', 'node_modules');

/** Photographs specimens: fields in, JPEG out. One page of the browser serves them all. */
export async function startPhotographer(browser: Browser) {
  const page = await browser.newPage();
  // A busy machine draws slowly.
  page.setDefaultTimeout(120_000);
  const css = await fontFaces();
  // Typefaces come from node_modules, piece by piece as their characters are used.
  await page.route(`${origin}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: shell(css) });
    return route.fulfill({
      contentType: 'font/woff2',
      headers: { 'access-control-allow-origin': '*' },
      body: await readFile(path.join(packages, pathname)),
    });
  });
  await page.goto(origin);
  /** The scene before the lens, for `develop`. */
  async function expose(photo: SpecimenPhoto): Promise<Buffer> {
    const { width, height, html } = scene(photo);
    await page.setViewportSize({ width, height });
    await page.locator('body').evaluate((body, content) => {
      body.innerHTML = content;
    }, html);
    await page.evaluate('document.fonts.ready');
    return page.screenshot({ animations: 'disabled' });
  }
  return {
    expose,
    photograph: async (photo: SpecimenPhoto) => develop(await expose(photo), photo),
  };
}

/** What lens, sensor and JPEG do to the light. */
export async function develop(screenshot: Buffer, photo: SpecimenPhoto): Promise<Buffer> {
  // A lens is never as sharp as a screenshot.
  const lens = sharp(screenshot)
    .removeAlpha()
    .blur(photo.blur ?? 0.45);
  const { data, info } = await lens.raw().toBuffer({ resolveWithObject: true });
  const random = seededRandom(photo.seed ?? 1);
  const { noise = 1.5, brightness = 1, quality = 58 } = photo;
  for (let index = 0; index < data.length; index++) {
    // The sum of three is close enough to a bell curve.
    const grain = noise === 0 ? 0 : (random() + random() + random() - 1.5) * 2 * noise;
    data[index] = Math.min(255, Math.max(0, (data[index] as number) * brightness + grain));
  }
  const image = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  if (photo.sideways) image.rotate(270);
  return (
    image
      // A phone's own JPEG is large and quickly made.
      .jpeg({ quality, mozjpeg: quality < 95 })
      .withMetadata(photo.sideways ? { orientation: 6 } : {})
      .toBuffer()
  );
}

const shell = (css: string) => `<!doctype html><meta charset="utf-8"><style>
${css}
${sceneStyle}
</style><body></body>`;

/** Under the names that the drawing uses. */
const faces = {
  hei: '@fontsource-variable/noto-sans-sc/index.css',
  song: '@fontsource-variable/noto-serif-sc/index.css',
  printer: '@fontsource-variable/inconsolata/standard.css',
  printer2: '@fontsource/share-tech-mono/latin.css',
};

/** The same characters on every machine, whatever fonts it has. */
async function fontFaces(): Promise<string> {
  const read = Object.entries(faces).map(async ([name, file]) => {
    const css = await readFile(path.join(packages, file), 'utf8');
    return css
      .replaceAll('url(./', `url(${origin}${path.posix.dirname(file)}/`)
      .replaceAll(/font-family: '[^']*'/g, `font-family: '${name}'`);
  });
  return (await Promise.all(read)).join('\n');
}
