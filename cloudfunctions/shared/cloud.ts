import * as cloud from 'wx-server-sdk';
import type { LicenseKind } from './contract';
import { ownErrCode, RecognitionError } from './errors';

// The environment that the function is uploaded to. The SDK's types refuse this symbol, its
// documentation asks for it.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

export interface Caller {
  /** `undefined` in a console test, a timer, … */
  openId: string | undefined;
  envId: string | undefined;
  /** DevTools' local debugging, where the environment is called `local` whatever it is. */
  isLocalDebugging: boolean;
}

/** To be read at every event: instances are reused between users. */
export function readCaller(): Caller {
  const { OPENID, FROM_OPENID, ENV } = cloud.getWXContext() as Record<string, unknown>;
  return {
    // In an environment shared with another Mini Program the user is told as FROM_OPENID; whether
    // OPENID is there too is documented nowhere. Not tried against the live service.
    openId: toId(OPENID || FROM_OPENID),
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
 * The SDK would answer what reads like a busy cloud, while a promise of its own that nobody waits for
 * ends the process (`prepareCredentials` of @cloudbase/node-sdk 3.17.2).
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

/** The reply is whatever the SDK makes of WeChat's answer: see reply.ts. */
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

export type UsageCounters = ReturnType<typeof usageCounters>;

/** Evaluates the SDK's database, which most deployments never need. */
export function usageCounters(collectionName: string) {
  // The SDK would log database requests of more than 3 s (node-sdk, tcbapirequester).
  process.env.SILENCE = 'true';
  const database = cloud.database();
  const { command } = database;
  const collection = database.collection(collectionName);
  return {
    /** At 1. Rejects where it exists, with a number that no documentation tells. */
    async create(id: string) {
      const { _id } = (await collection.add({ data: { _id: id, used: 1 } })) as { _id: unknown };
      // A database that made another document has not counted anything.
      if (_id !== id) throw { errCode: ownErrCode.databaseRequestFailed };
    },
    /** Adds 1, atomically, if it exists and is below `limit`. */
    async increment(id: string, limit: number) {
      const { stats } = (await collection
        .where({ _id: id, used: command.lt(limit) })
        .update({ data: { used: command.inc(1) } })) as { stats: { updated: number } };
      return stats.updated === 1;
    },
    async exists(id: string) {
      const { total } = (await collection.where({ _id: id }).count()) as { total: number };
      return total === 1;
    },
    /** All ids in `[from, to)`. */
    async remove(from: string, to: string) {
      await collection.where({ _id: command.gte(from).and(command.lt(to)) }).remove();
    },
  };
}
