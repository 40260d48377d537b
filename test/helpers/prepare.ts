import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildRules } from '../../scripts/build/miniprogram';
import { createReader } from '../../scripts/local-cloud/reader';

/** What git does not have: `cards/rules.js`, which the form needs, and what the specimens say. */
export default async function prepare(): Promise<void> {
  await Promise.all([buildRules(), readSpecimens()]);
}

/** Fills the reader's cache, before tests with short time limits run side by side. */
async function readSpecimens(): Promise<void> {
  const folder = path.join(__dirname, '../../scripts/specimens');
  const reader = createReader();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.jpg')))
    await reader.readText(readFileSync(path.join(folder, name)));
  reader.close();
}
