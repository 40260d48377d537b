import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { pageSize } from '../local-cloud/specimen-code';
import { type SpecimenPage, specimenPageHtml, specimenStyle } from './page';

export interface SpecimenPhoto {
  /** From top to bottom, as they lie on the desk. */
  pages: SpecimenPage[];
  /** Degrees that the card lies askew, clockwise. */
  tilt?: number;
  /** `wood` is light and warm, `slate` dark and cool. */
  desk?: 'wood' | 'slate';
  /** Out of focus, in pixels of the photo. */
  blur?: number;
  /** The camera lay on its side: the pixels do too, and only EXIF says which way is up. */
  sideways?: boolean;
}

const width = 1120;
const margin = { x: 92, y: 88 };
const gap = 34;

/** Photographs a specimen: fields in, JPEG out. */
export async function photographSpecimen(browser: Browser, photo: SpecimenPhoto): Promise<Buffer> {
  const scale = (width - 2 * margin.x) / pageSize.width;
  const cardHeight = photo.pages.length * pageSize.height + (photo.pages.length - 1) * gap;
  const height = Math.round(cardHeight * scale + 2 * margin.y);
  const page = await browser.newPage({ viewport: { width, height } });
  try {
    await page.setContent(await photoHtml(photo, scale));
    await page.evaluate('document.fonts.ready');
    const shot = sharp(await page.screenshot());
    // A lens is never as sharp as a screenshot.
    shot.blur(photo.blur ?? 0.45);
    if (photo.sideways) shot.rotate(270);
    return await shot
      .jpeg({ quality: 78, mozjpeg: true })
      .withMetadata(photo.sideways ? { orientation: 6 } : {})
      .toBuffer();
  } finally {
    await page.close();
  }
}

async function photoHtml(photo: SpecimenPhoto, scale: number): Promise<string> {
  const pages = await Promise.all(photo.pages.map(specimenPageHtml));
  return `<!doctype html><meta charset="utf-8"><style>
${await fontFaces()}
:root { --font: 'Specimen', sans-serif; }
* { -webkit-font-smoothing: antialiased; }
body { margin: 0; height: 100vh; overflow: hidden; display: grid; place-items: center; }
.desk { position: fixed; inset: -40px; }
.desk.wood { background: linear-gradient(115deg, #d9b88f, #b98d60); }
.desk.slate { background: linear-gradient(115deg, #5d6874, #39424c); }
.desk svg { position: absolute; inset: 0; width: 100%; height: 100%; opacity: .34; mix-blend-mode: multiply; }
.camera { perspective: 2600px; zoom: ${scale}; }
.card { display: grid; gap: ${gap}px;
  transform: rotateX(5deg) rotateY(-2.5deg) rotateZ(${photo.tilt ?? -1.4}deg); }
.page { box-shadow: 0 2px 3px #0005, 0 10px 16px -4px #0006, 14px 30px 50px -8px #0007; }
.light { position: fixed; inset: 0; background:
  radial-gradient(ellipse 90% 80% at 26% 12%, #fff5 0, #fff0 60%),
  radial-gradient(ellipse 120% 110% at 42% 40%, #0000 55%, #0006 100%); }
${specimenStyle}
</style>
<div class="desk ${photo.desk ?? 'wood'}"><svg>
  <filter id="grain"><feTurbulence type="fractalNoise" baseFrequency=".0016 .055" numOctaves="3" seed="7"/>
  <feColorMatrix values="0 0 0 0 .35  0 0 0 0 .22  0 0 0 0 .12  0 0 0 1.7 -.62"/></filter>
  <rect width="100%" height="100%" filter="url(#grain)"/></svg></div>
<div class="camera"><div class="card">${pages.join('\n')}</div></div>
<div class="light"></div>`;
}

/** The same letters on every machine, whatever fonts it has. */
async function fontFaces(): Promise<string> {
  const folder = path.join(
    __dirname,
    '../..',
    'node_modules',
    '@fontsource',
    'noto-sans-sc',
    'files',
  );
  const faces = [];
  for (const weight of [400, 500, 700]) {
    for (const subset of ['chinese-simplified', 'latin']) {
      const woff2 = await readFile(
        path.join(folder, `noto-sans-sc-${subset}-${weight}-normal.woff2`),
      );
      const range = subset === 'latin' ? 'unicode-range: U+0000-024F, U+2000-206F;' : '';
      faces.push(
        `@font-face { font-family: 'Specimen'; font-weight: ${weight}; ${range} src: url(data:font/woff2;base64,${woff2.toString('base64')}); }`,
      );
    }
  }
  return faces.join('\n');
}
