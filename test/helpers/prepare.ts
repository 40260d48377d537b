import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { isPacked, unpackChromium } from '../../scripts/browser/packed-chromium';
import { buildRules } from '../../scripts/build/miniprogram';
import { createReader } from '../../scripts/reader';
import { madePictures, specimen } from './functions';
import { findNode, newestNode, oldestNode } from './nodes';

/** What git does not have: `cards/rules.js`, which the form needs, the browser unpacked, and what the pictures say. */
export default async function prepare(): Promise<void> {
  for (const version of [oldestNode, newestNode]) {
    try {
      findNode(version);
    } catch {
      // The tests that need it say so.
    }
  }
  await Promise.all([buildRules(), readPictures(), isPacked && unpackChromium()]);
}

/** Fills the reader's cache, before tests with short time limits run side by side. */
async function readPictures(): Promise<void> {
  const folder = path.join(__dirname, '../../scripts/specimens');
  const specimens = readdirSync(folder).filter((file) => file.endsWith('.jpg'));
  const pictures = [
    ...specimens.map((name) => () => specimen(name)),
    ...Object.values(madePictures),
  ];
  const readers = Array.from({ length: Math.min(4, availableParallelism()) }, () =>
    createReader({ threads: 1 }),
  );
  await Promise.all(
    readers.map(async (reader) => {
      for (let take = pictures.pop(); take; take = pictures.pop())
        await reader.readText(await take());
      reader.close();
    }),
  );
}
