import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { callErrors } from './client-error';
import { textOfErrcode, wechatContentType } from './wechat-answer';

/**
 * Where a fault strikes: `call` in `callFunction`, `get-url` and `delete` at the gateway's storage
 * actions, `database` at its database actions, `ocr` at its `wx.openApi`, `download` at storage,
 * `wechat` at the OCR paths of WeChat's HTTPS API, for whoever calls them.
 */
export type FaultStage = 'call' | 'get-url' | 'download' | 'delete' | 'database' | 'ocr' | 'wechat';

/** The stages that are requests over HTTP. */
type HttpStage = Exclude<FaultStage, 'call'>;

/** What a request gets instead of, or on top of, its proper answer; README.md says what a function sees. */
export type Fault = {
  /** How many requests it strikes; all until `clear` when absent. */
  times?: number;
} & (
  | { stage: FaultStage; kind: 'delay'; ms: number }
  | { stage: 'call'; kind: 'call-error'; error: keyof typeof callErrors }
  | { stage: HttpStage; kind: 'hang' | 'reset' | 'cut-off' }
  /** A body that is not text becomes JSON. */
  | { stage: HttpStage; kind: 'answer'; body: unknown; contentType?: string; status?: number }
  /** Codes as in wx-server-sdk's TCB_ERR_CODE. */
  | {
      stage: 'get-url' | 'delete' | 'database' | 'ocr';
      kind: 'tencent-error';
      code: string;
      message?: string;
    }
  | { stage: 'get-url' | 'delete'; kind: 'file-status'; code: string }
  | { stage: 'download'; kind: 'trickle'; bytesPerSecond: number }
  | { stage: 'download'; kind: 'no-content-length'; bytesPerSecond?: number }
  | { stage: 'ocr'; kind: 'gateway-error'; errorCode: number }
);

/** An error number of WeChat's, as the HTTPS API reports it. */
export function wechatError(errcode: number | string, errmsg?: string): Fault {
  const text = errmsg ?? `${textOfErrcode(errcode)} hint: [LocalFault] rid: 00000000-00000000`;
  return { stage: 'wechat', kind: 'answer', body: { errcode, errmsg: text } };
}

/** A proxy's page in the place of an answer. */
export function errorPage(stage: HttpStage, status = 502): Fault {
  const body = '<html><head><title>502 Bad Gateway</title></head><body></body></html>';
  return { stage, kind: 'answer', body, contentType: 'text/html', status };
}

export interface Faults {
  set(...faults: Fault[]): void;
  clear(): void;
}

export interface FaultBox extends Faults {
  /** What strikes the next request of this stage: all delays, and the first of the others. Each use counts. */
  take(stage: FaultStage | undefined): { delayMs: number; fault: Fault | undefined };
  /** Whether more than a delay would strike the next request of this stage. */
  breaks(stage: FaultStage): boolean;
}

export function createFaults(): FaultBox {
  let active: { fault: Fault; left: number }[] = [];
  const isDelay = ({ kind }: Fault) => kind === 'delay';
  return {
    set(...faults) {
      for (const fault of faults) active.push({ fault, left: fault.times ?? Infinity });
    },
    clear() {
      active = [];
    },
    breaks: (stage) => active.some(({ fault }) => fault.stage === stage && !isDelay(fault)),
    take(stage) {
      const here = active.filter(({ fault }) => fault.stage === stage);
      const first = here.find(({ fault }) => !isDelay(fault));
      const taken = here.filter((each) => isDelay(each.fault) || each === first);
      for (const each of taken) each.left -= 1;
      active = active.filter(({ left }) => left > 0);
      const delays = taken.map(({ fault }) => (fault.kind === 'delay' ? fault.ms : 0));
      return { delayMs: delays.reduce((sum, ms) => sum + ms, 0), fault: first?.fault };
    },
  };
}

export type LocalContext = Context<{ Bindings: HttpBindings }>;

/**
 * Answers one request under what strikes it: what concerns the transport is done here, the rest is
 * handed to `respond`.
 */
export async function respondUnder(
  { delayMs, fault }: ReturnType<FaultBox['take']>,
  context: LocalContext,
  respond: (fault: Fault | undefined) => Promise<Response>,
): Promise<Response> {
  const { incoming, outgoing } = context.env;
  if (delayMs > 0) await sleep(delayMs);
  switch (fault?.kind) {
    case 'hang':
      if (!outgoing.destroyed) await once(outgoing, 'close');
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'answer': {
      const { body, contentType = wechatContentType, status = 200 } = fault;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return new Response(text, { status, headers: { 'content-type': contentType } });
    }
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
      return respond(fault);
  }
}
