import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { functionNames } from '../build';
import {
  advisedTimeLimitMs,
  FunctionCallError,
  type FunctionConfiguration,
  type LocalCloud,
  type LocalCloudOptions,
  StorageError,
  wechatError,
} from '../local-cloud';
import type { RunLog } from './run-log';
import type { Switch } from './switchboard';
import type { Answer, CloudError, RunStep } from './wire';

/** Starts the cloud behind the page. It must report its steps to `onTrace`. */
export type OpenCloud = (
  options: Pick<LocalCloudOptions, 'timeLimitMs' | 'onTrace'>,
) => Promise<LocalCloud>;

interface OpenUpload {
  step: RunStep;
  detail: { cloudPath: string; bytes: number; sent: number };
  pieces: Buffer[];
}

/** A slow phone network, bytes per second. */
const slowBytesPerSecond = 64 * 1024;

/** Passes for a JPEG until WeChat opens it. */
const noPicture = {
  contentType: 'image/jpeg',
  value: Buffer.from([0xff, 0xd8, 0xff]).toString('base64'),
};

/** As configured by somebody who has read the README. */
const usual = { timeLimitMs: advisedTimeLimitMs, environment: {} } satisfies FunctionConfiguration;

export type CloudPort = Awaited<ReturnType<typeof createCloudPort>>;

/**
 * What `wx.cloud` of the page reaches. Uploads come in pieces, so that the page's progress is that of
 * bytes that have arrived.
 */
export async function createCloudPort(options: {
  openCloud: OpenCloud;
  openId: string;
  runs: RunLog;
  isSlow: () => boolean;
  /** A recognition has met the switch that is on. */
  onSwitchUsed: () => void;
}) {
  const { openId, runs } = options;
  const uploads = new Map<string, OpenUpload>();
  /** fileID → run, of what this page has uploaded: a user may delete nothing else. */
  const owned = new Map<string, number>();
  let active: Switch | undefined;
  let configured = JSON.stringify(usual);
  const cloud = await options.openCloud({
    timeLimitMs: usual.timeLimitMs,
    onTrace: (trace) => runs.trace(trace),
  });

  /** Another time limit or environment variable means new instances. */
  async function configure(next: Switch | undefined): Promise<void> {
    const configuration = { ...usual, ...next?.configuration };
    if (JSON.stringify(configuration) === configured) return;
    configured = JSON.stringify(configuration);
    cloud.configure(configuration);
    // The page has asked `prepare` long before, and its instances are warm.
    await Promise.allSettled(
      functionNames().map((name) => cloud.callFunction(name, { action: 'prepare' }, { openId })),
    );
  }

  return {
    envId: cloud.envId,

    /** Deploys and breaks things as the switch says; `undefined` puts everything right. */
    async apply(next: Switch | undefined): Promise<void> {
      active = next;
      await configure(next);
      cloud.faults.clear();
      if (next?.oneCallBefore) {
        // Under a fault, so that WeChat itself is never asked, whichever one is behind the cloud.
        cloud.faults.set(wechatError(101002));
        await cloud.callFunction('vehicleLicense', { img: noPicture }, { openId });
        cloud.faults.clear();
      }
      if (next?.fault) cloud.faults.set(next.fault);
    },

    async call(
      name: string,
      event: Record<string, unknown>,
    ): Promise<Answer<{ result: unknown; requestID: string }>> {
      const isRecognition = event.action !== 'prepare';
      const current = isRecognition ? active : undefined;
      const functionName = current?.functionName ?? name;
      const detail = { name: functionName, event: current?.toEvent?.(event) ?? event };
      const run = takeRun(event.fileID) ?? runs.begin();
      const step = begin(run, isRecognition ? 'callFunction' : 'prepare', detail);
      const requestId = randomUUID();
      runs.expectRequest(run, requestId);
      try {
        const { result } = await cloud.callFunction(functionName, detail.event, {
          openId,
          requestId,
        });
        if (current?.answerDelayMs) await sleep(current.answerDelayMs, undefined, { ref: false });
        const ok = (result as { ok?: unknown } | null)?.ok === true;
        runs.change(step, { state: ok ? 'done' : 'failed', detail: { ...detail, result } });
        return { ok: true, result, requestID: requestId };
      } catch (error) {
        if (!(error instanceof FunctionCallError)) throw error;
        return refuse(step, detail, error);
      } finally {
        if (current) options.onSwitchUsed();
      }
    },

    beginUpload(cloudPath: string, bytes: number): Answer<{ id: string }> {
      const detail = { cloudPath, bytes, sent: 0 };
      const step = begin(runs.begin(), 'uploadFile', detail);
      if (active?.uploadError) return refuse(step, detail, active.uploadError);
      const id = randomUUID();
      uploads.set(id, { step, detail, pieces: [] });
      return { ok: true, id };
    },

    /** Takes the next piece; the last one gives the fileID. */
    async continueUpload(id: string, piece: Buffer): Promise<Answer<{ fileID?: string }>> {
      if (options.isSlow()) await sleep((1000 * piece.length) / slowBytesPerSecond);
      const upload = uploads.get(id);
      if (!upload) return { ok: false, errCode: -1, errMsg: 'uploadFile:fail abort' };
      const { step, detail, pieces } = upload;
      pieces.push(piece);
      detail.sent += piece.length;
      if (detail.sent < detail.bytes && piece.length > 0) {
        runs.change(step, { detail });
        return { ok: true };
      }
      uploads.delete(id);
      if (detail.sent !== detail.bytes) {
        runs.change(step, { state: 'failed', detail });
        return { ok: false, errCode: -1, errMsg: 'uploadFile:fail size' };
      }
      const photo = Buffer.concat(pieces);
      const stored = active?.toUpload?.(photo) ?? photo;
      let fileID: string;
      try {
        fileID = await cloud.storage.put(detail.cloudPath, stored, { openId });
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        return refuse(step, detail, error);
      }
      owned.set(fileID, step.run);
      runs.change(step, { state: 'done', detail: { ...detail, fileID } });
      return { ok: true, fileID };
    },

    abortUpload(id: string): void {
      const upload = uploads.get(id);
      if (!upload) return;
      uploads.delete(id);
      runs.change(upload.step, { state: 'failed', step: 'uploadFile (aborted)' });
    },

    async delete(fileList: string[]) {
      const files = await Promise.all(
        fileList.map(async (fileID) => {
          const run = owned.get(fileID);
          const step = begin(run ?? runs.begin(), 'deleteFile', { fileID });
          const deleted = run !== undefined && (await cloud.storage.delete(fileID));
          runs.change(step, { state: deleted ? 'done' : 'failed' });
          // STORAGE_FILE_NONEXIST, STORAGE_EXCEED_AUTHORITY
          const status = deleted ? 0 : run === undefined ? -503002 : -503003;
          return { fileID, status, errMsg: deleted ? 'ok' : 'fail' };
        }),
      );
      return { ok: true, files };
    },

    close: cloud.close,
  };

  function begin(run: number, step: string, detail: object): RunStep {
    return runs.add(run, { source: 'page', step, state: 'running', detail });
  }

  function refuse(step: RunStep, detail: object, { errCode, errMsg }: CloudError): Answer<never> {
    runs.change(step, { state: 'failed', detail: { ...detail, error: { errCode, errMsg } } });
    return { ok: false, errCode, errMsg };
  }

  /** The first call belongs to the upload's run, a call with a kept photo is a run of its own. */
  function takeRun(fileID: unknown): number | undefined {
    const run = typeof fileID === 'string' ? owned.get(fileID) : undefined;
    const isFirst =
      run !== undefined &&
      !runs.steps().some((step) => step.run === run && step.step === 'callFunction');
    return isFirst ? run : undefined;
  }
}
