import * as z from 'zod';
import { CollectionSchema, EjsonSchema } from '../database';
import { defineAction } from './action';

/** `collection.add` of one document. */
export const insertDocument = defineAction(
  'database',
  CollectionSchema.extend({ data: z.tuple([EjsonSchema]) }),
  ({ collectionName, data }, { database }) => ({
    insertedIds: [database.insert(collectionName, data[0])],
  }),
);
