import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { pageSize, type SpecimenPage, specimenPageHtml, specimenStyle } from './page';

export interface SpecimenPhoto {
  /** As they lie on the desk: one above the other, or beside each other. */
  pages: SpecimenPage[];
  arrangement?: 'column' | 'row';
  /** Width of the photo and of one card in it, pixels. */
  width?: number;
  cardWidth?: number;
  /** Bare desk above and below, pixels. */
  margin?: number;
  /** Degrees that the card lies askew, clockwise. */
  tilt?: number;
  /** Degrees that the camera is off the vertical. */
  lean?: { x: number; y: number };
  desk?: 'wood' | 'slate' | 'cloth' | 'paper';
  /** A thumb holds the card at its left edge. */
  thumb?: boolean;
  /** Somebody has tried a pen at its right and lower edge. */
  handwriting?: boolean;
  /** Share of light at the darkest corner; 1 is even light. */
  shade?: number;
  /** Out of focus, in pixels of the photo. */
  blur?: number;
  /** 1 as it is, 0.2 is dusk. */
  brightness?: number;
  /** Standard deviation of the sensor's noise, of 255. */
  noise?: number;
  /** Of the noise: the same seed gives the same photo. */
  seed?: number;
  quality?: number;
  /** The camera lay on its side: the pixels do too, and only EXIF says which way is up. */
  sideways?: boolean;
}

export interface Photographer {
  photograph(photo: SpecimenPhoto): Promise<Buffer>;
  /** The scene before the lens, for `develop`. */
  expose(photo: SpecimenPhoto): Promise<Buffer>;
  close(): Promise<void>;
}

const gap = 34;
const origin = 'http://specimens.invalid/';
const packages = path.join(__dirname, '..', '..', 'node_modules');

/** Photographs specimens: fields in, JPEG out. One page of the browser serves them all. */
export async function startPhotographer(browser: Browser): Promise<Photographer> {
  const page = await browser.newPage();
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
    photograph: async (photo) => develop(await expose(photo), photo),
    close: () => page.close(),
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
  const { noise = 1.5, brightness = 1, quality = 62 } = photo;
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

/** mulberry32, numbers from 0 to below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function scene(photo: SpecimenPhoto): { width: number; height: number; html: string } {
  const { width = 1040, arrangement = 'column', margin = 80, shade = 0.62 } = photo;
  const count = photo.pages.length;
  const across = arrangement === 'row' ? count : 1;
  const down = arrangement === 'row' ? 1 : count;
  const scale = (photo.cardWidth ?? (width - 2 * margin) / across) / pageSize.width;
  const height = Math.round((down * pageSize.height + (down - 1) * gap) * scale + 2 * margin);
  const { x, y } = photo.lean ?? { x: 5, y: -2.5 };
  const html = `<div class="desk ${photo.desk ?? 'wood'}"><svg>
  <filter id="grain"><feTurbulence type="fractalNoise" baseFrequency=".0016 .055" numOctaves="3" seed="7"/>
  <feColorMatrix values="0 0 0 0 .35  0 0 0 0 .22  0 0 0 0 .12  0 0 0 1.7 -.62"/></filter>
  <rect width="100%" height="100%" filter="url(#grain)"/></svg></div>
<div class="camera" style="zoom:${scale}"><div class="card ${arrangement}" style="transform:
  rotateX(${x}deg) rotateY(${y}deg) rotateZ(${photo.tilt ?? -1.4}deg)">${photo.pages.map(specimenPageHtml).join('\n')}
  ${photo.thumb ? '<div class="thumb"></div>' : ''}${photo.handwriting ? handwriting : ''}</div></div>
<div class="light" style="--dark:${(1 - shade).toFixed(2)}"></div>`;
  return { width, height, html };
}

const handwriting = `<svg class="pen" viewBox="0 0 300 90" fill="none" stroke="#1c2f7a" stroke-width="3.4">
  <path d="M8 60c20-50 34-52 30-8s18 20 30-12 14 44 34 2 8-36 22-30 2 50 26 22 16-40 30-12 6 34 30-4 20 8 60-22"/>
  <path d="M40 78c60-12 120-8 200-20"/></svg>`;

const shell = (css: string) => `<!doctype html><meta charset="utf-8"><style>
${css}
:root { --serif: 'Noto Serif SC Variable', 'Noto Sans SC Variable'; --sans: 'Noto Sans SC Variable'; }
* { -webkit-font-smoothing: antialiased; }
body { margin: 0; height: 100vh; overflow: hidden; display: grid; place-items: center; }
.desk { position: fixed; inset: -40px; }
.desk.wood { background: linear-gradient(115deg, #d9b88f, #b98d60); }
.desk.slate { background: linear-gradient(115deg, #5d6874, #39424c); }
.desk.cloth { background: linear-gradient(115deg, #7f5a54, #5d3f45); }
.desk.paper { background: linear-gradient(115deg, #e9e6df, #cfcac0); }
.desk svg { position: absolute; inset: 0; width: 100%; height: 100%; opacity: .3; mix-blend-mode: multiply; }
.camera { perspective: 2600px; }
.card { position: relative; display: grid; gap: ${gap}px; }
.card.row { grid-auto-flow: column; }
.page { box-shadow: 0 2px 3px #0005, 0 10px 16px -4px #0006, 14px 30px 50px -8px #0007; }
.thumb { position: absolute; left: -130px; bottom: 36px; width: 190px; height: 92px; border-radius: 46px;
  background: radial-gradient(ellipse at 78% 40%, #f3cdb4, #d9a183 70%); box-shadow: 0 6px 12px #0006; rotate: -14deg; }
.pen { position: absolute; right: -60px; bottom: -22px; width: 300px; rotate: -4deg; opacity: .8; }
.light { position: fixed; inset: 0; background:
  radial-gradient(ellipse 90% 80% at 26% 12%, #fff4 0, #fff0 60%),
  radial-gradient(ellipse 120% 110% at 36% 34%, #0000 45%, rgb(0 0 0 / var(--dark)) 100%); }
${specimenStyle}
</style><body></body>`;

/** The same characters on every machine, whatever fonts it has. */
async function fontFaces(): Promise<string> {
  const faces = ['noto-serif-sc', 'noto-sans-sc'].map(async (name) => {
    const folder = `@fontsource-variable/${name}/`;
    const css = await readFile(path.join(packages, folder, 'index.css'), 'utf8');
    return css.replaceAll('url(./', `url(${origin}${folder}`);
  });
  return (await Promise.all(faces)).join('\n');
}
