import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod';
import type { LocalDatabase } from './database';
import { type Effect, type FaultBox, respondUnder, type Stage } from './faults';
import { parseForm } from './form';
import {
  encodeOpenApiResponse,
  type OpenApiPair,
  type OpenApiResponse,
  parseOpenApiRequest,
} from './open-api-messages';
import type { LocalStorage } from './storage';
import { parse, TencentError } from './tencent-error';
import type { Trace } from './types';
import { isWechatApi, type WechatApiName } from './wechat-client';

/** Ours; a picture has at most 2 MB. */
const maxBodyBytes = 20 * 1024 * 1024;

export interface GatewayOptions {
  envId: string;
  functionRoot: string;
  storage: LocalStorage;
  database: LocalDatabase;
  wechat: { call(api: WechatApiName, pairs: OpenApiPair[]): Promise<OpenApiResponse> };
  faults: FaultBox;
  /** Which function has these credentials; `undefined` for anyone else's. */
  functionOf(secretId: string, sessionToken: string): string | undefined;
  /** Whether this is the token of an event that a Mini Program's user caused. */
  isCallerToken(token: string, functionName: string): boolean;
  trace(trace: Omit<Trace, 'at'>): void;
}

const CommonSchema = z.object({
  action: z.string(),
  envName: z.string(),
  sessionToken: z.string(),
  wxCloudApiToken: z.string().default(''),
});

const DownloadUrlSchema = z.object({
  file_list: z
    .array(z.object({ fileid: z.string(), max_age: z.number().positive().optional() }))
    .min(1)
    .max(50),
});
const DeleteFileSchema = z.object({ fileid_list: z.array(z.string()).min(1).max(50) });
const UploadSchema = z.object({ path: z.string().min(1) });

interface Request {
  context: Parameters<typeof respondUnder>[1];
  common: z.infer<typeof CommonSchema>;
  params: Record<string, unknown>;
  requestData: Uint8Array | undefined;
  functionName: string;
  requestId: string;
}

/** `POST /admin`: what a cloud function's SDK talks to. Each action is a function of its own below. */
export function createGateway(options: GatewayOptions): Hono<{ Bindings: HttpBindings }> {
  const { storage, database, faults, trace } = options;

  const actions: Record<string, (request: Request) => Promise<Response>> = {
    'storage.batchGetDownloadUrl': getDownloadUrl,
    'storage.batchDeleteFile': deleteFile,
    'storage.getUploadMetadata': getUploadMetadata,
    'wx.openApi': openApi,
  };
  for (const [name, run] of Object.entries(database.actions)) {
    actions[name] = (request) =>
      tencentAction(request, 'database', async () => run(request.params));
  }

  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.post('/admin', async (c) => {
    const requestId = randomUUID();
    try {
      const { params, requestData } = await parseBody(c);
      const common = parse(CommonSchema, params);
      const authorization = c.req.header('authorization') ?? '';
      const functionName = checkSource(authorization, common);
      const action = actions[common.action];
      if (!action) throw new TencentError('INVALID_PARAM', `unknown action ${common.action}`);
      return await action({ context: c, common, params, requestData, functionName, requestId });
    } catch (error) {
      if (!(error instanceof TencentError)) throw error;
      trace({ source: 'gateway', step: 'refused', detail: `${error.code}: ${error.message}` });
      return json({ code: error.code, message: error.message, requestId });
    }
  });
  return routes;

  function checkSource(authorization: string, common: z.infer<typeof CommonSchema>): string {
    // TC3-HMAC-SHA256 Credential=<secretId>/<date>/tcb/tc3_request, …
    const secretId = /Credential=([^/\s]+)\//.exec(authorization)?.[1] ?? '';
    const functionName = options.functionOf(secretId, common.sessionToken);
    if (functionName === undefined) {
      throw new TencentError('INVALID_REQUEST_SOURCE', 'unknown secretId or sessionToken');
    }
    if (common.envName !== options.envId) {
      throw new TencentError('INVALIID_ENV', `Env ${common.envName} does not exist`);
    }
    return functionName;
  }

  /** Storage's and the database's: under faults, with Tencent Cloud's JSON as the answer. */
  function tencentAction(
    request: Request,
    stage: Stage,
    work: (effect: Effect | undefined) => Promise<unknown>,
  ): Promise<Response> {
    const startedAt = performance.now();
    return respondUnder(faults.take(stage), request.context, async (effect) => {
      if (effect?.kind === 'tencent-error') {
        return json({ code: effect.code, message: effect.message, requestId: request.requestId });
      }
      const data = await work(effect);
      trace({
        source: 'gateway',
        step: request.common.action,
        durationMs: performance.now() - startedAt,
      });
      return json({ requestId: request.requestId, data });
    });
  }

  function getDownloadUrl(request: Request): Promise<Response> {
    const { file_list } = parse(DownloadUrlSchema, request.params);
    return tencentAction(request, 'get-url', async (effect) => ({
      download_list: await Promise.all(
        file_list.map(async ({ fileid, max_age }) => {
          const maxAge = Math.floor(max_age ?? 24 * 3600);
          const failed = (code: string) => ({ code, fileID: fileid, tempFileURL: '', maxAge });
          if (effect?.kind === 'file-code') return failed(effect.code);
          const filePath = storage.pathOf(fileid);
          if (filePath === undefined || !(await storage.has(filePath))) {
            return failed('STORAGE_FILE_NONEXIST');
          }
          const tempFileURL = storage.downloadUrl(filePath, maxAge);
          return { code: 'SUCCESS', fileID: fileid, tempFileURL, maxAge };
        }),
      ),
    }));
  }

  function deleteFile(request: Request): Promise<Response> {
    const { fileid_list } = parse(DeleteFileSchema, request.params);
    return tencentAction(request, 'delete', async (effect) => ({
      delete_list: await Promise.all(
        fileid_list.map(async (fileID) => {
          if (effect?.kind === 'file-code') return { code: effect.code, fileID };
          const deleted = await storage.delete(fileID);
          return { code: deleted ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST', fileID };
        }),
      ),
    }));
  }

  function getUploadMetadata(request: Request): Promise<Response> {
    const { path: filePath } = parse(UploadSchema, request.params);
    return tencentAction(request, 'upload', async () => {
      const { url, authorization, fileId } = storage.uploadTicket(filePath);
      // A header's value to be: ASCII only.
      const cosFileId = Buffer.from(fileId).toString('base64url');
      return { url, authorization, token: 'local', fileId, cosFileId };
    });
  }

  function openApi(request: Request): Promise<Response> {
    const startedAt = performance.now();
    const apiName = String(request.params.apiName);
    return respondUnder(faults.take('ocr'), request.context, async (effect) => {
      if (effect?.kind === 'tencent-error') {
        return json({ code: effect.code, message: effect.message, requestId: request.requestId });
      }
      const response =
        effect?.kind === 'gateway-error'
          ? { errorCode: effect.errorCode }
          : await callOpenApi(request, apiName);
      trace({
        source: 'gateway',
        step: `openapi.${apiName}`,
        durationMs: performance.now() - startedAt,
        ...(response.errorCode ? { detail: response.errorCode } : {}),
      });
      const bytes = encodeOpenApiResponse(response);
      const end = effect?.kind === 'cut-off-protobuf' ? bytes.length / 2 : bytes.length;
      return new Response(Uint8Array.from(bytes.subarray(0, end)), {
        headers: { 'content-type': 'application/octet-stream' },
      });
    });
  }

  async function callOpenApi(request: Request, apiName: string): Promise<OpenApiResponse> {
    if (!request.requestData)
      throw new TencentError('INVALID_PARAM', 'requestData is no file part');
    if (!isWechatApi(apiName)) return { errorCode: -604100 };
    if (!(await permissionsOf(request.functionName)).includes(apiName))
      return { errorCode: -604101 };
    if (!options.isCallerToken(request.common.wxCloudApiToken, request.functionName)) {
      return { errorCode: -604104 };
    }
    let pairs: ReturnType<typeof parseOpenApiRequest>;
    try {
      pairs = parseOpenApiRequest(request.requestData);
    } catch (error) {
      throw new TencentError('INVALID_PARAM', `requestData: ${String(error)}`);
    }
    return options.wechat.call(apiName, pairs);
  }

  /** What the config.json that was uploaded with the function lists. */
  async function permissionsOf(functionName: string): Promise<string[]> {
    const file = path.join(options.functionRoot, functionName, 'config.json');
    try {
      const config = JSON.parse(await readFile(file, 'utf8')) as {
        permissions?: { openapi?: string[] };
      };
      return config.permissions?.openapi ?? [];
    } catch {
      return [];
    }
  }
}

async function parseBody(
  context: Request['context'],
): Promise<{ params: Record<string, unknown>; requestData: Uint8Array | undefined }> {
  const { incoming } = context.env;
  try {
    if (incoming.headers['content-type']?.startsWith('multipart/form-data')) {
      const form = await parseForm(incoming, maxBodyBytes);
      return {
        params: Object.fromEntries(form.fields),
        requestData: form.files.get('requestData')?.bytes,
      };
    }
    return {
      params: (await context.req.json()) as Record<string, unknown>,
      requestData: undefined,
    };
  } catch (error) {
    throw new TencentError('INVALID_COMMON_PARAM', `body: ${String(error)}`);
  }
}

/** The SDK tells an error from protobuf by exactly this content type. */
function json(body: unknown): Response {
  return new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
