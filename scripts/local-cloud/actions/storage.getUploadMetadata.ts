import * as z from 'zod';
import { defineAction } from './action';

/** The first half of `cloud.uploadFile`: where to PUT the bytes. */
export const getUploadMetadata = defineAction(
  'upload',
  z.object({ path: z.string().min(1) }),
  ({ path }, { storage }) => {
    const ticket = storage.uploadTicket(path);
    // A header's value to be: ASCII only.
    const cosFileId = Buffer.from(ticket.fileId).toString('base64url');
    return { ...ticket, token: 'local', cosFileId };
  },
);
