import { appendFile, readFile } from 'node:fs/promises';
import { launchChromium } from '../../browser/chromium';
import { type Given, runCommand, toCount } from '../../command';
import { createReader } from '../../local-cloud';
import { startPhotographer } from '../../specimens/photo';
import { randomPhoto } from '../../specimens/random';
import type { SpecimenPhoto } from '../../specimens/scene';
import { type CheckRow, measureChecks, toCheckTable } from './checks';
import { enlarge } from './degrade';
import { measureUploads, toUploadTable, type UploadRow } from './uploads';

const command = {
  name: 'npm run bench:photo --',
  about: `What the page's look at a photo catches: spoils generated photographs by degrees, has the local
cloud's reader read each, and prints for several limits of each check how many unreadable ones it
catches and how many readable ones it warns of. A photograph is unreadable where the reader finds
no licence, or less than half of the fields as they are printed, and readable from nine tenths on.`,
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
      help: 'what is measured, one JSON a line; a later run goes on from there',
    },
  },
  notes:
    'Each photograph is read eight times, or, with --upload, two or thirteen times: some twenty seconds.',
};

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const { photos = 40, seed: first = 1000, upload, rows: file } = values;
  const seeds = Array.from({ length: photos }, (_, index) => first + index);
  // As much as is sent; more to begin with where it is made smaller.
  const [edge, quality] = upload ? [3200, 95] : [1600, 92];
  const measure = upload ? measureUploads : measureChecks;
  const rows = await readRows(file);
  const left = seeds.filter((seed) => !rows.some((row) => row.seed === seed));
  if (left.length > 0) {
    const browser = await launchChromium();
    const reader = createReader({ cache: 'none', timeLimitMs: 600_000 });
    try {
      const photographer = await startPhotographer(browser);
      for (const seed of left) {
        const random = randomPhoto(seed);
        const photo = enlarge(random.photo, edge, quality);
        // Most defects begin with the same scene.
        const exposed = new Map<string, Promise<Buffer>>();
        const expose = (scene: SpecimenPhoto) => {
          const key = String(scene.pageBlur);
          const found = exposed.get(key) ?? photographer.expose(scene);
          exposed.set(key, found);
          return found;
        };
        const isOfSweep = seed < first + 10;
        const measured = await measure(reader, { ...random, photo }, expose, seed, isOfSweep);
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

async function readRows(file: string | undefined): Promise<(CheckRow | UploadRow)[]> {
  const text = file ? await readFile(file, 'utf8').catch(() => '') : '';
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

void runCommand(command, main);
