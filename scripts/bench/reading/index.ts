import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from '../../browser/chromium';
import { type Given, runCommand, toCount } from '../../command';
import { createReader } from '../../local-cloud';
import { startPhotographer } from '../../specimens/photo';
import { randomPhoto } from '../../specimens/random';
import { type Miss, readAndCompare } from './compare';

const command = {
  name: 'npm run bench:reading --',
  about: `How well the local cloud's reader reads photographs that it was never tuned on: draws them, reads
them and compares what the functions make of the answer with what they make of what is printed.`,
  options: {
    photos: { value: '<number>', parse: toCount, help: 'how many; 100 when absent' },
    seed: {
      value: '<number>',
      parse: toCount,
      help: 'number of the first photo; 1000 when absent. 1 to 999 are for tuning, never for figures',
    },
    keep: { value: '<folder>', parse: (text: string) => text, help: 'keep the photos there' },
    json: { help: 'print the figures as JSON' },
  },
  notes: 'Takes some three seconds for each photo.',
};

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const { photos = 100, seed: firstSeed = 1000, keep } = values;
  if (keep) await mkdir(keep, { recursive: true });
  const browser = await launchChromium();
  const reader = createReader({ cache: 'none' });
  const misses: (Miss & { photo: number })[] = [];
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
      const { durationMs, ...compared } = await readAndCompare(reader, random, jpeg);
      timesMs[random.photo.pages.length === 1 ? 'one page' : 'several pages'].push(durationMs);
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

function spread(times: number[]) {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], slowest: sorted.at(-1) };
}

void runCommand(command, main);
