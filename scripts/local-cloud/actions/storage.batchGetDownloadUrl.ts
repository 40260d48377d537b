import * as z from 'zod';
import { defineAction } from './action';

const ParamsSchema = z.object({
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
});

/** `cloud.downloadFile` and `cloud.getTempFileURL`: a missing file is told by its own code alone. */
export const batchGetDownloadUrl = defineAction(
  'get-url',
  ParamsSchema,
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
);
