import { isDeepStrictEqual } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { toVehicleLicense } from '../../../cloudfunctions/vehicleLicense/license';
import { places } from '../../../miniprogram-sample/cards/places';
import { type Bit, cropPhotos } from '../../../miniprogram-sample/components/license-form/crop';
import { readPhoto } from '../../../miniprogram-sample/components/license-form/merge';
import { pageSizeMm, type Value } from '../../cards/layout';
import { card } from '../../cards/vehicleLicense';
import type { PictureText, Reader } from '../../reader';
import { startPhotographer } from '../../specimens/photo';
import { randomPhoto } from '../../specimens/random';

export interface BitReading {
  seed: number;
  field: string;
  printed: unknown;
  /** Of the whole picture, and of the bit alone. */
  whole: unknown;
  bit: unknown;
  outcome: 'right' | 'wrong' | 'neighbour';
}

const today = '2026-01-01';
const kind = 'vehicleLicense';
/** The row of a phone of 375 px, at three pixels each. */
const rowWidth = 319;
const pixelRatio = 3;

type License = Record<string, unknown>;

/**
 * Photographs of 行驶证 from these seeds on, each read whole; then every field that was read right is cut
 * out by the form's own styles, from the corners of the answer, and read alone.
 */
export async function measureBits(
  browser: Browser,
  reader: Reader,
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
    const { fields = {} } = await reader.read(jpeg, `ocr.${kind}`);
    const printed: License = { ...toVehicleLicense(random.fields, today)?.license };
    const read = toVehicleLicense(fields, today);
    const bits = read ? bitsOf(read) : {};
    if (Object.keys(bits).length === 0) withoutCorners += 1;
    for (const [field, bit] of Object.entries(bits)) {
      const whole = (read?.license as License | undefined)?.[field];
      if (printed[field] === null || !isDeepStrictEqual(printed[field], whole)) continue;
      const text = await readBit(reader, await cut(screen, jpeg, bit), field);
      const value = readAs(field, text);
      const isNeighbour = Object.entries(printed).some(
        ([other, own]) =>
          other !== field && own !== null && isDeepStrictEqual(own, readAs(other, text)),
      );
      const outcome = isDeepStrictEqual(value, whole)
        ? 'right'
        : isNeighbour
          ? 'neighbour'
          : 'wrong';
      readings.push({ seed, field, printed: printed[field], whole, bit: text, outcome });
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
  return sharp(png).jpeg({ quality: 92 }).toBuffer();
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

/** The line nearest to where the field is printed, without what stands beside its room. */
async function readBit(reader: Reader, jpeg: Buffer, field: string): Promise<string> {
  const [left, top, right] = places[kind][field] as readonly [number, number, number, number];
  const value = values[field] as Value;
  const { width, lines } = await reader.readText(jpeg);
  const mm = ((right - left) * pageSizeMm.width) / width;
  const room = [Math.min(value.begins[0], value.line?.[0] ?? 1) - 0.015, value.ends + 0.02];
  const own = lines.flatMap((line) => {
    const text = [...line.text].filter((_character, index) => {
      const x = left + ((line.centers[index]?.x ?? 0) * mm) / pageSizeMm.width;
      return x >= (room[0] as number) && x <= (room[1] as number);
    });
    const y = top * pageSizeMm.height + middleY(line) * mm;
    return text.length > 0 ? [{ text: text.join(''), y, x: line.corners[0].x }] : [];
  });
  const middle = ((value.y[0] + value.y[1]) / 2) * pageSizeMm.height;
  const [nearest] = [...own].sort((a, b) => Math.abs(a.y - middle) - Math.abs(b.y - middle));
  if (!nearest) return '';
  const isBeside = ({ y }: { y: number }) => Math.abs(y - nearest.y) < lineMm;
  const isBelow = ({ y }: { y: number }) => y - nearest.y >= lineMm && y - nearest.y < 2 * lineMm;
  const join = (some: typeof own) =>
    some
      .sort((a, b) => a.x - b.x)
      .map(({ text }) => text)
      .join('');
  const second = value.kind === 'address' ? join(own.filter(isBelow)) : '';
  return join(own.filter(isBeside)) + second;
}

function middleY({ corners }: PictureText['lines'][number]): number {
  return corners.reduce((sum, { y }) => sum + y, 0) / corners.length;
}

/** What the rules make of the text as this field. */
function readAs(field: string, text: string): unknown {
  const license = toVehicleLicense({ [field]: text }, today)?.license as License | undefined;
  return license?.[field] ?? null;
}
