import { notInPreview, reportError } from '../errors';

/** How every asynchronous API of `wx` is called: with callbacks, or without them for a Promise. */
export interface Callbacks {
  success?: (result: Values & { errMsg: string }) => void;
  fail?: (failure: WxFailure) => void;
  complete?: (outcome: { errMsg: string }) => void;
}

export type Values = Record<string, unknown>;

/** What a failed API hands over: no Error, a plain object. */
export interface WxFailure {
  errMsg: string;
  errno?: number;
  errCode?: number;
}

/** Thrown inside an API; `text` stands behind `name:fail`. */
export class Failed extends Error {
  constructor(
    text: string,
    readonly numbers: { errno?: number; errCode?: number } = {},
    /** The whole errMsg, where WeChat does not begin it with the API's name. */
    readonly wholeText = false,
  ) {
    super(text);
  }
}

/** An option that WeChat may know and the preview does not would be ignored in silence. */
export function rejectUnknown(name: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options))
    if (!known.includes(key)) throw notInPreview(`wx.${name}: option "${key}"`);
}

const callbackKeys = ['success', 'fail', 'complete'] as const;

/** Makes `wx.name` from a function that takes the options and gives the result's own fields. */
export function asyncApi<Options extends object>(
  name: string,
  known: readonly (keyof Options & string)[],
  run: (options: Options) => Promise<object> | object,
): (options?: Options & Callbacks) => unknown {
  return (options = {} as Options & Callbacks) => {
    rejectUnknown(name, options, [...known, ...callbackKeys]);
    const work = Promise.resolve()
      .then(() => run(options))
      .then((result) => ({ errMsg: `${name}:ok`, ...result }));
    return settle(name, work, options);
  };
}

/** Hands the outcome to the callbacks, or gives the Promise where there are none. */
export function settle(
  name: string,
  work: Promise<Values & { errMsg: string }>,
  options: Callbacks,
): unknown {
  const outcome = work.catch((error: unknown) => {
    throw toFailure(name, error);
  });
  if (!hasCallbacks(options)) return outcome;
  outcome.then(
    (result) => {
      options.success?.(result);
      options.complete?.(result);
    },
    (failure: WxFailure) => {
      options.fail?.(failure);
      options.complete?.(failure);
    },
  );
  return undefined;
}

export function hasCallbacks(options: Callbacks): boolean {
  return callbackKeys.some((key) => options[key] !== undefined);
}

function toFailure(name: string, error: unknown): WxFailure {
  if (error instanceof Failed)
    return {
      errMsg: error.wholeText ? error.message : `${name}:fail ${error.message}`,
      ...error.numbers,
    };
  // A defect here or a gap of the preview: a page's own `fail` must not hide it.
  reportError(error, `wx.${name}`);
  return { errMsg: `${name}:fail ${(error as Error).message}` };
}

/** Throws where something is asked of `target` that it does not have. */
export function strict<Target extends object>(target: Target, name: string): Target {
  return new Proxy(target, {
    get(inner, key, receiver) {
      if (typeof key === 'symbol' || key in inner) return Reflect.get(inner, key, receiver);
      throw notInPreview(`${name}.${key}`);
    },
  });
}
