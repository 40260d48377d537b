import { appendFile, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import {
  judgePhoto,
  measurePhoto,
  type PhotoDoubt,
  type PhotoMeasures,
  photoLimits,
  uploadTarget,
} from '../../miniprogram-sample/components/license-scanner/photo-check';
import { createReader, type Reader } from '../local-cloud';
import { type Given, runCommand, toCount } from '../options';
import { launchChromium } from '../preview/chromium';
import { samplePhoto } from '../recognize/photo-check';
import { develop, startPhotographer } from '../specimens/photo';
import { type RandomPhoto, randomPhoto } from '../specimens/random';
import { compare } from './compare';
import { type Degradation, degradations, degrade, enlarge } from './degrade';

const command = {
  name: 'npm run bench:photo --',
  about: `What the page's look at a photo catches: spoils generated photographs by degrees, has the local
cloud's reader read each, and prints for several limits of each check how many unreadable ones it
catches and how many readable ones it warns of. A photograph is unreadable where the reader finds
no licence, or less than half of the fields as they are printed.`,
  options: {
    upload: { help: 'instead: how small an upload may be before fields are lost' },
    photos: { value: '<number>', parse: toCount, help: 'how many; 40 when absent' },
    seed: {
      value: '<number>',
      parse: toCount,
      help: 'number of the first photo; 1000 when absent',
    },
    rows: {
      value: '<file>',
      parse: (text: string) => text,
      help: 'what is measured, one JSON a line; a later run goes on from there',
    },
  },
  notes: 'Each photograph is read eight times, or twelve: about a minute.',
};

interface CheckRow {
  seed: number;
  how: Degradation | 'nothing';
  strength: number;
  /** The photo's longest edge, pixels. */
  edge: number;
  measures: PhotoMeasures;
  /** Share of the printed fields that the reader gives back. */
  read: number;
}

interface UploadRow {
  seed: number;
  edge: number;
  quality: number;
  bytes: number;
  fields: number;
  /** Fields that are right in the original only. */
  lost: number;
}

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const { photos = 40, seed: first = 1000, upload, rows: file } = values;
  const measure: Measure = upload ? measureUploads : measureChecks;
  const rows = await readRows(file);
  const seeds = Array.from({ length: photos }, (_, index) => first + index);
  const left = seeds.filter((seed) => !rows.some((row) => row.seed === seed));
  if (left.length > 0) {
    const browser = await launchChromium();
    const reader = createReader({ useCache: false });
    try {
      const photographer = await startPhotographer(browser);
      for (const seed of left) {
        const random = randomPhoto(seed);
        // Some 1,500 to 2,900 pixels; 2,100 to 4,000 to begin with where they are made smaller.
        const photo = upload ? enlarge(random.photo, 2, 95) : enlarge(random.photo, 1.4, 92);
        const scene = await photographer.expose(photo);
        const measured = await measure(
          reader,
          { ...random, photo },
          scene,
          seed,
          seed < first + 10,
        );
        rows.push(...measured);
        if (file) {
          await appendFile(file, measured.map((row) => `${JSON.stringify(row)}\n`).join(''));
        }
        process.stderr.write('.');
      }
      process.stderr.write('\n');
    } finally {
      reader.close();
      await browser.close();
    }
  }
  const wanted = rows.filter(({ seed }) => seeds.includes(seed));
  console.log(upload ? toUploadTable(wanted as UploadRow[]) : toCheckTable(wanted as CheckRow[]));
}

type Measure = (
  reader: Reader,
  random: RandomPhoto,
  scene: Buffer,
  seed: number,
  isOfSweep: boolean,
) => Promise<(CheckRow | UploadRow)[]>;

async function readRows(file: string | undefined): Promise<(CheckRow | UploadRow)[]> {
  const text = file ? await readFile(file, 'utf8').catch(() => '') : '';
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

async function measureChecks(
  reader: Reader,
  random: RandomPhoto,
  scene: Buffer,
  seed: number,
): Promise<CheckRow[]> {
  const taken: { how: CheckRow['how']; strength: number; jpeg: Buffer }[] = [
    { how: 'nothing', strength: 0, jpeg: await develop(scene, random.photo) },
  ];
  for (const how of Object.keys(degradations) as Degradation[])
    taken.push({ how, ...(await degrade(scene, random.photo, how, seed)) });
  const rows: CheckRow[] = [];
  for (const { how, strength, jpeg } of taken) {
    const { sample, original } = await samplePhoto(jpeg);
    const { edge, qualities, bytes } = uploadTarget;
    // As compress.ts leaves it.
    const sent = jpeg.length > bytes ? await shrink(jpeg, edge, qualities[0] ?? 0) : jpeg;
    const { count, lost } = await readFields(reader, random, sent);
    rows.push({
      seed,
      how,
      strength,
      edge: Math.max(original.width, original.height),
      measures: measurePhoto(sample),
      read: 1 - lost.length / count,
    });
  }
  return rows;
}

const { edge: chosenEdge, qualities } = uploadTarget;
const [chosenQuality = 0] = qualities;
/** Of falling size, then of falling quality. */
const uploads = [
  ...[1800, 1400, 1200, 1000, 850, 700, 600, 500].map((edge) => [edge, chosenQuality] as const),
  ...[60, 40, 20].map((quality) => [chosenEdge, quality] as const),
];

async function measureUploads(
  reader: Reader,
  random: RandomPhoto,
  scene: Buffer,
  seed: number,
  isOfSweep: boolean,
): Promise<UploadRow[]> {
  const original = await develop(scene, random.photo);
  let before: Promise<Read> | undefined;
  const { width, height } = await sharp(original).metadata();
  const edge = Math.max(width, height);
  const taken = { seed, edge, quality: 0, bytes: original.length, fields: 0, lost: 0 };
  const rows: UploadRow[] = [taken];
  for (const [edge, quality] of isOfSweep ? uploads : [[chosenEdge, chosenQuality] as const]) {
    const jpeg = await shrink(original, edge, quality);
    const { count, lost } = await readFields(reader, random, jpeg);
    const row = { seed, edge, quality, bytes: jpeg.length, fields: count, lost: 0 };
    rows.push(row);
    // Nothing is lost where everything is right.
    if (lost.length === 0) continue;
    before ??= readFields(reader, random, original);
    const first = (await before).lost;
    row.lost = lost.filter((field) => !first.includes(field)).length;
  }
  return rows;
}

function shrink(jpeg: Buffer, edge: number, quality: number): Promise<Buffer> {
  return sharp(jpeg)
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer();
}

interface Read {
  count: number;
  /** Fields that are missing or wrong. */
  lost: string[];
}

async function readFields(reader: Reader, random: RandomPhoto, jpeg: Buffer): Promise<Read> {
  const { fields = {} } = await reader.read(jpeg, `ocr.${random.kind}`);
  const { count, misses } = compare(random, fields);
  return { count, lost: misses.map(({ field }) => field) };
}

/** Which degradations a check is for, and the limits to compare. */
const checks: {
  limit: keyof typeof photoLimits;
  doubt: PhotoDoubt;
  of: Degradation[];
  values: number[];
}[] = [
  {
    limit: 'minSharpness',
    doubt: 'BLURRED',
    of: ['blur', 'motion'],
    values: [0.05, 0.08, 0.1, 0.12, 0.15, 0.2],
  },
  { limit: 'minBright', doubt: 'TOO_DARK', of: ['darkness'], values: [10, 15, 20, 30, 50] },
  { limit: 'maxDark', doubt: 'OVEREXPOSED', of: ['overexposure'], values: [220, 210, 190, 150] },
  { limit: 'maxGlare', doubt: 'OVEREXPOSED', of: ['glare'], values: [0.05, 0.1, 0.15, 0.2] },
  { limit: 'minEdge', doubt: 'TOO_SMALL', of: ['small'], values: [300, 400, 500, 640] },
];

const isReadable = ({ read }: CheckRow) => read >= 0.5;

function toCheckTable(rows: CheckRow[]): string {
  const readable = rows.filter(isReadable);
  const unreadable = rows.filter((row) => !isReadable(row));
  const count = (list: CheckRow[], isWarned: (row: CheckRow) => boolean) => {
    const warned = list.filter(isWarned).length;
    const percent = list.length === 0 ? '' : `, ${((100 * warned) / list.length).toFixed(1)} %`;
    return `${warned} of ${list.length}${percent}`;
  };
  const lines = [
    '| limit | | unreadable with this defect: caught | all readable: warned of |',
    '| --- | --- | --- | --- |',
  ];
  // The other limits would hide what one does.
  const open = { minSharpness: 0, minBright: 0, maxDark: 255, maxGlare: 1, minEdge: 0 };
  for (const { limit, doubt, of, values } of checks) {
    const chosen = photoLimits[limit];
    for (const value of [...new Set([...values, chosen])].sort((a, b) => a - b)) {
      const isWarned = ({ measures, edge }: CheckRow) =>
        judgePhoto(measures, edge, { ...open, [limit]: value }).includes(doubt);
      const spoilt = unreadable.filter(({ how }) => of.some((each) => each === how));
      lines.push(
        `| \`${limit}\` (${of.join(', ')}) | ${value === chosen ? `**${value}**` : value} | ${count(spoilt, isWarned)} | ${count(readable, isWarned)} |`,
      );
    }
  }
  lines.push(
    '',
    '| all limits as chosen | unreadable: caught | readable: warned of |',
    '| --- | --- | --- |',
  );
  const isWarned = ({ measures, edge }: CheckRow) => judgePhoto(measures, edge).length > 0;
  for (const how of ['nothing', ...Object.keys(degradations), 'all']) {
    const some = (list: CheckRow[]) => list.filter((row) => how === 'all' || row.how === how);
    lines.push(
      `| ${how} | ${count(some(unreadable), isWarned)} | ${count(some(readable), isWarned)} |`,
    );
  }
  return lines.join('\n');
}

function toUploadTable(rows: UploadRow[]): string {
  const lines = [
    '| longest edge | quality | photographs | median | largest | at 64 KB/s | fields lost |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const [edge, quality] of [[0, 0] as const, ...uploads]) {
    // 0 is the photo as it was taken.
    const some = rows.filter(
      (row) => row.quality === quality && (quality === 0 || row.edge === edge),
    );
    const bytes = some.map((row) => row.bytes).sort((a, b) => a - b);
    const median = bytes[Math.floor(bytes.length / 2)] ?? 0;
    const kilobytes = (size: number) => `${Math.round(size / 1024).toLocaleString('en')} KB`;
    const sum = (of: 'fields' | 'lost') => some.reduce((total, row) => total + row[of], 0);
    const isChosen = edge === chosenEdge && quality === chosenQuality;
    const name = quality === 0 ? 'as taken' : isChosen ? `**${edge}**` : edge;
    lines.push(
      `| ${name} | ${quality || ''} | ${some.length} | ${kilobytes(median)} | ${kilobytes(bytes.at(-1) ?? 0)} | ${(median / 65_536).toFixed(1)} s | ${quality ? `${sum('lost')} of ${sum('fields')}` : ''} |`,
    );
  }
  return lines.join('\n');
}

void runCommand(command, main);
