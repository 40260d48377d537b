import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createReader, type Reader } from '../../scripts/reader';
import { photoCheckLine } from '../../scripts/recognize/photo-check';
import { specimens } from '../../scripts/specimens/photos';

const folder = path.join(__dirname, '../../scripts/specimens');
const files = readdirSync(folder).filter((name) => name.endsWith('.jpg'));

let reader: Reader;
beforeAll(() => {
  reader = createReader();
});
afterAll(() => reader.close());

test('each has a caption for the camera of the preview', () => {
  expect(files.map((name) => path.parse(name).name).sort()).toEqual(Object.keys(specimens).sort());
});

test('everyone and everything on them is a 样本', async () => {
  const unread: string[] = [];
  for (const [name, { kind }] of Object.entries(specimens)) {
    const { fields } = await reader.read(
      readFileSync(path.join(folder, `${name}.jpg`)),
      `ocr.${kind}`,
    );
    if (!fields) unread.push(name);
    for (const key of ['owner', 'name', 'addr', 'address', 'model', 'official_seal']) {
      if (fields && key in fields) expect(fields[key]).toContain('样本');
    }
  }
  expect(unread.sort()).toEqual(['blurred', 'dark', 'sideways', 'small']);
});

test('the page warns of three, each for its own defect, and lets all others pass without a word', async () => {
  const warned: string[] = [];
  for (const name of files) {
    const line = await photoCheckLine(readFileSync(path.join(folder, name)));
    if (line !== 'photo check: ok') warned.push(`${name} ${line}`);
  }
  expect(warned).toEqual([
    'blurred.jpg photo check: BLURRED',
    'dark.jpg photo check: TOO_DARK',
    'small.jpg photo check: TOO_SMALL',
  ]);
});

test('they are small, alone and together', () => {
  const bytes = files.map((name) => readFileSync(path.join(folder, name)).length);
  expect(Math.max(...bytes)).toBeLessThan(128 * 1024);
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(64 * 1024 * files.length);
});
