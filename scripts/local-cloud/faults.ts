import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import * as z from 'zod';
import { callErrors } from './client-error';
import type { Fault, Faults } from './types';

/**
 * Where a fault strikes: `call` in `callFunction`, `get-url`, `delete` and `upload` at the gateway's storage actions,
 * `database` at its database actions, `ocr` at its `wx.openApi`, `download` at storage, `wechat` at
 * WeChat's HTTPS API behind the gateway.
 */
export const stages = [
  'call',
  'get-url',
  'download',
  'upload',
  'delete',
  'database',
  'ocr',
  'wechat',
] as const;
export type Stage = (typeof stages)[number];

/** What a struck request gets instead of, or on top of, its proper answer. */
export type Effect =
  | { kind: 'delay'; ms: number }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'cut-off' }
  | { kind: 'http'; status: number; body: string; contentType: string }
  | { kind: 'trickle'; bytesPerSecond: number }
  | { kind: 'no-content-length' }
  | { kind: 'call-error'; error: CallErrorName }
  | { kind: 'tencent-error'; code: string; message: string }
  | { kind: 'file-code'; code: string }
  | { kind: 'gateway-error'; errorCode: number }
  | { kind: 'cut-off-protobuf' }
  | { kind: 'wechat-answer'; body: string; contentType: string; status: number };

type CallErrorName = keyof typeof callErrors;

export interface EffectOf {
  stage: Stage;
  effect: Effect;
}

const errorPage =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

const StageSchema = z.enum(stages);
const NoArgsSchema = z.strictObject({});

function define<Schema extends z.ZodType>(
  args: Schema,
  toEffect: (args: z.infer<Schema>) => EffectOf,
): (args: unknown) => EffectOf {
  return (given) => toEffect(args.parse(given));
}

function wechatError(errcode: number | string, errmsg: string): EffectOf {
  return wechatAnswer(JSON.stringify({ errcode, errmsg }));
}

function wechatAnswer(
  body: string,
  contentType = 'application/json; encoding=utf-8',
  status = 200,
): EffectOf {
  return { stage: 'wechat', effect: { kind: 'wechat-answer', body, contentType, status } };
}

const handle = 'hint: [LocalFault00001] rid: 00000000-00000000-00000000';

/** Every fault by name; README.md lists what a function sees of each. */
const table = {
  delay: define(z.strictObject({ stage: StageSchema, ms: z.number().min(0) }), ({ stage, ms }) => ({
    stage,
    effect: { kind: 'delay', ms },
  })),
  hang: define(z.strictObject({ stage: StageSchema }), ({ stage }) => ({
    stage,
    effect: { kind: 'hang' },
  })),
  reset: define(z.strictObject({ stage: StageSchema }), ({ stage }) => ({
    stage,
    effect: { kind: 'reset' },
  })),
  'cut-off': define(z.strictObject({ stage: StageSchema }), ({ stage }) => ({
    stage,
    effect: { kind: 'cut-off' },
  })),
  'http-status': define(
    z.strictObject({
      stage: StageSchema,
      status: z.int().min(200).max(599),
      body: z.string().default(''),
    }),
    ({ stage, status, body }) => ({
      stage,
      effect: { kind: 'http', status, body, contentType: 'text/plain' },
    }),
  ),
  'html-answer': define(
    z.strictObject({ stage: StageSchema, status: z.int().min(200).max(599).default(200) }),
    ({ stage, status }) => ({
      stage,
      effect: { kind: 'http', status, body: errorPage, contentType: 'text/html' },
    }),
  ),
  'tencent-error': define(
    z.strictObject({
      stage: z.enum(['get-url', 'upload', 'delete', 'database', 'ocr']),
      code: z.string(),
      message: z.string().default('local fault'),
    }),
    ({ stage, code, message }) => ({ stage, effect: { kind: 'tencent-error', code, message } }),
  ),

  'call-error': define(
    z.strictObject({ error: z.enum(Object.keys(callErrors) as CallErrorName[]) }),
    ({ error }) => ({ stage: 'call', effect: { kind: 'call-error', error } }),
  ),

  'file-missing': define(NoArgsSchema, () => ({
    stage: 'get-url',
    effect: { kind: 'file-code', code: 'STORAGE_FILE_NONEXIST' },
  })),
  'file-status': define(z.strictObject({ code: z.string() }), ({ code }) => ({
    stage: 'get-url',
    effect: { kind: 'file-code', code },
  })),
  'delete-fails': define(
    z.strictObject({ code: z.string().default('STORAGE_REQUEST_FAIL') }),
    ({ code }) => ({ stage: 'delete', effect: { kind: 'file-code', code } }),
  ),
  'slow-download': define(
    z.strictObject({ bytesPerSecond: z.number().positive() }),
    ({ bytesPerSecond }) => ({ stage: 'download', effect: { kind: 'trickle', bytesPerSecond } }),
  ),

  'no-content-length': define(NoArgsSchema, () => ({
    stage: 'download',
    effect: { kind: 'no-content-length' },
  })),

  'gateway-error': define(z.strictObject({ errorCode: z.int() }), ({ errorCode }) => ({
    stage: 'ocr',
    effect: { kind: 'gateway-error', errorCode },
  })),
  'no-permission': define(NoArgsSchema, () => ({
    stage: 'ocr',
    effect: { kind: 'gateway-error', errorCode: -604101 },
  })),
  'cut-off-protobuf': define(NoArgsSchema, () => ({
    stage: 'ocr',
    effect: { kind: 'cut-off-protobuf' },
  })),

  'wechat-error': define(
    z.strictObject({
      errcode: z.union([z.int(), z.string()]),
      errmsg: z.string().default(`local fault ${handle}`),
    }),
    ({ errcode, errmsg }) => wechatError(errcode, errmsg),
  ),
  busy: define(NoArgsSchema, () => wechatError(-1, `system error ${handle}`)),
  'no-licence': define(NoArgsSchema, () => wechatError(101001, `certificate not found ${handle}`)),
  undecodable: define(NoArgsSchema, () => wechatError(101002, `image decode failed ${handle}`)),
  'quota-exceeded': define(NoArgsSchema, () =>
    wechatError(101003, `not enough market quota ${handle}`),
  ),
  'market-quota': define(NoArgsSchema, () =>
    wechatError(101002, `not enough market quota ${handle}`),
  ),
  'daily-limit': define(NoArgsSchema, () =>
    wechatError(45009, `reach max api daily quota limit ${handle}`),
  ),
  'token-invalid': define(NoArgsSchema, () =>
    wechatError(40001, `invalid credential, access_token is invalid or not latest ${handle}`),
  ),
  'token-expired': define(NoArgsSchema, () => wechatError(42001, `access_token expired ${handle}`)),
  answer: define(z.strictObject({ body: z.unknown() }), ({ body }) =>
    wechatAnswer(JSON.stringify(body) ?? 'null'),
  ),
  'answer-text': define(
    z.strictObject({
      text: z.string(),
      contentType: z.string().default('application/json; encoding=utf-8'),
      status: z.int().min(200).max(599).default(200),
    }),
    ({ text, contentType, status }) => wechatAnswer(text, contentType, status),
  ),
  'cut-off-json': define(NoArgsSchema, () =>
    wechatAnswer('{"errcode":0,"errmsg":"ok","owner":"样本某某","plate_n'),
  ),
  html: define(NoArgsSchema, () => wechatAnswer(errorPage, 'text/html', 502)),
  'plain-text': define(NoArgsSchema, () =>
    wechatAnswer('service temporarily unavailable', 'text/plain'),
  ),
} satisfies Record<string, (args: unknown) => EffectOf>;

export type FaultName = keyof typeof table;

export const faultNames = Object.keys(table) as FaultName[];

interface ActiveFault extends EffectOf {
  fault: Fault;
  left: number;
}

export interface FaultBox extends Faults {
  /** The effects that strike the next request of this stage; each use counts. */
  take(stage: Stage): Effect[];
  /** Whether more than a delay would strike the next request of this stage. */
  breaks(stage: Stage): boolean;
}

export function createFaults(): FaultBox {
  let active: ActiveFault[] = [];
  return {
    set(...faults) {
      const added = faults.map((fault) => {
        if (!Object.hasOwn(table, fault.name)) {
          throw new TypeError(`no fault "${fault.name}"; known: ${faultNames.join(', ')}`);
        }
        const left = fault.times ?? Number.POSITIVE_INFINITY;
        if (!(left >= 1)) throw new RangeError(`fault "${fault.name}": times must be 1 or more`);
        return { fault, left, ...table[fault.name as FaultName](fault.args ?? {}) };
      });
      active.push(...added);
    },
    clear() {
      active = [];
    },
    get active() {
      return active.map(({ fault }) => fault);
    },
    breaks: (stage) => active.some((each) => each.stage === stage && each.effect.kind !== 'delay'),
    take(stage) {
      const effects: Effect[] = [];
      for (const each of active) {
        if (each.stage !== stage) continue;
        // Delays add up; of the rest, the one set first strikes.
        const isDelay = each.effect.kind === 'delay';
        if (!isDelay && effects.some(({ kind }) => kind !== 'delay')) continue;
        effects.push(each.effect);
        each.left -= 1;
      }
      active = active.filter(({ left }) => left > 0);
      return effects;
    },
  };
}

export type LocalContext = Context<{ Bindings: HttpBindings }>;

/**
 * Answers one request under the effects that strike it: what concerns the transport is done here,
 * the rest is handed to `respond`.
 */
export async function respondUnder(
  effects: Effect[],
  context: LocalContext,
  respond: (effect: Effect | undefined) => Promise<Response>,
): Promise<Response> {
  const { incoming, outgoing } = context.env;
  for (const effect of effects) {
    if (effect.kind === 'delay') await sleep(effect.ms);
  }
  const effect = effects.find(({ kind }) => kind !== 'delay');
  switch (effect?.kind) {
    case 'hang':
      if (!outgoing.destroyed) await once(outgoing, 'close');
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'http':
      return new Response(effect.body, {
        status: effect.status,
        headers: { 'content-type': effect.contentType },
      });
    case 'cut-off': {
      const response = await respond(undefined);
      const bytes = Buffer.from(await response.arrayBuffer());
      outgoing.writeHead(response.status, {
        ...Object.fromEntries(response.headers),
        'content-length': String(bytes.length),
      });
      await new Promise<unknown>((resolve) => {
        outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), resolve);
      });
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    default:
      return respond(effect);
  }
}
