import { readdirSync } from 'node:fs';
import path from 'node:path';
import { buildRules } from '../../scripts/build/miniprogram';
import { createReader } from '../../scripts/local-cloud/reader';
import { isPacked, unpackChromium } from '../../scripts/preview/packed-chromium';
import { madePictures, specimen } from './functions';

/** What git does not have: `cards/rules.js`, which the form needs, the browser unpacked, and what the pictures say. */
export default async function prepare(): Promise<void> {
  await Promise.all([buildRules(), readPictures(), isPacked && unpackChromium()]);
}

/** Fills the reader's cache, before tests with short time limits run side by side. */
async function readPictures(): Promise<void> {
  const folder = path.join(__dirname, '../../scripts/specimens');
  const specimens = readdirSync(folder).filter((file) => file.endsWith('.jpg'));
  const reader = createReader();
  for (const picture of specimens.map(specimen)) await reader.readText(picture);
  for (const make of Object.values(madePictures)) await reader.readText(await make());
  reader.close();
}
