import * as z from 'zod';
import { defineAction } from './action';

const ParamsSchema = z.object({ fileid_list: z.array(z.string()).min(1).max(50) });

/** `cloud.deleteFile` */
export const batchDeleteFile = defineAction(
  'delete',
  ParamsSchema,
  async ({ fileid_list }, { storage, fault }) => ({
    delete_list: await Promise.all(
      fileid_list.map(async (fileID) => {
        if (fault?.kind === 'file-status') return { code: fault.code, fileID };
        const deleted = await storage.delete(fileID);
        return { code: deleted ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST', fileID };
      }),
    ),
  }),
);
