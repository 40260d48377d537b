import * as z from 'zod';
import { defineAction } from './action';

/** By name on the wire. */
export const storageActions = {
  /** `cloud.downloadFile` and `cloud.getTempFileURL`: a missing file is told by its own code alone. */
  'storage.batchGetDownloadUrl': defineAction(
    'get-url',
    z.object({
      file_list: z
        .array(
          z.object({
            fileid: z.string(),
            max_age: z
              .number()
              .positive()
              .default(24 * 3600),
          }),
        )
        .min(1)
        .max(50),
    }),
    ({ file_list }, { storage, fault }) => ({
      download_list: file_list.map(({ fileid, max_age }) => {
        const maxAge = Math.floor(max_age);
        const tempFileURL = storage.downloadUrl(fileid, maxAge);
        const code = tempFileURL === undefined ? 'STORAGE_FILE_NONEXIST' : 'SUCCESS';
        return fault?.kind === 'file-status'
          ? { code: fault.code, fileID: fileid, tempFileURL: '', maxAge }
          : { code, fileID: fileid, tempFileURL: tempFileURL ?? '', maxAge };
      }),
    }),
  ),

  /** `cloud.deleteFile` */
  'storage.batchDeleteFile': defineAction(
    'delete',
    z.object({ fileid_list: z.array(z.string()).min(1).max(50) }),
    async ({ fileid_list }, { storage, fault }) => ({
      delete_list: await Promise.all(
        fileid_list.map(async (fileID) => {
          if (fault?.kind === 'file-status') return { code: fault.code, fileID };
          const deleted = await storage.delete(fileID);
          return { code: deleted ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST', fileID };
        }),
      ),
    }),
  ),

  /** `cloud.uploadFile`, which then sends the bytes to `url`. */
  'storage.getUploadMetadata': defineAction(
    undefined,
    z.object({ path: z.string() }),
    ({ path }, { storage }) => storage.uploadTarget(path),
  ),
};
