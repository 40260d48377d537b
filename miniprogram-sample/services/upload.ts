import type { PageFailure } from './failure';
import { cloudFailure } from './failure';

export interface Upload {
  /** Never rejects. Pending for ever after `abort`, in case the platform does not report it. */
  done: Promise<{ ok: true; fileID: string } | PageFailure>;
  /** Stops; a photo that arrives all the same is deleted. */
  abort(): void;
}

/**
 * Uploads one photo into the folder that `prepare` named.
 * @param onProgress whole percent, 0 to 100, only when it changes
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
      // Only with success or fail does uploadFile return a task, and only a task has progress and abort.
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
      task?.abort();
    },
  };
}

/** Removes an uploaded photo that no function will delete any more. Never rejects: it is a courtesy. */
export function deletePhoto(fileID: string): Promise<void> {
  return Promise.resolve()
    .then(() => wx.cloud.deleteFile({ fileList: [fileID] }))
    .then(
      () => undefined,
      () => undefined,
    );
}

/**
 * Not guessable, since a new cloud storage lets everybody read who knows a file's name.
 * The function takes names of `[A-Za-z0-9._-]{1,128}`.
 */
function randomName(): string {
  const random = () => Math.random().toString(36).slice(2);
  return `${Date.now().toString(36)}-${random()}${random()}.jpg`;
}
