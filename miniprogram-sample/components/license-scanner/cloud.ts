import type {
  LicenseKind,
  PrepareEvent,
  PrepareResult,
  RecognizeEvent,
} from '../../../cloudfunctions/shared/contract';
import { ask, attempt, NoAnswer, startWatch } from '../shared/platform';
import { checkAnswer, checkFolder } from './answer';
import { cloudFailure, pageFailure } from './failure';
import type { Delivery, PreparedPhoto, Progress, Sender } from './sender';
import { stalledMs, toPercent } from './sender';
import type { CloudLike, CloudTask, PageFailure } from './types';

/** 云开发：问目录、上传、调用云函数、清理。`init` 由项目自己在 app 里做。 */

/** 留给冷启动；照片要上传之前没有人在等它。 */
const prepareTimeoutMs = 10000;

/** 大于云函数的 20 秒，好让平台先说出更明白的错误。 */
const recognizeTimeoutMs = 22000;

const deleteTimeoutMs = 10000;

type Folder = PrepareResult | PageFailure;
type Uploaded = { ok: true; fileID: string } | PageFailure;

/** @param cloud 用到时才取：没有云开发的微信里 `wx.cloud` 不存在，那也是一种失败 */
export function createCloudSender(cloud: () => CloudLike): Sender {
  const folders: Partial<Record<LicenseKind, Promise<Folder>>> = {};

  /** 得到云函数的回答，或一个失败；从不 reject。 */
  async function callFunction<Answer>(
    name: LicenseKind,
    data: PrepareEvent | RecognizeEvent,
    timeoutMs: number,
    check: (name: LicenseKind, answer: unknown, from: string) => Answer,
  ): Promise<Answer | PageFailure> {
    try {
      const { result } = await ask<{ result?: unknown }>(timeoutMs, (answer) =>
        cloud().callFunction({ name, data, ...answer }),
      );
      return check(name, result, name);
    } catch (error) {
      if (!(error instanceof NoAnswer)) return cloudFailure('call', error);
      const errMsg = `no answer from ${name} within ${timeoutMs} ms`;
      return pageFailure('NO_ANSWER', errMsg, { retryable: true });
    }
  }

  /** 问这个用户的上传目录；用户还在取景时，云函数的实例已经启动。 */
  function askFolder(kind: LicenseKind): Promise<Folder> {
    const asked = callFunction(kind, { action: 'prepare' }, prepareTimeoutMs, checkFolder);
    folders[kind] = asked;
    return asked;
  }

  /** 打开页面时问过；失败了再问一次。 */
  async function folderOf(kind: LicenseKind): Promise<Folder> {
    const first = await (folders[kind] || askFolder(kind));
    return first.ok ? first : askFolder(kind);
  }

  /** 尽力而为。 */
  function deletePhoto(fileID: string): void {
    ask(deleteTimeoutMs, (answer) => cloud().deleteFile({ fileList: [fileID], ...answer })).catch(
      () => {},
    );
  }

  function accept({ kind, filePath, keepFile }: PreparedPhoto): Delivery {
    let dropped = false;
    let fileID: string | undefined;
    let abortUpload = () => {};

    async function upload(progress: Progress): Promise<Uploaded> {
      progress.uploading(0);
      const folder = await folderOf(kind);
      if (!folder.ok || dropped) return folder.ok ? nobodyWaits : folder;
      // 旧版的云函数不给 keptPrefix。
      const prefix = (keepFile && folder.keptPrefix) || folder.uploadPrefix;
      return new Promise<Uploaded>((resolve) => {
        const watch = startWatch(stalledMs, progress.stalled);
        const end = (uploaded: Uploaded) => {
          watch.stop();
          resolve(uploaded);
        };
        let percent = 0;
        let task: CloudTask | undefined;
        abortUpload = () => {
          watch.stop();
          if (task) attempt(task.abort.bind(task));
        };
        try {
          // 给了 success 或 fail，uploadFile 才返回任务；有任务才有进度和 abort。
          task = cloud().uploadFile({
            cloudPath: prefix + randomName(),
            filePath,
            success(uploaded) {
              const { fileID: arrived } = uploaded || {};
              if (dropped && arrived) deletePhoto(arrived);
              end(
                arrived
                  ? { ok: true, fileID: arrived }
                  : pageFailure('UPLOAD_FAILED', 'uploadFile gave no fileID', { retryable: true }),
              );
            },
            fail: (error) => end(cloudFailure('upload', error)),
          });
          if (!task) return;
          task.onProgressUpdate(({ progress: told }) => {
            const now = toPercent(told, percent);
            if (dropped || now === percent) return;
            percent = now;
            watch.touch();
            progress.uploading(percent);
          });
        } catch (error) {
          end(cloudFailure('upload', error));
        }
      });
    }

    return {
      async send(progress) {
        const wasThere = fileID !== undefined;
        if (fileID === undefined) {
          const uploaded = await upload(progress);
          if (!uploaded.ok || dropped) return { result: uploaded.ok ? nobodyWaits : uploaded };
          fileID = uploaded.fileID;
        }
        progress.recognizing();
        const event = keepFile ? { fileID, keepFile } : { fileID };
        const result = await callFunction(kind, event, recognizeTimeoutMs, checkAnswer);
        if (dropped) return { result };
        if (!result.ok && result.reason === 'FILE_NOT_FOUND' && wasThere) {
          // 我们不再等的那次调用后来完成了，并删除了照片。
          fileID = undefined;
          return this.send(progress);
        }
        const kept = result.ok && keepFile ? { fileID } : {};
        if (result.photo === 'deleted' || (result.ok && keepFile)) fileID = undefined;
        return { result, ...kept };
      },

      drop() {
        if (dropped) return;
        dropped = true;
        abortUpload();
        if (fileID !== undefined) deletePhoto(fileID);
      },
    };
  }

  return {
    warmUp(kind) {
      if (!folders[kind]) askFolder(kind);
    },
    accept,
  };
}

const nobodyWaits = pageFailure('UNEXPECTED', 'nobody waits for this photo any more');

/**
 * 不可猜：新开的云存储默认“所有用户可读”，知道文件名就能读。
 * 云函数接受的文件名：`[A-Za-z0-9._-]{1,128}`。
 */
function randomName(): string {
  const random = () => Math.random().toString(36).slice(2);
  return `${Date.now().toString(36)}-${random()}${random()}.jpg`;
}
