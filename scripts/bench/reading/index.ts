import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from '../../browser/chromium';
import { type Given, runCommand, toCount } from '../../command';
import { createReader } from '../../local-cloud';
import { startPhotographer } from '../../specimens/photo';
import { randomPhoto } from '../../specimens/random';
import { type Comparison, outcomes, readAndCompare } from './compare';

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
    keep: { value: '<folder>', help: 'keep the photos there' },
    json: { help: 'print the figures as JSON' },
  },
  notes: 'Takes some three seconds for each photo.',
};

type Row = Comparison & { seed: number; cardWidth: number };

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const { photos = 100, seed: firstSeed = 1000, keep } = values;
  if (keep) await mkdir(keep, { recursive: true });
  const browser = await launchChromium();
  const reader = createReader({ cache: 'none', timeLimitMs: 600_000 });
  const rows: Row[] = [];
  const timesMs: Record<'one page' | 'several pages', number[]> = {
    'one page': [],
    'several pages': [],
  };
  try {
    const photographer = await startPhotographer(browser);
    await reader.warmUp();
    for (let seed = firstSeed; seed < firstSeed + photos; seed++) {
      const random = randomPhoto(seed);
      const jpeg = await photographer.photograph(random.photo);
      if (keep) await writeFile(path.join(keep, `${seed}.jpg`), jpeg);
      const { durationMs, readings } = await readAndCompare(reader, random, jpeg);
      timesMs[random.photo.pages.length === 1 ? 'one page' : 'several pages'].push(durationMs);
      const { cardWidth } = random.photo;
      rows.push(...readings.map((reading) => ({ seed, cardWidth, ...reading })));
      const wrong = readings.filter(({ outcome }) => outcome !== 'exact').length;
      process.stderr.write(wrong === 0 ? '.' : `${wrong} `);
    }
    process.stderr.write('\n');
  } finally {
    reader.close();
    await browser.close();
  }
  const misses = rows.filter(({ outcome }) => outcome !== 'exact');
  const milliseconds = Object.fromEntries(
    Object.entries(timesMs).map(([what, times]) => [what, spread(times)]),
  );
  if (values.json) {
    console.log(JSON.stringify({ photos, groups: groupsOf(rows), milliseconds, misses }, null, 2));
    return;
  }
  for (const { seed, page, field, outcome, printed, read } of misses) {
    const was = `printed ${JSON.stringify(printed)}, read ${JSON.stringify(read)}`;
    console.log(`photo ${seed}  ${page} ${field}  ${outcome}: ${was}`);
  }
  console.log(toTable(groupsOf(rows)));
  console.log(JSON.stringify(milliseconds));
}

const widths: [name: string, isIn: (cardWidth: number) => boolean][] = [
  ['from 700 pixels', (cardWidth) => cardWidth >= 700],
  ['450–700 pixels', (cardWidth) => cardWidth >= 450 && cardWidth < 700],
  ['below 450 pixels', (cardWidth) => cardWidth < 450],
  ['all', () => true],
];

/** By width of the card and by page: how many fields are printed, and what was read of them. */
function groupsOf(rows: Row[]) {
  const pages = [...new Set(rows.map(({ page }) => page))].sort();
  return widths.flatMap(([width, isIn]) =>
    [...pages, 'all'].flatMap((page) => {
      const some = rows.filter(
        (row) => isIn(row.cardWidth) && (page === 'all' || row.page === page),
      );
      const count = (outcome: Comparison['outcome']) =>
        some.filter((row) => row.outcome === outcome).length;
      const counts = Object.fromEntries(
        outcomes.map((outcome) => [outcome, count(outcome)]),
      ) as Record<Comparison['outcome'], number>;
      return some.length === 0 ? [] : [{ width, page, fields: some.length, ...counts }];
    }),
  );
}

/** In Markdown, in percent of the fields. */
function toTable(groups: ReturnType<typeof groupsOf>): string {
  const lines = [
    '| card width | page | fields | exact | wrong with a warning | wrong without | missing |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const { width, page, fields, ...counts } of groups) {
    const shares = outcomes.map((outcome) => `${((100 * counts[outcome]) / fields).toFixed(2)} %`);
    lines.push(`| ${[width, page, fields, ...shares].join(' | ')} |`);
  }
  return lines.join('\n');
}

function spread(times: number[]) {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], slowest: sorted.at(-1) };
}

void runCommand(command, main);
