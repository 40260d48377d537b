import {
  judgePhoto,
  measurePhoto,
  type PhotoMeasures,
  photoLimits,
  uploadTarget,
} from '../../../miniprogram-sample/components/license-scanner/photo-check';
import type { PhotoDoubt } from '../../../miniprogram-sample/components/license-scanner/types';
import type { Reader } from '../../local-cloud';
import { samplePixels } from '../../recognize/photo-check';
import { develop } from '../../specimens/photo';
import type { RandomPhoto } from '../../specimens/random';
import type { SpecimenPhoto } from '../../specimens/scene';
import { readAndCompare } from '../reading/compare';
import { type Degradation, degradations, degrade } from './degrade';
import { chosenEdge, chosenQuality, shrink } from './uploads';

export interface CheckRow {
  seed: number;
  how: Degradation | 'nothing';
  /** 0 to 1, from hardly visible to hopeless. */
  badness: number;
  /** The photo's longest edge, pixels. */
  edge: number;
  measures: PhotoMeasures;
  /** Share of the printed fields that the reader gives back. */
  read: number;
}

/**
 * The photograph as it was taken and once with each defect: what the page's look measures, and how
 * much of what the page would then upload is read.
 *
 * @param expose what the camera sees, before its lens
 * @throws where the reader's process ends
 */
export async function measureChecks(
  reader: Reader,
  random: RandomPhoto,
  expose: (photo: SpecimenPhoto) => Promise<Buffer>,
  seed: number,
): Promise<CheckRow[]> {
  const { photo } = random;
  const taken: { how: CheckRow['how']; badness: number; jpeg: Buffer }[] = [
    { how: 'nothing', badness: 0, jpeg: await develop(await expose(photo), photo) },
  ];
  for (const how of Object.keys(degradations) as Degradation[])
    taken.push({ how, ...(await degrade(expose, photo, how, seed)) });
  const rows: CheckRow[] = [];
  for (const { how, badness, jpeg } of taken) {
    const { sample, original } = await samplePixels(jpeg);
    // As the page's compress.ts leaves it.
    const sent =
      jpeg.length > uploadTarget.bytes ? await shrink(jpeg, chosenEdge, chosenQuality) : jpeg;
    const { readings } = await readAndCompare(reader, random, sent);
    rows.push({
      seed,
      how,
      badness,
      edge: Math.max(original.width, original.height),
      measures: measurePhoto(sample),
      read: readings.filter(({ outcome }) => outcome === 'exact').length / readings.length,
    });
  }
  return rows;
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
    of: ['blur', 'focus', 'motion'],
    values: [0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3],
  },
  { limit: 'minBright', doubt: 'TOO_DARK', of: ['darkness'], values: [15, 20, 30, 40, 50, 60] },
  {
    limit: 'maxDark',
    doubt: 'OVEREXPOSED',
    of: ['overexposure'],
    values: [110, 130, 150, 190, 220, 240],
  },
  { limit: 'maxGlare', doubt: 'OVEREXPOSED', of: ['glare'], values: [0.05, 0.08, 0.1, 0.15, 0.2] },
  { limit: 'minEdge', doubt: 'TOO_SMALL', of: ['small'], values: [300, 400, 500, 640] },
];

/** Hardly a defect: the weakest third of each. */
const isLight = ({ badness }: CheckRow) => badness < 1 / 3;

/**
 * By the share of its fields that are read as printed. Readable are photographs as phones take them
 * and light defects: what our reader makes of a worse one says little of WeChat's.
 */
const classes = {
  unreadable: ({ read }: CheckRow) => read < 0.5,
  partly: ({ read }: CheckRow) => read >= 0.5 && read < 0.9,
  readable: (row: CheckRow) => row.read >= 0.9 && isLight(row),
};

/** In Markdown: for several limits of each check, and for all of them as chosen, whom they warn. */
export function toCheckTable(rows: CheckRow[]): string {
  const { unreadable, partly, readable } = classes;
  const count = (list: CheckRow[], isWarned: (row: CheckRow) => boolean) => {
    const warned = list.filter(isWarned).length;
    const percent = list.length === 0 ? '' : `, ${((100 * warned) / list.length).toFixed(1)} %`;
    return `${warned} of ${list.length}${percent}`;
  };
  const lines = [
    '| limit | | unreadable with this defect: caught | all partly read: warned of | all readable: warned of |',
    '| --- | --- | --- | --- | --- |',
  ];
  // The other limits would hide what one does.
  const open = { minSharpness: 0, minBright: 0, maxDark: 255, maxGlare: 1, minEdge: 0 };
  for (const { limit, doubt, of, values } of checks) {
    const chosen = photoLimits[limit];
    for (const value of [...new Set([...values, chosen])].sort((a, b) => a - b)) {
      const isWarned = ({ measures, edge }: CheckRow) =>
        judgePhoto(measures, edge, { ...open, [limit]: value }).includes(doubt);
      const spoilt = rows.filter(({ how }) => of.some((each) => each === how));
      lines.push(
        `| \`${limit}\` (${of.join(', ')}) | ${value === chosen ? `**${value}**` : value} | ${count(spoilt.filter(unreadable), isWarned)} | ${count(rows.filter(partly), isWarned)} | ${count(rows.filter(readable), isWarned)} |`,
      );
    }
  }
  lines.push(
    '',
    '| all limits as chosen | unreadable: caught | partly read: warned of | readable: warned of |',
    '| --- | --- | --- | --- |',
  );
  const isWarned = ({ measures, edge }: CheckRow) => judgePhoto(measures, edge).length > 0;
  for (const how of ['nothing', ...Object.keys(degradations), 'all']) {
    const some = rows.filter((row) => how === 'all' || row.how === how);
    const figures = [unreadable, partly, readable].map((is) => count(some.filter(is), isWarned));
    lines.push(`| ${how} | ${figures.join(' | ')} |`);
  }
  return lines.join('\n');
}
