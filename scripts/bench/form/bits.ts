import { isDeepStrictEqual } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { toVehicleLicense } from '../../../cloudfunctions/vehicleLicense/license';
import { places } from '../../../miniprogram-sample/cards/places';
import { type Bit, cropPhotos } from '../../../miniprogram-sample/components/license-form/crop';
import { readPhoto } from '../../../miniprogram-sample/components/license-form/merge';
import { usualSizeMm, type Value } from '../../cards/layout';
import { card } from '../../cards/vehicleLicense';
import type { Work } from '../../reader/load';
import type { TextLine } from '../../reader/types';
import { startPhotographer } from '../../specimens/photo';
import { randomPhoto } from '../../specimens/random';

export interface BitReading {
  seed: number;
  field: string;
  printed: string | undefined;
  /** What the reader makes of the bit alone. */
  bit: string;
  outcome: 'right' | 'wrong' | 'neighbour';
}

const today = '2026-01-01';
const kind = 'vehicleLicense';
/** The row of a phone of 375 px, at three pixels each. */
const rowWidth = 319;
const pixelRatio = 3;
/** Pixels of paper put around a bit before it is read. */
const beside = 40;

type License = Record<string, unknown>;

/**
 * Photographs of 行驶证 from these seeds on, each read whole; then every field that was read right is cut
 * out by the form's own styles, from the corners of the answer, and read alone, as a value of its kind.
 */
export async function measureBits(
  browser: Browser,
  reader: Work,
  { seed: first, photos }: { seed: number; photos: number },
): Promise<{ readings: BitReading[]; withoutCorners: number }> {
  const photographer = await startPhotographer(browser);
  const screen = await browser.newPage({ deviceScaleFactor: pixelRatio });
  const readings: BitReading[] = [];
  let withoutCorners = 0;
  // Even seeds are 行驶证.
  for (let seed = first + (first % 2), left = photos; left > 0; seed += 2, left--) {
    const random = randomPhoto(seed);
    const jpeg = await photographer.photograph(random.photo);
    const fields = (await reader.readCard(jpeg, `ocr.${kind}`)) ?? {};
    const printed: License = { ...toVehicleLicense(random.fields, today)?.license };
    const read = toVehicleLicense(fields, today);
    const bits = read ? bitsOf(read) : {};
    if (Object.keys(bits).length === 0) withoutCorners += 1;
    for (const [field, bit] of Object.entries(bits)) {
      const whole = (read?.license as License | undefined)?.[field];
      if (printed[field] === null || !isDeepStrictEqual(printed[field], whole)) continue;
      const text = await readBit(reader, await cut(screen, jpeg, bit), field);
      const textOf = (name: string) => random.fields[values[name]?.key ?? ''];
      const isNeighbour = Object.keys(values).some(
        (other) => other !== field && shows(text, textOf(other)),
      );
      const isRight = shows(text, textOf(field));
      const outcome = isRight ? 'right' : isNeighbour ? 'neighbour' : 'wrong';
      readings.push({ seed, field, printed: textOf(field), bit: text, outcome });
    }
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  await screen.close();
  return { readings, withoutCorners };
}

function bitsOf(read: NonNullable<ReturnType<typeof toVehicleLicense>>): Record<string, Bit> {
  const result = { ...read, ok: true, errCode: 0, errMsg: 'ok', photo: 'none' } as const;
  return cropPhotos(kind, [readPhoto({ kind, result, photoPath: 'photo.jpg' }, today)], []).bits;
}

/** A row's bit on the screen of a phone. */
async function cut(screen: Page, jpeg: Buffer, { frame, image }: Bit): Promise<Buffer> {
  const photo = `data:image/jpeg;base64,${jpeg.toString('base64')}`;
  await screen.setContent(`<body style="margin: 0"><div style="width: ${rowWidth}px">
    <div class="bit" style="position: relative; height: 0; overflow: hidden; ${frame}">
    <img style="position: absolute; top: 0; left: 0; width: 100%; transform-origin: 0 0; ${image}" src="${photo}"></div></div>`);
  const png = await screen.locator('.bit').screenshot();
  // The detector does not see print at the very edge, as a person does.
  const [top, bottom, left, right] = [beside, beside, beside, beside];
  return sharp(png)
    .extend({ top, bottom, left, right, extendWith: 'copy' })
    .jpeg({ quality: 92 })
    .toBuffer();
}

const values: Record<string, Value> = Object.fromEntries(
  card.pages.flatMap(([form]) =>
    (form?.labels ?? []).flatMap(({ value }) =>
      value ? [[value.key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), value]] : [],
    ),
  ),
);

/** How far apart two lines of print are at least, millimetres. */
const lineMm = 2.5;

/** All that is printed there, line by line; the lines of an address belong together. */
async function readBit(reader: Work, jpeg: Buffer, field: string): Promise<string> {
  const [left, , right] = places[kind][field] as readonly [number, number, number, number];
  const { width, lines } = await reader.readText(jpeg, values[field]?.kind);
  const lineHeight = (lineMm / ((right - left) * usualSizeMm.width)) * (width - 2 * beside);
  const rows: TextLine[][] = [];
  for (const line of [...lines].sort((a, b) => middleY(a) - middleY(b))) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (first && middleY(line) - middleY(first) < lineHeight) row?.push(line);
    else rows.push([line]);
  }
  return rows
    .map((row) => row.sort((a, b) => a.corners[0].x - b.corners[0].x))
    .map((row) => row.map(({ text }) => text).join(' '))
    .join(values[field]?.kind === 'address' ? ' ' : ' | ');
}

function middleY({ corners }: TextLine): number {
  return corners.reduce((sum, { y }) => sum + y, 0) / corners.length;
}

/** Beside its label, and perhaps the end of another value, which nobody takes for it; blanks or not. */
function shows(text: string, printed: string | undefined): boolean {
  if (!printed) return false;
  const same = (some: string) => some.replace(/[×*]/g, 'x');
  const characters = [...same(printed).replace(/\s+/g, '')].map((each) =>
    each.replace(/[^\p{L}\d]/u, '\\$&'),
  );
  const [before, after] = [characters[0], characters.at(-1)].map((end) => /\d/.test(end ?? ''));
  const own = characters.join('\\s*');
  return new RegExp(`${before ? '(?<!\\d)' : ''}${own}${after ? '(?!\\d)' : ''}`).test(same(text));
}
