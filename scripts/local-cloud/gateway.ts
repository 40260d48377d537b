import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod';
import type { WechatClient } from '../live/wechat-client';
import type { Action, ActionContext } from './action';
import { databaseActions } from './database-actions';
import { type FaultBox, type LocalContext, respondUnder } from './faults';
import { readForm } from './form';
import { functionActions } from './function-actions';
import { openApiActions } from './open-api';
import { RequestError, readJson, whenGone } from './server';
import { storageActions } from './storage-actions';
import { isLeftOut, leftOut, TencentError } from './tencent-error';
import type { Trace } from './types';

/** Ours; a picture is below 2 MB. */
const maxBodyBytes = 20 * 1024 * 1024;

/** By name on the wire. */
const actions = new Map<string, Action>(
  Object.entries({
    ...databaseActions,
    ...functionActions,
    ...openApiActions,
    ...storageActions,
  }),
);

const CommonSchema = z.object({
  action: z.string().catch(''),
  apiName: z.string().optional().catch(undefined),
  envName: z.string().optional().catch(undefined),
  sessionToken: z.string().catch(''),
});

export interface GatewayOptions
  extends Pick<ActionContext, 'storage' | 'database' | 'callFunction'> {
  callWechat: WechatClient['call'];
  envId: string;
  functionRoot: string;
  faults: FaultBox;
  /** By secretId: an instance's other credential, and which function it runs. */
  instances: ReadonlyMap<string, { sessionToken: string; functionName: string }>;
  /** Of the events that a caller caused: token → function. */
  callerTokens: ReadonlyMap<string, string>;
  trace(trace: Omit<Trace, 'at'>): void;
}

/** `POST /admin`: what a cloud function's SDK talks to. */
export function createGateway(options: GatewayOptions): Hono<{ Bindings: HttpBindings }> {
  const { envId, faults, functionRoot, trace } = options;

  async function answer(c: LocalContext, requestId: string): Promise<Response> {
    // TC3-HMAC-SHA256 Credential=<secretId>/<date>/tcb/tc3_request, …
    const secretId = /Credential=([^/\s]+)\//.exec(c.req.header('authorization') ?? '')?.[1];
    if (secretId === undefined) throw unknownSource(401);
    const instance = options.instances.get(secretId);
    // Nobody else's body is looked at.
    if (!instance) throw unknownSource();
    const params = await readParams(c);
    const common = CommonSchema.parse(params);
    if (instance.sessionToken !== common.sessionToken) throw unknownSource();
    if (common.envName !== envId) {
      throw new TencentError('INVALIID_ENV', `Env ${common.envName} does not exist`);
    }
    const action = actions.get(common.action);
    if (!action) throw leftOut(common.action || 'request without an action');

    const startedAt = performance.now();
    return respondUnder(faults.take(action.stage), c, async (fault) => {
      if (fault?.kind === 'tencent-error') {
        throw new TencentError(fault.code, fault.message ?? 'local fault');
      }
      let detail: unknown;
      const data = await action.run(params, {
        ...options,
        callWechat: (api, pairs) => options.callWechat(api, pairs, whenGone(c)),
        permissions: () => permissionsOf(path.join(functionRoot, instance.functionName)),
        isCallerToken: (token) => options.callerTokens.get(token) === instance.functionName,
        fault,
        note: (noted) => {
          detail = noted;
        },
      });
      trace({
        source: 'gateway',
        step: common.apiName === undefined ? common.action : `openapi.${common.apiName}`,
        durationMs: performance.now() - startedAt,
        ...(detail === undefined ? {} : { detail }),
      });
      return data instanceof Uint8Array
        ? new Response(Uint8Array.from(data), {
            headers: { 'content-type': 'application/octet-stream' },
          })
        : json({ requestId, data });
    });
  }

  return new Hono<{ Bindings: HttpBindings }>().post('/admin', async (c) => {
    const requestId = randomUUID();
    try {
      return await answer(c, requestId);
    } catch (error) {
      if (!(error instanceof TencentError)) throw error;
      if (isLeftOut(error)) trace({ source: 'gateway', step: 'notice', detail: error.message });
      else trace({ source: 'gateway', step: 'refused', detail: `${error.code}: ${error.message}` });
      return json({ code: error.code, message: error.message, requestId }, error.status);
    }
  });
}

const unknownSource = (status?: number) =>
  new TencentError('INVALID_REQUEST_SOURCE', 'unknown secretId or sessionToken', status);

async function readParams(c: LocalContext): Promise<object> {
  const { incoming } = c.env;
  try {
    if (incoming.headers['content-type']?.startsWith('multipart/')) {
      const { fields, files } = await readForm(incoming, maxBodyBytes);
      return { ...Object.fromEntries(fields), requestData: files.get('requestData')?.bytes };
    }
    const params = await readJson(incoming, maxBodyBytes);
    if (typeof params === 'object' && params !== null && !Array.isArray(params)) return params;
    throw new RequestError(400, 'the body is not an object');
  } catch (error) {
    if (!(error instanceof RequestError) || error.status === 413) throw error;
    throw new TencentError('INVALID_COMMON_PARAM', error.message, error.status);
  }
}

/** What the config.json that was uploaded with the function lists. */
async function permissionsOf(functionFolder: string): Promise<string[]> {
  try {
    const text = await readFile(path.join(functionFolder, 'config.json'), 'utf8');
    return (JSON.parse(text) as { permissions: { openapi: string[] } }).permissions.openapi;
  } catch {
    return [];
  }
}

/** The SDK tells an error from protobuf by exactly this content type. */
function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
