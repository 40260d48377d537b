import { QuerySchema } from '../database';
import { defineAction } from './action';

/** `where(…).count` */
export const calculateDocument = defineAction(
  'database',
  QuerySchema,
  ({ collectionName, query }, { database }) => ({
    total: database.select(collectionName, query).length,
  }),
);
