import { BSONRegExp, EJSON } from 'bson';
import * as z from 'zod';
import { defineAction } from './action';

type Fields = Record<string, unknown>;

/** Queries and documents travel as text: MongoDB's Extended JSON, `{"used":{"$numberInt":"1"}}`. */
const EjsonSchema = z.string().transform((text, context): Fields => {
  try {
    const value = toValue(EJSON.parse(text), Date.now());
    if (isObject(value)) return value;
    context.addIssue('not the Extended JSON of an object');
  } catch (error) {
    context.addIssue(`not Extended JSON: ${(error as Error).message}`);
  }
  return z.NEVER;
});

function toValue(value: unknown, now: number): unknown {
  if (Array.isArray(value)) return value.map((each) => toValue(each, now));
  if (value instanceof BSONRegExp) return new RegExp(value.pattern, value.options);
  if (!isObject(value)) return value;
  const serverDate = value.$tcb_server_date;
  if (isObject(serverDate)) return new Date(now + Number(serverDate.offset));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toValue(each, now)]));
}

/** Neither a list nor one of BSON's types. */
function isObject(value: unknown): value is Fields {
  return value instanceof Object && Object.getPrototypeOf(value) === Object.prototype;
}

// Parameters as @cloudbase/database 1.4.3 sends them (collection.js, document.js, query.js).
const CollectionSchema = z.object({ collectionName: z.string().min(1) });
/** Without `where` there is no query: only what reads takes all documents then. */
const ReadSchema = CollectionSchema.extend({ query: EjsonSchema.default({}) });
const WriteSchema = CollectionSchema.extend({ query: EjsonSchema, multi: z.boolean() });
const IdSchema = z.object({ _id: z.union([z.string(), z.number()]) });

/** By name on the wire. Each is one atomic step. */
export const databaseActions = {
  'database.addCollection': defineAction(
    'database',
    CollectionSchema,
    ({ collectionName }, { database }) => {
      database.create(collectionName);
      return {};
    },
  ),

  'database.insertDocument': defineAction(
    'database',
    CollectionSchema.extend({ data: z.array(EjsonSchema).min(1) }),
    ({ collectionName, data }, { database }) => ({
      insertedIds: database.insert(collectionName, data),
    }),
  ),

  'database.getDocument': defineAction(
    'database',
    ReadSchema.extend({
      order: EjsonSchema.optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(1),
      projection: EjsonSchema.optional(),
    }),
    async ({ collectionName, ...request }, { database }) => {
      const found = await database.find(collectionName, request);
      return { list: found.map((document) => EJSON.stringify(document)) };
    },
  ),

  'database.calculateDocument': defineAction(
    'database',
    ReadSchema,
    async ({ collectionName, query }, { database }) => ({
      total: (await database.find(collectionName, { query })).length,
    }),
  ),

  'database.modifyDocument': defineAction(
    'database',
    z.discriminatedUnion('merge', [
      WriteSchema.extend({ merge: z.literal(true), data: EjsonSchema }),
      // doc().set()
      WriteSchema.extend({
        merge: z.literal(false),
        query: EjsonSchema.pipe(IdSchema),
        data: EjsonSchema,
      }),
    ]),
    async (params, { database }) => {
      const { collectionName: name, data } = params;
      if (!params.merge) return database.set(name, { ...data, ...params.query });
      const updated = await database.update(name, params.query, data, params.multi);
      return { updated, upsert_id: null };
    },
  ),

  'database.removeDocument': defineAction(
    'database',
    WriteSchema,
    async ({ collectionName, query, multi }, { database }) => ({
      deleted: await database.remove(collectionName, query, multi),
    }),
  ),
};
