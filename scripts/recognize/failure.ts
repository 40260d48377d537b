import { FunctionCallError } from '../local-cloud';

/** What to do where the cloud answered instead of the function, by its number. */
const platformSentences: Readonly<Record<number, string>> = {
  [-401002]: 'the address is longer than an event may be: name a shorter one',
  [-504002]: 'the function broke off, which it never should: please report the line below',
  [-504003]:
    'the function did not end within its time limit, which it always should: please report it',
  [-604001]: 'the result is larger than 1 MB, which it never should be: please report it',
};

/** What the terminal says when there is no result: what happened and what to do, never a stack. */
export function toSentence(error: unknown): string {
  if (error instanceof FunctionCallError) {
    const { serviceCode = 0, text } = error;
    // The text of a function that broke off may go on with its stack.
    const [line = ''] = text.split('\n');
    const sentence =
      missingCollection(line) ?? platformSentences[serviceCode] ?? 'the cloud refused the call';
    return `no result: ${sentence}\n${serviceCode} ${line}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** A function's own code may keep something that nobody has made room for. */
function missingCollection(line: string): string | undefined {
  const [, name] = /Db or Table not exist: ([^.\s]+)/.exec(line) ?? [];
  return (
    name &&
    `the function uses the database collection "${name}", which does not exist: name it in \`collections\` in scripts/recognize/index.ts, and create it in the cloud console before the function goes there`
  );
}
