import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { toDriverLicense } from '../../cloudfunctions/driverLicense/license';
import { toVehicleLicense } from '../../cloudfunctions/vehicleLicense/license';
import { createReader } from '../local-cloud';
import { type Given, runCommand, UsageError } from '../options';
import { launchChromium } from '../preview/chromium';
import { startPhotographer } from '../specimens/photo';
import { type RandomPhoto, randomPhoto } from '../specimens/random';

const command = {
  name: 'npm run bench:reading --',
  about: `How well the local cloud's reader reads photographs that it was never tuned on: draws them, reads
them and compares what the functions make of the answer with what they make of what is printed.`,
  options: {
    photos: { value: '<number>', parse: toNumber, help: 'how many; 100 when absent' },
    seed: {
      value: '<number>',
      parse: toNumber,
      help: 'number of the first photo; 1000 when absent. 1 to 999 are for tuning, never for figures',
    },
    keep: { value: '<folder>', parse: (text: string) => text, help: 'keep the photos there' },
    json: { help: 'print the figures as JSON' },
  },
  notes: 'Takes some three seconds for each photo.',
};

interface Miss {
  photo: number;
  field: string;
  printed: unknown;
  read: unknown;
  outcome: 'doubted' | 'missing' | 'unnoticed';
}

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const { photos = 100, seed: firstSeed = 1000, keep } = values;
  if (keep) await mkdir(keep, { recursive: true });
  const browser = await launchChromium();
  const reader = createReader({ useCache: false });
  const misses: Miss[] = [];
  const timesMs: Record<'one page' | 'several pages', number[]> = {
    'one page': [],
    'several pages': [],
  };
  let fieldCount = 0;
  try {
    const photographer = await startPhotographer(browser);
    await reader.warmUp();
    for (let seed = firstSeed; seed < firstSeed + photos; seed++) {
      const random = randomPhoto(seed);
      const jpeg = await photographer.photograph(random.photo);
      if (keep) await writeFile(path.join(keep, `${seed}.jpg`), jpeg);
      const { fields = {}, durationMs } = await reader.read(jpeg, `ocr.${random.kind}`);
      timesMs[random.photo.pages.length === 1 ? 'one page' : 'several pages'].push(durationMs);
      const compared = compare(random, fields);
      fieldCount += compared.count;
      misses.push(...compared.misses.map((miss) => ({ photo: seed, ...miss })));
      process.stderr.write(compared.misses.length === 0 ? '.' : String(compared.misses.length));
    }
    process.stderr.write('\n');
  } finally {
    reader.close();
    await browser.close();
  }

  const share = (count: number) => Number(((100 * count) / fieldCount).toFixed(2));
  const count = (outcome: Miss['outcome']) =>
    misses.filter((miss) => miss.outcome === outcome).length;
  const figures = {
    photos,
    fields: fieldCount,
    exactPercent: share(fieldCount - misses.length),
    wrongWithDoubtPercent: share(count('doubted')),
    missingPercent: share(count('missing')),
    wrongWithoutDoubtPercent: share(count('unnoticed')),
    milliseconds: Object.fromEntries(
      Object.entries(timesMs).map(([what, times]) => [what, spread(times)]),
    ),
  };
  if (values.json) console.log(JSON.stringify({ ...figures, misses }, null, 2));
  else {
    for (const { photo, field, outcome, printed, read } of misses) {
      console.log(
        `photo ${photo}  ${field}  ${outcome}: printed ${JSON.stringify(printed)}, read ${JSON.stringify(read)}`,
      );
    }
    console.log(JSON.stringify(figures, null, 2));
  }
}

/** Both through the function's own normalisation: `4670×1806×1474mm` and `4670x1806x1474mm` are the same. */
function compare({ kind, fields: printed }: RandomPhoto, answer: Record<string, unknown>) {
  const toLicense = kind === 'vehicleLicense' ? toVehicleLicense : toDriverLicense;
  const today = '2026-01-01';
  const wanted = toLicense(printed, today);
  const got = toLicense(answer, today);
  if (!wanted) throw new Error('nothing is printed');
  const license: Record<string, unknown> = { ...wanted.license };
  const read: Record<string, unknown> = { ...got?.license };
  const misses: Omit<Miss, 'photo'>[] = [];
  let count = 0;
  for (const [field, value] of Object.entries(license)) {
    // What is not printed; and the classes once more, as a list.
    if (value === null || field === 'carClasses') continue;
    count += 1;
    const other = read[field] ?? null;
    if (isDeepStrictEqual(value, other)) continue;
    const isDoubted = got?.warnings.some((warning) => warning.field === field) ?? false;
    const outcome = isDoubted ? 'doubted' : other === null ? 'missing' : 'unnoticed';
    misses.push({ field, printed: value, read: other, outcome });
  }
  return { count, misses };
}

function spread(times: number[]) {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], slowest: sorted.at(-1) };
}

function toNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError(`"${text}" is not a number`);
  return number;
}

void runCommand(command, main);
