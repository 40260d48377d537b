import { randomBytes } from 'node:crypto';
import { EJSON } from 'bson';
import * as z from 'zod';
import { parse, TencentError } from './tencent-error';
import type { CloudDatabase, CloudDocument } from './types';

/** Queries and documents travel as text: MongoDB's Extended JSON, `{"used":{"$numberInt":"1"}}`. */
const EjsonSchema = z.string().transform((text, context): Record<string, unknown> => {
  try {
    const value: unknown = EJSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Reported below.
  }
  context.addIssue('not the Extended JSON of an object');
  return z.NEVER;
});

// Parameters as @cloudbase/database 1.4.3 sends them (collection.js, query.js). Whoever uses more of
// the SDK than this gets an error, not an answer that merely looks right.
const CollectionSchema = z.object({ collectionName: z.string().min(1) });
const QuerySchema = CollectionSchema.extend({
  queryType: z.literal('WHERE'),
  query: EjsonSchema,
});
const InsertSchema = CollectionSchema.extend({ data: z.tuple([EjsonSchema]) });
const ModifySchema = QuerySchema.extend({
  multi: z.literal(true),
  merge: z.literal(true),
  upsert: z.literal(false),
  data: EjsonSchema.pipe(z.strictObject({ $inc: z.record(z.string(), z.number()) })),
});
const RemoveSchema = QuerySchema.extend({ multi: z.literal(true) });

export interface LocalDatabase extends CloudDatabase {
  /** What the gateway answers as `data`, by action; each is one atomic step. */
  readonly actions: Readonly<Record<string, (params: unknown) => unknown>>;
}

/** 云数据库, in memory: collections exist from the start or not at all, as in the cloud's console. */
export function createDatabase(collectionNames: readonly string[]): LocalDatabase {
  const collections = new Map(
    collectionNames.map((name) => [name, new Map<string | number, CloudDocument>()]),
  );

  /** The text is the one that developers quote. */
  function collectionOf(name: string): Map<string | number, CloudDocument> {
    const collection = collections.get(name);
    if (collection) return collection;
    throw new TencentError(
      'DATABASE_COLLECTION_NOT_EXIST',
      `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
    );
  }

  function insert(name: string, document: Record<string, unknown>): string | number {
    const collection = collectionOf(name);
    const { _id = randomBytes(16).toString('hex') } = document;
    if (typeof _id !== 'string' && typeof _id !== 'number') {
      throw new TencentError('INVALID_PARAM', '_id is neither text nor a number');
    }
    if (collection.has(_id)) {
      throw new TencentError(
        'DATABASE_REQUEST_FAILED',
        `[FailedOperation] multiple write errors: [{write errors: [{E11000 duplicate key error collection: tnt-local.${name} index: _id_ dup key: { : "${_id}" }}]}, {<nil>}]`,
      );
    }
    collection.set(_id, { ...document, _id });
    return _id;
  }

  function select(name: string, query: Record<string, unknown>): CloudDocument[] {
    return [...collectionOf(name).values()].filter((document) => matches(document, query));
  }

  return {
    put(name, document) {
      insert(name, structuredClone(document));
    },
    list: (name) => structuredClone([...collectionOf(name).values()]),
    actions: {
      'database.insertDocument'(params) {
        const { collectionName, data } = parse(InsertSchema, params);
        return { insertedIds: [insert(collectionName, data[0])] };
      },
      'database.modifyDocument'(params) {
        const { collectionName, query, data } = parse(ModifySchema, params);
        const found = select(collectionName, query);
        for (const document of found) {
          for (const [key, step] of Object.entries(data.$inc)) {
            document[key] = Number(document[key] ?? 0) + step;
          }
        }
        return { updated: found.length, upsert_id: null };
      },
      'database.calculateDocument'(params) {
        const { collectionName, query } = parse(QuerySchema, params);
        return { total: select(collectionName, query).length };
      },
      'database.removeDocument'(params) {
        const { collectionName, query } = parse(RemoveSchema, params);
        const found = select(collectionName, query);
        for (const { _id } of found) collectionOf(collectionName).delete(_id);
        return { deleted: found.length };
      },
    },
  };
}

const comparisons: Readonly<Record<string, (left: Value, right: Value) => boolean>> = {
  $lt: (left, right) => left < right,
  $gte: (left, right) => left >= right,
};

type Value = string | number;

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'number';
}

function matches(document: CloudDocument, query: Record<string, unknown>): boolean {
  return Object.entries(query).every(([key, condition]) => {
    if (key === '$and') {
      return (condition as Record<string, unknown>[]).every((each) => matches(document, each));
    }
    if (key.startsWith('$')) throw unknownOperator(key);
    const value = document[key];
    if (isValue(condition)) return value === condition;
    return Object.entries(condition as object).every(([operator, operand]) => {
      const compare = comparisons[operator];
      if (!compare) throw unknownOperator(operator);
      // As MongoDB does: values of two types are never less or greater.
      return (
        isValue(value) &&
        isValue(operand) &&
        typeof value === typeof operand &&
        compare(value, operand)
      );
    });
  });
}

function unknownOperator(operator: string): TencentError {
  return new TencentError(
    'DATABASE_INVALID_OPERRATOR',
    `the local cloud does not know ${operator}`,
  );
}
