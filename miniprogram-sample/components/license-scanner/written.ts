import { ask, attempt } from '../shared/platform';

/** 我们写进用户目录的照片。微信不会替我们清理那里，所以写下的每一张都由这里删除。 */

/** `license-<毫秒>-<第几张>.jpg`。 */
const ownName = /^license-\d{13}-\d+\.jpg$/;
const writeMs = 8000;
const listMs = 8000;

let count = 0;
let swept = false;
/** 这一次启动写下、还没有删除的，哪一个扫描器的都在内。 */
const present = new Set<string>();

export async function writePhoto(base64: string): Promise<string> {
  count += 1;
  const filePath = `${folder()}license-${Date.now()}-${count}.jpg`;
  present.add(filePath);
  try {
    await ask(
      writeMs,
      (answer) =>
        wx
          .getFileSystemManager()
          .writeFile({ filePath, data: base64, encoding: 'base64', ...answer }),
      () => remove(filePath),
    );
  } catch (error) {
    discardPhoto(filePath);
    throw error;
  }
  return filePath;
}

/** 只删我们写下的；临时文件由微信自己清理。 */
export function discardPhoto(path: string): void {
  if (present.delete(path)) remove(path);
}

export function isWritten(path: string): boolean {
  return path.startsWith(folder());
}

/** 上一次没有来得及删的（微信被关掉了）：每次启动清理一回。 */
export function sweepPhotos(): void {
  if (swept) return;
  swept = true;
  ask<{ files: string[] }>(listMs, (answer) =>
    wx.getFileSystemManager().readdir({ dirPath: wx.env.USER_DATA_PATH, ...answer }),
  ).then(
    ({ files }) => {
      for (const name of files) {
        if (ownName.test(name) && !present.has(folder() + name)) remove(folder() + name);
      }
    },
    // 列不出来：下次启动再清理。
    () => {},
  );
}

function folder(): string {
  return `${wx.env.USER_DATA_PATH}/`;
}

function remove(filePath: string): void {
  attempt(() => wx.getFileSystemManager().unlink({ filePath, fail() {} }));
}
