import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { isPacked, unpackChromium } from '../../scripts/browser/packed-chromium';
import { buildIfChanged } from '../../scripts/build';
import { cards, type WechatApiName } from '../../scripts/cards';
import { createReader } from '../../scripts/reader';
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

/** Fills the reader's cache, before tests with short time limits run side by side. */
async function readPictures(): Promise<void> {
  const folder = path.join(__dirname, '../../scripts/specimens');
  const specimens = readdirSync(folder).filter((file) => file.endsWith('.jpg'));
  const apis = Object.keys(cards) as WechatApiName[];
  const readings = [
    ...specimens.map((name) => () => specimen(name)),
    ...Object.values(madePictures),
  ].flatMap((picture) => apis.map((api) => ({ picture, api })));
  const readers = Array.from({ length: Math.min(4, availableParallelism()) }, () =>
    createReader({ threads: 1, cache: 'everything', timeLimitMs: 300_000 }),
  );
  await Promise.all(
    readers.map(async (reader) => {
      for (let next = readings.pop(); next; next = readings.pop())
        await reader.read(await next.picture(), next.api);
      reader.close();
    }),
  );
}
