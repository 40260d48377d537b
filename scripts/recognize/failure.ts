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
    const [line] = text.split('\n');
    return `no result: ${platformSentences[serviceCode] ?? 'the cloud refused the call'}\n${serviceCode} ${line}`;
  }
  return error instanceof Error ? error.message : String(error);
}
