import { FunctionCallError } from '../../../local-cloud/client-error';
import type { Answer } from '../../wire';
import { asyncApis, type Callbacks, deliver, Failed, rejectUnknown, strictObject } from './api';
import { readTempFile } from './files';
import { copyAsJson } from './json-copy';
import { native } from './native';

/** One piece of an upload: small enough for a bar that moves, on a slow network too. */
const chunkBytes = 32 * 1024;

type UploadProgress = WechatMiniprogram.UploadTaskOnProgressUpdateListenerResult;

interface UploadOptions extends Callbacks {
  cloudPath: string;
  filePath: string;
}

let initialised = false;

/**
 * Sends a piece of a photo, or JSON.
 * @throws Failed, also where the cloud refuses
 */
async function ask<Value>(path: string, sent: Blob | object): Promise<Value> {
  if (!initialised || native.settings.phoneFault === 'no-init')
    throw new Failed("Cloud API isn't enabled, please call wx.cloud.init first", { errCode: -1 });
  if (native.settings.phoneFault === 'offline')
    throw new Failed('request:fail net::ERR_INTERNET_DISCONNECTED', { errCode: -1 });
  const headers = { 'content-type': 'application/json' };
  // A photo may come from the desk's window, whose Blob is another than this one's.
  const init =
    'arrayBuffer' in sent
      ? { method: 'PUT', body: sent as Blob }
      : { method: 'POST', headers, body: JSON.stringify(sent) };
  const response = await fetch(path, init).catch(() => {
    throw new Failed('request:fail net::ERR_CONNECTION_REFUSED', { errCode: -1 });
  });
  if (!response.ok) throw new Error(`the preview's server answered ${response.status} to ${path}`);
  const answer = (await response.json()) as Answer<Value>;
  if (!answer.ok)
    throw new Failed(answer.errMsg, { errCode: answer.errCode }, answer.errMsg.includes(':fail'));
  return answer;
}

async function upload(
  { cloudPath, filePath }: UploadOptions,
  signal: AbortSignal,
  onProgress: (progress: UploadProgress) => void,
) {
  const file = readTempFile(filePath);
  if (!file) throw new Failed(`createUploadTask:fail file not found`, { errCode: -1 });
  if (/^\/|\/\/|[^A-Za-z0-9\-!_.*/]/.test(cloudPath))
    throw new Failed('invalid cloudPath', { errCode: -501007 });
  const { id } = await ask<{ id: string }>('/cloud/upload', { cloudPath, bytes: file.size });
  signal.addEventListener('abort', () => void fetch(`/cloud/upload/${id}`, { method: 'DELETE' }));
  let sent = 0;
  for (;;) {
    const piece = file.slice(sent, sent + chunkBytes);
    const { fileID } = await ask<{ fileID?: string }>(`/cloud/upload/${id}`, piece);
    // What arrived in spite of an abort is told, so that the page can remove it.
    if (signal.aborted && fileID === undefined) throw new Failed('abort', { errCode: -1 });
    sent += piece.size;
    onProgress({
      progress: Math.floor((100 * sent) / Math.max(1, file.size)),
      totalBytesSent: sent,
      totalBytesExpectedToSend: file.size,
    });
    if (fileID !== undefined) return { fileID, statusCode: 204, errMsg: 'uploadFile:ok' };
  }
}

/**
 * `wx.cloud` over the preview's server, which hands everything to the local cloud. The environment
 * that the page names is not compared: here there is only one.
 */
export const cloud = strictObject('wx.cloud', {
  init(options: { env?: string } = {}) {
    rejectUnknown('wx.cloud', 'init', options);
    initialised = true;
  },

  /** Gives a task with callbacks, and a Promise without them: as WeChat does. */
  uploadFile(options: UploadOptions) {
    rejectUnknown('wx.cloud', 'uploadFile', options);
    const abort = new AbortController();
    const listeners = new Set<(progress: UploadProgress) => void>();
    const work = upload(options, abort.signal, (progress) => {
      for (const listener of listeners) listener(progress);
    });
    const task = strictObject('UploadTask', {
      abort: () => abort.abort(),
      onProgressUpdate: (listener: (progress: UploadProgress) => void) => listeners.add(listener),
    });
    return deliver('uploadFile', work, options) ?? task;
  },

  ...asyncApis('wx.cloud', {
    async callFunction({ name, data = {} }: { name: string; data?: object }) {
      const event = copyAsJson(data, 'data');
      if (native.settings.phoneFault === 'offline') {
        const { errMsg, errCode } = new FunctionCallError(
          undefined,
          'request:fail net::ERR_INTERNET_DISCONNECTED',
        );
        throw new Failed(errMsg, { errCode }, true);
      }
      type Called = { result: unknown; requestID: string };
      const { result, requestID } = await ask<Called>('/cloud/call', { name, event });
      return { result, requestID };
    },

    async deleteFile({ fileList }: { fileList: string[] }) {
      const { files } = await ask<{ files: object[] }>('/cloud/delete', { fileList });
      return { fileList: files };
    },
  }),
});
