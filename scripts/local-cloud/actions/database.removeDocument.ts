import * as z from 'zod';
import { QuerySchema } from '../database';
import { defineAction } from './action';

/** `where(…).remove` */
export const removeDocument = defineAction(
  'database',
  QuerySchema.extend({ multi: z.literal(true) }),
  ({ collectionName, query }, { database }) => {
    const found = database.select(collectionName, query);
    for (const { _id } of found) database.remove(collectionName, _id);
    return { deleted: found.length };
  },
);
