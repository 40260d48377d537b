import { notInPreview } from './errors';

/** Where a Mini Program may write files of its own. */
export const userDataPath = 'wxfile://usr';

/**
 * The phone's temporary files, in memory. WeChat names them by paths of its own, which a page may show
 * in `<image>` but which say nothing about the picture.
 */
const files = new Map<string, { blob: Blob; url: string }>();
let count = 0;

export function addTempFile(blob: Blob, suffix = ''): string {
  count += 1;
  return writeFile(`wxfile://tmp_${count.toString(36).padStart(4, '0')}${suffix}`, blob);
}

export function writeFile(path: string, blob: Blob): string {
  removeFile(path);
  files.set(path, { blob, url: URL.createObjectURL(blob) });
  return path;
}

export function removeFile(path: string): boolean {
  const file = files.get(path);
  if (file) URL.revokeObjectURL(file.url);
  return files.delete(path);
}

/** Names, as `readdir` gives them. */
export function listFiles(folder: string): string[] {
  return [...files.keys()]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1));
}

export function readTempFile(path: string): Blob | undefined {
  return files.get(path)?.blob;
}

/** The address behind a path, for the browser's own elements. Addresses of the web stay as they are. */
export function urlOfFile(path: string): string {
  const file = files.get(path);
  if (file) return file.url;
  if (path.startsWith('wxfile://')) return 'data:,';
  if (!/^(?:https?|data|blob):/.test(path)) throw notInPreview(`a picture of the folder (${path})`);
  return path;
}
