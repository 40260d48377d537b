import * as cloud from 'wx-server-sdk';
import type { LicenseKind } from './contract';
import { ownErrCode, RecognitionError } from './errors';

/** The only file that knows the SDK. Nothing it answers or throws is trusted further in. */

// DYNAMIC_CURRENT_ENV: a copied function works in whichever environment it is uploaded to.
// The SDK's own types say that init does not take this symbol; its documentation says it does.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

export interface Caller {
  /** `undefined` in a console test, a timer, … */
  openId: string | undefined;
  envId: string | undefined;
  /** DevTools' local debugging, where the environment is called `local` whatever it is. */
  isLocalDebugging: boolean;
}

/**
 * Who calls, and where. To be read at the start of every event: instances are reused between
 * users, and the SDK reads the environment each time.
 */
export function readCaller(): Caller {
  const { OPENID, ENV } = cloud.getWXContext() as Record<string, unknown>;
  return {
    openId: toId(OPENID),
    envId: toId(ENV),
    isLocalDebugging: process.env.TENCENTCLOUD_RUNENV === 'WX_LOCAL_SCF' && ENV === 'local',
  };
}

/** The SDK turns values of digits alone into numbers; beyond 2^53 that loses digits. */
function toId(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/**
 * The SDK would sign with nothing and answer what reads like a busy cloud, while its promise that
 * nobody waits for ends the process (`prepareCredentials` of @cloudbase/node-sdk 3.17.2).
 * @throws RecognitionError UNEXPECTED where this process has no credentials of a cloud environment
 */
export function checkCredentials(): void {
  const { TENCENTCLOUD_SECRETID: id, TENCENTCLOUD_SECRETKEY: key } = process.env;
  if (id && key) return;
  throw new RecognitionError(
    'UNEXPECTED',
    ownErrCode.unexpected,
    "this process has no credentials of a cloud environment (TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY): call the function in WeChat's cloud, or here with npm start or npm run recognize",
  );
}

export type OcrParameters = { type: 'photo' | 'scan' } & (
  | { img: { contentType: string; value: Buffer } }
  | { imgUrl: string }
);

/** One OCR call. The reply is whatever the SDK makes of WeChat's answer: see reply.ts. */
export function callOcr(api: LicenseKind, parameters: OcrParameters): Promise<unknown> {
  return cloud.openapi.ocr[api](parameters);
}

export interface FileStatus {
  /** 0, or Tencent Cloud's error number for this file. */
  status: number;
  tempFileURL?: string;
}

export function getTempFileUrl(fileId: string): Promise<FileStatus | undefined> {
  return firstFile(cloud.getTempFileURL({ fileList: [fileId] }));
}

export function deleteFile(fileId: string): Promise<FileStatus | undefined> {
  return firstFile(cloud.deleteFile({ fileList: [fileId] }));
}

async function firstFile(reply: unknown): Promise<FileStatus | undefined> {
  const { fileList } = (await reply) as { fileList: (FileStatus | undefined)[] };
  return fileList[0];
}

/** Counters in a collection of the cloud database, for `takeUnit` in usage.ts. */
export interface UsageCounters {
  /** Creates the counter at 1. Rejects where it exists, with whatever number the service has for that. */
  create(id: string): Promise<void>;
  /** Adds 1 to the counter, in one atomic step, if it exists and is below `limit`. */
  increment(id: string, limit: number): Promise<boolean>;
  exists(id: string): Promise<boolean>;
  /** Deletes the counters whose id is in `[from, to)`: `_id` always has an index. */
  remove(from: string, to: string): Promise<void>;
}

/** The SDK's database is evaluated here and not before: most deployments never need it. */
export function usageCounters(collectionName: string): UsageCounters {
  // Silences the SDK's own line on a database request of more than 3 s (node-sdk, tcbapirequester).
  process.env.SILENCE = 'true';
  const database = cloud.database();
  const { command } = database;
  const collection = database.collection(collectionName);
  return {
    async create(id) {
      const { _id } = (await collection.add({ data: { _id: id, used: 1 } })) as { _id: unknown };
      // A database that made another document than the asked one has not counted anything.
      if (_id !== id) throw { errCode: ownErrCode.databaseRequestFailed };
    },
    async increment(id, limit) {
      const { stats } = (await collection
        .where({ _id: id, used: command.lt(limit) })
        .update({ data: { used: command.inc(1) } })) as { stats: { updated: number } };
      return stats.updated === 1;
    },
    async exists(id) {
      const { total } = (await collection.where({ _id: id }).count()) as { total: number };
      return total === 1;
    },
    async remove(from, to) {
      await collection.where({ _id: command.gte(from).and(command.lt(to)) }).remove();
    },
  };
}
