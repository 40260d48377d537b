import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import {
  errcodeOf,
  isTimeout,
  postToWechat,
  toOcrRequest,
  type WechatClient,
} from '../live/wechat-client';
import { createReader } from '../reader';
import { callErrors } from './client-error';
import { createDatabase } from './database';
import { createFaults } from './faults';
import { createGateway } from './gateway';
import { createRuntime } from './runtime';
import { serve } from './server';
import { createStorage } from './storage';
import type { LocalCloud, LocalCloudOptions, Trace } from './types';
import { answerAsWechat, WechatError } from './wechat-answer';
import { createWechatApi } from './wechat-api';
import { createWechatTokens } from './wechat-tokens';

export { countCalls, isWechatApi, type WechatApiName } from '../cards';
export { createReader, type Reader, UnavailableError } from '../reader';
export { callErrors, FunctionCallError, StorageError } from './client-error';
export { errorPage, wechatError } from './faults';
export { listen, RequestError, readBody, readJson, serve } from './server';
export { photoPath } from './storage';
export type * from './types';

/** The time limit that the README asks operators to set, milliseconds. */
export const advisedTimeLimitMs = 20_000;

const appId = 'wx00000000localcloud';
const envId = 'local-cloud-0g00000000000000';
const bucket = `${envId}.6c6f-${envId}-1300000000`;

/** Starts a stand-in for WeChat's cloud on 127.0.0.1; README.md in this folder says what it can do. */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const functionRoot = path.resolve(
    options.functionRoot ?? path.join(__dirname, '..', '..', 'dist', 'cloudfunctions'),
  );
  const appSecret = randomBytes(16).toString('hex');
  const trace = (step: Omit<Trace, 'at'>) => options.onTrace?.({ at: Date.now(), ...step });
  let origin = '';

  const configuration = {
    timeLimitMs: options.timeLimitMs ?? 3_000,
    environment: options.functionEnvironment ?? {},
  };

  /** Credentials of the instances: which function they belong to. */
  const instances = new Map<string, { sessionToken: string; functionName: string }>();
  /** Tokens of the events that a caller caused. */
  const callerTokens = new Map<string, string>();

  const faults = createFaults();
  const storage = createStorage({
    host: bucket,
    origin: () => origin,
    faults,
    trace,
  });
  const database = createDatabase({
    collections: options.collections,
    folder: options.dataFolder,
    notice: (sentence) => trace({ source: 'gateway', step: 'notice', detail: sentence }),
  });
  const tokens = createWechatTokens({ appId, appSecret });
  const reader = options.reader ?? createReader();
  const wechatApi = createWechatApi({
    tokens,
    callsPerDay: options.callsPerDay ?? 100,
    faults,
    reader,
    trace,
  });
  const gateway = createGateway({
    envId,
    functionRoot,
    storage,
    database,
    callFunction: (name, event) => runtime.call(name, event, { openId: undefined }),
    async callWechat(...request) {
      const answer = await askWechat(...request);
      options.onWechatAnswer?.(answer);
      return answer;
    },
    faults,
    instances,
    callerTokens,
    trace,
  });
  const runtime = createRuntime({
    functionRoot,
    timeLimitMs: () => configuration.timeLimitMs,
    nodePath: options.nodePath ?? process.execPath,
    maxInstances: options.inspectPort ? 1 : (options.maxInstances ?? 4),
    inspectPort: options.inspectPort,
    envId,
    instanceEnvironment,
    eventEnvironment,
    trace,
  });

  const token = {
    name: 'cloudbase_access_token',
    value: tokens.issue('cloudbase_access_token', Number.POSITIVE_INFINITY),
  } as const;
  /** Turns a cloud call into a call of our own HTTPS API, as the real gateway does with WeChat's. */
  const askStandIn: WechatClient['call'] = async (api, pairs, signal) => {
    try {
      const { url, body } = toOcrRequest(origin, api, pairs, token);
      return await postToWechat(url, body, { timeoutMs: 10_000, signal });
    } catch (error) {
      return { errorCode: isTimeout(error) ? -604102 : -604103 };
    }
  };

  /** Faults of WeChat's side strike the stand-in: none of an account's calls is spent on them. */
  const askWechat: WechatClient['call'] = async (api, pairs, signal) => {
    const { wechat } = options;
    if (!wechat || faults.breaks('wechat')) return askStandIn(api, pairs, signal);
    await sleep(faults.take('wechat').delayMs);
    const startedAt = performance.now();
    const answer = await wechat.call(api, pairs, signal);
    const durationMs = performance.now() - startedAt;
    const errcode = answer.errorCode ?? errcodeOf(answer) ?? 'no JSON';
    trace({ source: 'wechat', step: api, durationMs, detail: errcode || 'ok' });
    return answer;
  };

  function instanceEnvironment(functionName: string): Record<string, string> {
    const secretId = `AKID${randomBytes(16).toString('hex')}`;
    const sessionToken = randomBytes(32).toString('base64url');
    instances.set(secretId, { sessionToken, functionName });
    return {
      ...configuration.environment,
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: secretId,
      TENCENTCLOUD_SECRETKEY: randomBytes(24).toString('hex'),
      TENCENTCLOUD_SESSIONTOKEN: sessionToken,
      SCF_NAMESPACE: envId,
      TCB_ENV: envId,
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin` }),
    };
  }

  function eventEnvironment(functionName: string, openId: string | undefined) {
    // Without a caller the keys are not announced; what the event before left behind stays, and
    // only getWXContext() tells the difference.
    if (openId === undefined) return { WX_CONTEXT_KEYS: null };
    const token = randomUUID();
    callerTokens.set(token, functionName);
    return {
      WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_API_TOKEN',
      WX_OPENID: openId,
      WX_APPID: appId,
      WX_API_TOKEN: token,
    };
  }

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/', gateway);
  app.route('/', storage.routes);
  app.route('/', wechatApi.routes);
  app.notFound((c) => {
    trace({ source: 'gateway', step: 'unknown', detail: `${c.req.method} ${c.req.path}` });
    return answerAsWechat(() => Promise.reject(new WechatError(40066)));
  });

  const server = await serve(app);
  origin = `http://127.0.0.1:${server.port}`;

  return {
    origin,
    appId,
    appSecret,
    envId,
    bucket,
    storage,
    database,
    faults,
    ocrCalls: wechatApi.calls,
    issueToken: tokens.issue,
    async callFunction(name, event, caller = { openId: undefined }) {
      const { delayMs, fault } = faults.take('call');
      if (delayMs > 0) await sleep(delayMs);
      if (fault?.kind === 'call-error') throw callErrors[fault.error]();
      // Before the time limit begins to count: WeChat has nothing to load.
      const loading = reader.whenLoaded();
      if (loading) await loading;
      return runtime.call(name, withUserInfo(event, caller.openId), caller);
    },
    redeploy: runtime.redeploy,
    configure(changes) {
      Object.assign(configuration, changes);
      runtime.redeploy();
    },
    async close() {
      if (!options.reader) reader.close();
      await runtime.close();
      await server.close();
    },
  };
}

/** The platform adds these keys to an event that a page sends. */
function withUserInfo(event: unknown, openId: string | undefined): unknown {
  if (event === undefined) return withUserInfo({}, openId);
  if (openId === undefined || typeof event !== 'object' || event === null || Array.isArray(event)) {
    return event;
  }
  return { ...event, tcbContext: {}, userInfo: { appId, openId } };
}
