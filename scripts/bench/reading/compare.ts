import { isDeepStrictEqual } from 'node:util';
import { toDriverLicense } from '../../../cloudfunctions/driverLicense/license';
import { toVehicleLicense } from '../../../cloudfunctions/vehicleLicense/license';
import type { Reader } from '../../local-cloud';
import type { RandomPhoto } from '../../specimens/random';

export interface Miss {
  field: string;
  printed: unknown;
  read: unknown;
  outcome: 'doubted' | 'missing' | 'unnoticed';
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
  const misses: Miss[] = [];
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

/**
 * What the reader gives back of a photograph's printed fields.
 *
 * @returns how many are printed, those that are missing or wrong, and the time in milliseconds
 * @throws UndecodableError for anything but a whole JPEG or PNG
 */
export async function readAndCompare(reader: Reader, random: RandomPhoto, jpeg: Buffer) {
  const { fields = {}, durationMs } = await reader.read(jpeg, `ocr.${random.kind}`);
  return { ...compare(random, fields), durationMs };
}
