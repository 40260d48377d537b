import { types } from 'node:util';

/** What the log may tell of a foreign error: words and places, never its text. */

/** A property that the value holds itself as data; getters and prototypes are never asked. */
export function ownValue(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    return undefined;
  try {
    return Object.getOwnPropertyDescriptor(value, key)?.value;
  } catch {
    return undefined; // a Proxy may throw here too
  }
}

/** A word of Tencent Cloud's or Node's such as `ENV_ISOLATED` or `ECONNRESET`, or an HTTP status. */
export function toCause(code: unknown): string | undefined {
  if (Number.isInteger(code)) return `HTTP ${code}`;
  return typeof code === 'string' && /^[A-Z][A-Z_]{2,40}$/.test(code) ? code : undefined;
}

/**
 * The class of an error and the first place of its stack in our own files: `TypeError index.js:9:7`.
 * Names of functions are left out, since V8 takes some of them from data.
 */
export function defectPlace(thrown: unknown): string {
  try {
    if (!types.isNativeError(thrown)) return typeof thrown;
    const name = /^\w{0,40}Error$/.exec(thrown.constructor.name)?.[0] ?? 'Error';
    // The text stands before the frames, and may look like them.
    const [text, stack] = [String(ownValue(thrown, 'message') ?? ''), thrown.stack ?? ''];
    const place = stack
      .slice(stack.indexOf(text) + text.length)
      .split('\n')
      .filter((frame) => !/node:|node_modules/.test(frame))
      .map((frame) => /[\w.-]+:\d+:\d+(?=\)?$)/.exec(frame)?.[0])
      .find(Boolean);
    return place ? `${name} ${place}` : name;
  } catch {
    return 'unknown';
  }
}
