import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');

/** The first code block of a README in which this text stands; from a heading on, where one is given. */
export function blockOf(readme: string, text: string, heading = ''): string {
  const whole = readFileSync(path.join(root, readme), 'utf8');
  const part = whole.slice(Math.max(0, whole.indexOf(heading)));
  const blocks = [...part.matchAll(/^```\w+\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  const found = blocks.find((block) => block.includes(text));
  if (!found) throw new Error(`${readme} has no block with ${text}`);
  return found;
}
