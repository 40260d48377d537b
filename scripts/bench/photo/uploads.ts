import sharp from 'sharp';
import { uploadTarget } from '../../../miniprogram-sample/components/license-scanner/photo-check';
import type { Reader } from '../../local-cloud';
import { develop } from '../../specimens/photo';
import type { RandomPhoto } from '../../specimens/random';
import { readAndCompare } from '../reading/compare';

export interface UploadRow {
  seed: number;
  edge: number;
  quality: number;
  bytes: number;
  fields: number;
  /** Fields that are right in the original only. */
  lost: number;
  /** Fields that are right in the smaller one only: as many are chance. */
  gained: number;
}

export const chosenEdge = uploadTarget.edge;
export const [chosenQuality = 0] = uploadTarget.qualities;
/** Of falling size, then of falling quality. */
const uploads = [
  ...[2400, 1800, 1400, 1200, 1000, 850, 700, 600, 500].map(
    (edge) => [edge, chosenQuality] as const,
  ),
  ...[60, 40, 20].map((quality) => [chosenEdge, quality] as const),
];

export async function measureUploads(
  reader: Reader,
  random: RandomPhoto,
  scene: Buffer,
  seed: number,
  isOfSweep: boolean,
): Promise<UploadRow[]> {
  const original = await develop(scene, random.photo);
  const { width, height } = await sharp(original).metadata();
  const missed = async (jpeg: Buffer) => {
    const { count, misses } = await readAndCompare(reader, random, jpeg);
    return { count, fields: misses.map(({ field }) => field) };
  };
  const before = await missed(original);
  const toRow = (edge: number, quality: number, jpeg: Buffer, after: typeof before) => ({
    seed,
    edge,
    quality,
    bytes: jpeg.length,
    fields: after.count,
    lost: after.fields.filter((field) => !before.fields.includes(field)).length,
    gained: before.fields.filter((field) => !after.fields.includes(field)).length,
  });
  const rows = [toRow(Math.max(width, height), 0, original, before)];
  for (const [edge, quality] of isOfSweep ? uploads : [[chosenEdge, chosenQuality] as const]) {
    const jpeg = await shrink(original, edge, quality);
    rows.push(toRow(edge, quality, jpeg, await missed(jpeg)));
  }
  return rows;
}

export function shrink(jpeg: Buffer, edge: number, quality: number): Promise<Buffer> {
  return sharp(jpeg)
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer();
}

export function toUploadTable(rows: UploadRow[]): string {
  const lines = [
    '| longest edge | quality | photographs | median | largest | at 64 KB/s | fields lost | gained |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const [edge, quality] of [[0, 0] as const, ...uploads]) {
    // 0 is the photo as it was taken.
    const some = rows.filter(
      (row) => row.quality === quality && (quality === 0 || row.edge === edge),
    );
    const bytes = some.map((row) => row.bytes).sort((a, b) => a - b);
    const median = bytes[Math.floor(bytes.length / 2)] ?? 0;
    const kilobytes = (size: number) => `${Math.round(size / 1024).toLocaleString('en')} KB`;
    const sum = (of: 'fields' | 'lost' | 'gained') =>
      some.reduce((total, row) => total + row[of], 0);
    const isChosen = edge === chosenEdge && quality === chosenQuality;
    const name = quality === 0 ? 'as taken' : isChosen ? `**${edge}**` : edge;
    lines.push(
      `| ${name} | ${quality || ''} | ${some.length} | ${kilobytes(median)} | ${kilobytes(bytes.at(-1) ?? 0)} | ${(median / 65_536).toFixed(1)} s | ${quality ? `${sum('lost')} of ${sum('fields')} | ${sum('gained')}` : ' |'} |`,
    );
  }
  return lines.join('\n');
}
