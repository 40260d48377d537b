import { availableParallelism } from 'node:os';
import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { isPacked, unpackChromium } from '../../scripts/browser/packed-chromium';
import { buildIfChanged } from '../../scripts/build';
import { createReader } from '../../scripts/reader';
import { specimens } from '../../scripts/specimens/photos';
import { madePictures, specimen } from './functions';
import { findNode, newestNode, oldestNode } from './nodes';

/** What is not in the repository: what `npm run build` writes, the browser unpacked, and what the pictures say. */
export default async function prepare(): Promise<void> {
  // What commands print, in one language on every machine.
  process.env.LC_ALL = 'en_US.UTF-8';
  for (const version of [oldestNode, newestNode]) {
    try {
      findNode(version);
    } catch {
      // The tests that need it say so.
    }
  }
  await Promise.all([buildIfChanged(), readPictures(), isPacked && unpackChromium()]);
}

/** Of the pictures that tests make. */
const ofVehicles = ['askew', 'turned'];

/** Fills the reader's cache before tests with short time limits run side by side. */
async function readPictures(): Promise<void> {
  const readings: [kind: LicenseKind, picture: () => Buffer | Promise<Buffer>][] = [
    // That tests have read as the other card.
    ['driverLicense', () => specimen('vehicle-both-pages.jpg')],
  ];
  for (const [name, { kind }] of Object.entries(specimens))
    readings.push([kind, () => specimen(`${name}.jpg`)]);
  for (const [name, picture] of Object.entries(madePictures))
    readings.push([ofVehicles.includes(name) ? 'vehicleLicense' : 'driverLicense', picture]);
  const readers = Array.from({ length: Math.min(4, availableParallelism()) }, () =>
    createReader({ threads: 1, cache: 'everything', timeLimitMs: 300_000 }),
  );
  await Promise.all(
    readers.map(async (reader) => {
      for (let next = readings.pop(); next; next = readings.pop()) {
        const [kind, picture] = next;
        await reader.read(await picture(), `ocr.${kind}`);
      }
      reader.close();
    }),
  );
}
