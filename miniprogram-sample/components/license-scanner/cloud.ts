import type {
  LicenseKind,
  LicenseOf,
  PrepareEvent,
  PrepareResult,
  RecognizeEvent,
  Result,
} from '../../../cloudfunctions/shared/contract';
import { cloudFailure, pageFailure } from './failure';
import type { PageFailure } from './types';

/** 只有这个文件调用 `wx.cloud`。`wx.cloud.init` 由项目自己在 app 里做。 */

/** 留给冷启动；照片要上传之前没有人在等它。 */
const prepareTimeoutMs = 10000;

/** 大于云函数的 20 秒，好让平台先说出更明白的错误。 */
const recognizeTimeoutMs = 22000;

const tickMs = 1000;

/** 问这个用户的上传目录；用户还在取景时，云函数的实例已经启动。 */
export function prepare(kind: LicenseKind): Promise<PrepareResult | PageFailure> {
  return callFunction(kind, { action: 'prepare' }, prepareTimeoutMs);
}

/** 识别已上传的照片。云函数随后删除它，除非失败可以重试，或 `keepFile`。 */
export function recognize<Name extends LicenseKind>(
  kind: Name,
  fileID: string,
  keepFile: boolean,
): Promise<Result<LicenseOf[Name]> | PageFailure> {
  return callFunction(kind, keepFile ? { fileID, keepFile } : { fileID }, recognizeTimeoutMs);
}

/** 得到云函数的回答，或一个失败；从不 reject。 */
function callFunction<Answer extends { ok: boolean }>(
  name: LicenseKind,
  data: PrepareEvent | RecognizeEvent,
  timeoutMs: number,
): Promise<Answer | PageFailure> {
  return new Promise((resolve) => {
    // 按拍计时：在后台时线程停着，回来后迟到的一拍不算数，先让等着的回答说话。
    let waited = 0;
    let last = Date.now();
    const timer = setInterval(() => {
      const now = Date.now();
      const late = now - last > 2 * tickMs;
      last = now;
      if (!late) waited += tickMs;
      if (waited < timeoutMs) return;
      answer(
        pageFailure('NO_ANSWER', `no answer from ${name} within ${timeoutMs} ms`, {
          retryable: true,
        }),
      );
    }, tickMs);
    const answer = (value: Answer | PageFailure) => {
      clearInterval(timer);
      resolve(value);
    };
    // 放在 then 里：没有 init 时 wx.cloud 会同步抛出，这也是一种失败。
    Promise.resolve()
      .then(() => wx.cloud.callFunction({ name, data }))
      .then(
        ({ result }) => {
          answer(
            isAnswer(result)
              ? (result as Answer)
              : pageFailure('FUNCTION_FAILED', `${name} answered without "ok"`),
          );
        },
        (error) => answer(cloudFailure('call', error)),
      );
  });
}

function isAnswer(result: unknown): boolean {
  return (
    typeof result === 'object' &&
    result !== null &&
    typeof (result as { ok?: unknown }).ok === 'boolean'
  );
}

export interface Upload {
  /** 从不 reject；`abort` 之后可能永远没有结果。 */
  done: Promise<{ ok: true; fileID: string } | PageFailure>;
  /** 停止；仍然传到的照片会被删除。 */
  abort(): void;
}

/**
 * 把一张照片传到 `prepare` 给的目录。
 * @param onProgress 整数百分比，只在变化时调用
 */
export function startUpload(
  filePath: string,
  folder: string,
  onProgress: (percent: number) => void,
): Upload {
  let aborted = false;
  let percent = 0;
  let task: WechatMiniprogram.UploadTask | undefined;
  const done = new Promise<{ ok: true; fileID: string } | PageFailure>((resolve) => {
    const fail = (error: unknown) => {
      if (!aborted) resolve(cloudFailure('upload', error));
    };
    try {
      // 给了 success 或 fail，uploadFile 才返回任务；有任务才有进度和 abort。
      task = wx.cloud.uploadFile({
        cloudPath: folder + randomName(),
        filePath,
        success({ fileID }) {
          if (aborted) deletePhoto(fileID);
          else resolve({ ok: true, fileID });
        },
        fail,
      });
      task.onProgressUpdate(({ progress }) => {
        const now = Math.min(100, Math.max(percent, Math.floor(progress)));
        if (aborted || now === percent) return;
        percent = now;
        onProgress(percent);
      });
    } catch (error) {
      fail(error);
    }
  });
  return {
    done,
    abort() {
      aborted = true;
      if (task) task.abort();
    },
  };
}

/** 删除不会再有云函数来删的照片。尽力而为，从不 reject。 */
export function deletePhoto(fileID: string): Promise<void> {
  return Promise.resolve()
    .then(() => wx.cloud.deleteFile({ fileList: [fileID] }))
    .then(
      () => undefined,
      () => undefined,
    );
}

/**
 * 不可猜：新开的云存储默认“所有用户可读”，知道文件名就能读。
 * 云函数接受的文件名：`[A-Za-z0-9._-]{1,128}`。
 */
function randomName(): string {
  const random = () => Math.random().toString(36).slice(2);
  return `${Date.now().toString(36)}-${random()}${random()}.jpg`;
}
