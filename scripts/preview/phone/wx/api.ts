import {
  strict,
  unknownOption,
  type WxMembers,
  type WxName,
  type WxObject,
} from '../../wechat/functions';
import { notInPreview, reportError } from './errors';

/** How every asynchronous API of `wx` is called: with callbacks, or without them for a Promise. */
export interface Callbacks {
  success?: (result: Values & { errMsg: string }) => void;
  fail?: (failure: WxFailure) => void;
  complete?: (outcome: { errMsg: string }) => void;
}

export type Values = Record<string, unknown>;

/** What a failed API hands over: no Error, a plain object. */
interface WxFailure {
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
export function rejectUnknown<Name extends WxObject>(
  object: Name,
  name: WxName<Name>,
  options: object,
): void {
  const unknown = unknownOption(object, name, options);
  if (unknown) throw notInPreview(unknown);
}

type Run = (options: never) => unknown;
type Apis<Runs> = {
  [Key in keyof Runs]: Runs[Key] extends (options: infer Options) => unknown
    ? (options?: Options & Callbacks) => unknown
    : never;
};

/** Makes asynchronous functions from those that take the options and give the result's own fields. */
export function asyncApis<Name extends WxObject, Runs extends Partial<Record<WxName<Name>, Run>>>(
  object: Name,
  runs: Runs,
): Apis<Runs> {
  const apis = Object.entries<Run>(runs as Record<string, Run>).map(([name, run]) => {
    const prefix = object === 'wx.cloud' ? `cloud.${name}` : name;
    const api = (options: Callbacks = {}) => {
      rejectUnknown(object, name as WxName<Name>, options);
      const work = Promise.resolve()
        .then(() => run(options as never))
        .then((result) => ({ errMsg: `${prefix}:ok`, ...(result as object | undefined) }));
      return deliver(prefix, work, options);
    };
    return [name, api];
  });
  return Object.fromEntries(apis);
}

/** The object itself, which throws by name on whatever it does not have. */
export function strictObject<Name extends WxObject, Members extends WxMembers<Name>>(
  object: Name,
  members: Members & Record<Exclude<keyof Members, WxName<Name>>, never>,
): Members {
  return strict(object, members, notInPreview);
}

/** Hands the outcome to the callbacks, or gives the Promise where there are none. */
export function deliver(
  name: string,
  work: Promise<Values & { errMsg: string }>,
  options: Callbacks,
): unknown {
  const outcome = work.catch((error: unknown) => {
    throw toFailure(name, error);
  });
  if ((options.success ?? options.fail ?? options.complete) === undefined) return outcome;
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
