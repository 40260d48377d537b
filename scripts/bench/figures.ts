import { table } from '../table';

/** One line of the table. */
export interface Figure {
  name: string;
  unit: 'ms' | 'MB' | 'KB' | 'files' | 'requests';
  /** Medians. */
  ours: number;
  other: number;
  /** What `other` belongs to. */
  otherName: string;
  /** ours / other, of each round by itself. */
  ratio: Spread;
  /** The most that the ratio, or our own figure, may be. */
  limit?: { of: 'ratio' | 'ours'; atMost: number };
}

export interface Spread {
  median: number;
  /** Half of all rounds lie between these. */
  lower: number;
  upper: number;
}

/** Two figures of each round, measured one after the other. */
export type Round = readonly [ours: number, other: number];

export function toFigure(
  name: string,
  unit: Figure['unit'],
  otherName: string,
  rounds: readonly Round[],
  limit?: Figure['limit'],
): Figure {
  return {
    name,
    unit,
    otherName,
    ...(limit && { limit }),
    ours: spread(rounds.map(([ours]) => ours)).median,
    other: spread(rounds.map(([, other]) => other)).median,
    ratio: spread(rounds.map(([ours, other]) => ours / other)),
  };
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => {
    const position = part * (sorted.length - 1);
    const below = sorted[Math.floor(position)] ?? Number.NaN;
    const above = sorted[Math.ceil(position)] ?? Number.NaN;
    return below + (above - below) * (position % 1);
  };
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** The table, for people. */
export function printFigures(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, ours, other, otherName, ratio, limit }) => {
    const { median, lower, upper } = ratio;
    const isMet = limit && (limit.of === 'ratio' ? median : ours) <= limit.atMost;
    return [
      name,
      `${format(ours)} ${unit}`,
      `${format(other)} ${unit}, ${otherName}`,
      lower === upper ? format(median) : `${format(median)} (${format(lower)}–${format(upper)})`,
      limit ? `${limit.of} ≤ ${format(limit.atMost)}: ${isMet ? 'met' : 'NOT MET'}` : '',
    ];
  });
  return table([['', 'this project', 'compared with', 'ratio', 'limit'], ...rows]);
}

/** Three digits are what such measurements hold. */
function format(value: number): string {
  return value.toLocaleString(
    'en',
    value < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 },
  );
}
