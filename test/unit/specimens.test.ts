import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { encodeSpecimenCode, parseSpecimenCode } from '../../scripts/local-cloud/specimen-code';
import { readSpecimen } from '../../scripts/local-cloud/specimen-reader';

const folder = path.join(__dirname, '../../scripts/specimens');
const names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));

test('the set is the one that the documentation names', () => {
  expect(names.sort()).toEqual([
    'blurred.jpg',
    'driver-long-term.jpg',
    'driver.jpg',
    'sideways.jpg',
    'vehicle-both-pages.jpg',
    'vehicle-doubtful.jpg',
    'vehicle-main-page.jpg',
    'vehicle-second-page-other-car.jpg',
    'vehicle-second-page.jpg',
  ]);
});

test('everyone and everything on them is a 样本', async () => {
  let read = 0;
  for (const name of names) {
    const upright = await sharp(path.join(folder, name)).autoOrient().jpeg().toBuffer();
    const api = name.startsWith('driver') ? 'ocr.driverLicense' : 'ocr.vehicleLicense';
    const fields = await readSpecimen(api, upright);
    if (!fields) continue;
    read += 1;
    for (const key of ['owner', 'name', 'addr', 'address', 'model', 'official_seal']) {
      if (key in fields) expect(fields[key]).toContain('样本');
    }
  }
  expect(read).toBe(names.length - 1);
});

test('only one says by EXIF that its pixels lie on their side', async () => {
  const sideways: string[] = [];
  for (const name of names) {
    const { orientation = 1 } = await sharp(path.join(folder, name)).metadata();
    if (orientation !== 1) sideways.push(`${name} ${orientation}`);
  }
  expect(sideways).toEqual(['sideways.jpg 6']);
});

test('they are small enough for every way to the function but the inline one', () => {
  const bytes = names.map((name) => readFileSync(path.join(folder, name)).length);
  expect(Math.max(...bytes)).toBeLessThan(256 * 1024);
});

describe('a specimen’s code', () => {
  test('gives back the fields that it was made of', () => {
    const code = { page: 'driver', fields: { name: '样本"某', valid_to: '长期' } } as const;
    expect(parseSpecimenCode(encodeSpecimenCode(code))).toEqual(code);
  });

  test('refuses a field that the page does not have', () => {
    expect(() => encodeSpecimenCode({ page: 'driver', fields: { vin: 'x' } })).toThrow(
      'driver carries no vin',
    );
  });

  test.each([
    '',
    'https://example.com',
    '7',
    'null',
    '{}',
    '[]',
    '["toString","x"]',
    '["passport"]',
  ])('is not %j', (text) => {
    expect(parseSpecimenCode(text)).toBeUndefined();
  });
});
