/** What the QR code of a specimen says, and where it is printed: the generator and the reader share it. */

export type PageName = 'vehicle-main' | 'vehicle-second' | 'driver';

export interface SpecimenCode {
  page: PageName;
  /** WeChat's keys, snake_case, and the text that is printed. */
  fields: Record<string, string>;
}

/** The code holds the values alone, in this order, so that it stays coarse enough for a phone's photo. */
const keysOf: Record<PageName, readonly string[]> = {
  'vehicle-main': [
    'plate_num',
    'vehicle_type',
    'owner',
    'addr',
    'use_character',
    'model',
    'vin',
    'engine_num',
    'register_date',
    'issue_date',
  ],
  'vehicle-second': [
    'plate_num_b',
    'record',
    'passengers_num',
    'total_quality',
    'prepare_quality',
    'overall_size',
    'lead_quality',
  ],
  driver: [
    'id_num',
    'name',
    'sex',
    'nationality',
    'address',
    'birth_date',
    'issue_date',
    'car_class',
    'valid_from',
    'valid_to',
    'official_seal',
  ],
};

/** Of every page; as the real cards, 88 × 60 mm. The unit is 0.1 mm. */
export const pageSize = { width: 880, height: 600 };

/** Where the code stands on each page, without its quiet zone. */
export const codePlaces: Record<PageName, { left: number; top: number; side: number }> = {
  'vehicle-main': { left: 632, top: 206, side: 204 },
  'vehicle-second': { left: 632, top: 150, side: 204 },
  driver: { left: 632, top: 214, side: 204 },
};

export function encodeSpecimenCode({ page, fields }: SpecimenCode): string {
  const known = keysOf[page];
  const stray = Object.keys(fields).find((key) => !known.includes(key));
  if (stray) throw new TypeError(`${page} carries no ${stray}; known: ${known.join(', ')}`);
  return JSON.stringify([page, ...known.map((key) => fields[key] ?? '')]);
}

/** `undefined` for any other code that happens to lie in the picture. */
export function parseSpecimenCode(text: string): SpecimenCode | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [page, ...values] = parts as unknown[];
  if (typeof page !== 'string' || !isPageName(page)) return undefined;
  const fields = keysOf[page].flatMap((key, index): [string, string][] => {
    const value = values[index];
    return typeof value === 'string' && value !== '' ? [[key, value]] : [];
  });
  return { page, fields: Object.fromEntries(fields) };
}

function isPageName(name: string): name is PageName {
  return Object.hasOwn(keysOf, name);
}
