import * as z from 'zod';
import { EjsonSchema, QuerySchema } from '../database';
import { defineAction } from './action';

const ParamsSchema = QuerySchema.extend({
  multi: z.literal(true),
  merge: z.literal(true),
  upsert: z.literal(false),
  data: EjsonSchema.pipe(z.strictObject({ $inc: z.record(z.string(), z.number()) })),
});

/** `where(…).update`, which may only add to numbers. */
export const modifyDocument = defineAction(
  'database',
  ParamsSchema,
  ({ collectionName, query, data }, { database }) => {
    const found = database.select(collectionName, query);
    for (const document of found) {
      for (const [key, step] of Object.entries(data.$inc)) {
        document[key] = Number(document[key] ?? 0) + step;
      }
    }
    return { updated: found.length, upsert_id: null };
  },
);
