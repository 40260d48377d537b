import { read } from './files';

/** The first code block of a README in which this text stands; from a heading on, where one is given. */
export function blockOf(readme: string, text: string, heading = ''): string {
  const whole = read(readme);
  const part = whole.slice(Math.max(0, whole.indexOf(heading)));
  const blocks = [...part.matchAll(/^```\w+\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  const found = blocks.find((block) => block.includes(text));
  if (!found) throw new Error(`${readme} has no block with ${text}`);
  return found;
}
