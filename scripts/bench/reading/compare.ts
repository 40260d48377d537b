import { isDeepStrictEqual } from 'node:util';
import { toDriverLicense } from '../../../cloudfunctions/driverLicense/license';
import { toVehicleLicense } from '../../../cloudfunctions/vehicleLicense/license';
import type { Reader } from '../../local-cloud';
import type { RandomPhoto } from '../../specimens/random';

/** In the order in which they are printed. */
export const outcomes = ['exact', 'doubted', 'unnoticed', 'missing'] as const;

export interface Comparison {
  field: string;
  /** Of the card, such as 行驶证 副页. */
  page: string;
  printed: unknown;
  read: unknown;
  /** `doubted` and `unnoticed` are wrong, with a warning and without. */
  outcome: (typeof outcomes)[number];
}

const readers = { vehicleLicense: toVehicleLicense, driverLicense: toDriverLicense };

/**
 * What the reader gives back of a photograph's printed fields, both through the function's own
 * normalisation: `4670×1806×1474mm` and `4670x1806x1474mm` are the same.
 *
 * @returns each of them, and the time in milliseconds
 * @throws UndecodableError for anything but a whole JPEG or PNG
 */
export async function readAndCompare(
  reader: Reader,
  { kind, fields, keys }: RandomPhoto,
  jpeg: Buffer,
) {
  const { fields: answer = {}, durationMs } = await reader.read(jpeg, `ocr.${kind}`);
  const [wanted, got] = [fields, answer].map((each) => readers[kind](each, '2026-01-01'));
  if (!wanted) throw new Error('nothing is printed');
  const given: Record<string, unknown> = { ...got?.license };
  const readings = Object.entries(wanted.license)
    // What is not printed; and the classes once more, as a list.
    .filter(([, printed]) => printed !== null && !Array.isArray(printed))
    .map(([field, printed]): Comparison => {
      const read = given[field] ?? null;
      const key = field.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
      const [page = ''] = Object.keys(keys).filter((name) => keys[name]?.includes(key));
      const isDoubted = got?.warnings.some((warning) => warning.field === field);
      const outcome = isDeepStrictEqual(printed, read)
        ? 'exact'
        : isDoubted
          ? 'doubted'
          : read === null
            ? 'missing'
            : 'unnoticed';
      return { field, page, printed, read, outcome };
    });
  return { readings, durationMs };
}
