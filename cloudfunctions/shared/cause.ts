import { types } from 'node:util';

// What the log may tell of a foreign error: words and places, never its text.

/** Own data only: a foreign error's getters and prototypes may throw. */
export function ownValue(value: unknown, key: string): unknown {
  return ownDescriptor(value, key)?.value;
}

export function ownDescriptor(value: unknown, key: string): PropertyDescriptor | undefined {
  try {
    return Object.getOwnPropertyDescriptor(value, key);
  } catch {
    return undefined; // null, undefined, a Proxy
  }
}

/** Such as `ENV_ISOLATED`, `ECONNRESET` or `HTTP 403`. */
export function toCause(code: unknown): string | undefined {
  if (Number.isInteger(code)) return `HTTP ${code}`;
  return typeof code === 'string' && /^[A-Z][A-Z_]{2,40}$/.test(code) ? code : undefined;
}

/** Such as `TypeError index.js:9:7`, without function names: V8 takes some of them from data. */
export function defectPlace(thrown: unknown): string {
  try {
    if (!types.isNativeError(thrown)) return typeof thrown;
    const name = /^\w{0,40}Error$/.exec(thrown.constructor.name)?.[0] ?? 'Error';
    // The text before the frames may look like frames.
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
