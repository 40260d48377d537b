import sharp from 'sharp';
import { uploadTarget } from '../../../miniprogram-sample/components/license-scanner/photo-check';
import type { Reader } from '../../local-cloud';
import { develop } from '../../specimens/photo';
import type { RandomPhoto } from '../../specimens/random';
import type { SpecimenPhoto } from '../../specimens/scene';
import { readAndCompare } from '../reading/compare';

export interface UploadRow {
  seed: number;
  step: string;
  bytes: number;
  /** How many are printed. */
  fields: number;
  /** Fields that are right in the original only. */
  lost: number;
  /** Fields that are right in this one only. */
  gained: number;
}

/** What the page uploads: longest edge in pixels, JPEG quality from 1 to 100. */
export const chosenEdge = uploadTarget.edge;
export const [chosenQuality = 0] = uploadTarget.qualities;

const asTaken = 'as taken';
/** Any other pixels change a character here and there: what is lost and gained by this one is chance. */
const control = '97 % of it, 95';
const chosen = nameOf(chosenEdge, chosenQuality);
/** Of falling size, then of falling quality. */
const sweep = [
  ...[2400, 1800, 1400, 1200, 1000, 850, 700, 600, 500].map(
    (edge) => [edge, chosenQuality] as const,
  ),
  ...[60, 40, 20].map((quality) => [chosenEdge, quality] as const),
];

function nameOf(edge: number, quality: number): string {
  return `${edge}, ${quality}`;
}

/**
 * The photograph as it was taken and smaller: which fields are right in the one and not in the other.
 *
 * @param expose what the camera sees, before its lens
 * @param isOfSweep through every step, not only the page's own
 * @throws where the reader's process ends
 */
export async function measureUploads(
  reader: Reader,
  random: RandomPhoto,
  expose: (photo: SpecimenPhoto) => Promise<Buffer>,
  seed: number,
  isOfSweep: boolean,
): Promise<UploadRow[]> {
  const original = await develop(await expose(random.photo), random.photo);
  const { width, height } = await sharp(original).metadata();
  const missed = async (jpeg: Buffer) => {
    const { readings } = await readAndCompare(reader, random, jpeg);
    const wrong = readings.filter(({ outcome }) => outcome !== 'exact');
    return { count: readings.length, fields: wrong.map(({ field }) => field) };
  };
  const before = await missed(original);
  const toRow = (step: string, jpeg: Buffer, after: typeof before) => ({
    seed,
    step,
    bytes: jpeg.length,
    fields: after.count,
    lost: after.fields.filter((field) => !before.fields.includes(field)).length,
    gained: before.fields.filter((field) => !after.fields.includes(field)).length,
  });
  const slightly = await shrink(original, Math.round(0.97 * Math.max(width, height)), 95);
  const rows = [toRow(asTaken, original, before), toRow(control, slightly, await missed(slightly))];
  for (const [edge, quality] of isOfSweep ? sweep : [[chosenEdge, chosenQuality] as const]) {
    const jpeg = await shrink(original, edge, quality);
    rows.push(toRow(nameOf(edge, quality), jpeg, await missed(jpeg)));
  }
  return rows;
}

/** As the page's `wx.compressImage` does it: `edge` in pixels, never enlarged. */
export function shrink(jpeg: Buffer, edge: number, quality: number): Promise<Buffer> {
  return sharp(jpeg)
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer();
}

/** In Markdown: size, time on a weak network, fields lost and gained, by step. */
export function toUploadTable(rows: UploadRow[]): string {
  const lines = [
    '| longest edge, quality | photographs | median | largest | at 64 KB/s | fields lost | gained |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  const kilobytes = (size: number) => `${Math.round(size / 1024).toLocaleString('en')} KB`;
  for (const step of [asTaken, control, ...sweep.map(([edge, quality]) => nameOf(edge, quality))]) {
    const some = rows.filter((row) => row.step === step);
    const bytes = some.map((row) => row.bytes).sort((a, b) => a - b);
    const median = bytes[Math.floor(bytes.length / 2)] ?? 0;
    const sum = (of: 'fields' | 'lost' | 'gained') =>
      some.reduce((total, row) => total + row[of], 0);
    const cells = [
      step === chosen ? `**${step}**` : step,
      some.length,
      kilobytes(median),
      kilobytes(bytes.at(-1) ?? 0),
      `${(median / 65_536).toFixed(1)} s`,
      ...(step === asTaken ? ['', ''] : [`${sum('lost')} of ${sum('fields')}`, sum('gained')]),
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}
