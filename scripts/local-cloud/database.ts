import { randomBytes } from 'node:crypto';
import { EJSON } from 'bson';
import * as z from 'zod';
import { TencentError } from './tencent-error';
import type { CloudDatabase, CloudDocument } from './types';

/** Queries and documents travel as text: MongoDB's Extended JSON, `{"used":{"$numberInt":"1"}}`. */
export const EjsonSchema = z.string().transform((text, context): Record<string, unknown> => {
  try {
    const value: unknown = EJSON.parse(text);
    if (/"\$tcb_/.test(text)) {
      context.addIssue(
        'the local cloud does not know what the server is to fill in, such as serverDate()',
      );
      return z.NEVER;
    }
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
export const CollectionSchema = z.object({ collectionName: z.string().min(1) });
export const QuerySchema = CollectionSchema.extend({
  queryType: z.literal('WHERE'),
  query: EjsonSchema,
});

type Id = CloudDocument['_id'];

/** All refuse a collection that does not exist. */
export interface LocalDatabase extends CloudDatabase {
  insert(name: string, document: Record<string, unknown>): Id;
  /** The documents themselves. */
  select(name: string, query: Record<string, unknown>): CloudDocument[];
  remove(name: string, id: Id): void;
}

/** 云数据库, in memory: collections exist from the start or not at all, as in the cloud's console. */
export function createDatabase(collectionNames: readonly string[]): LocalDatabase {
  const collections = new Map(collectionNames.map((name) => [name, new Map<Id, CloudDocument>()]));

  /** The text is the one that developers quote. */
  function collectionOf(name: string): Map<Id, CloudDocument> {
    const collection = collections.get(name);
    if (collection) return collection;
    throw new TencentError(
      'DATABASE_COLLECTION_NOT_EXIST',
      `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
    );
  }

  function insert(name: string, document: Record<string, unknown>): Id {
    const collection = collectionOf(name);
    const { _id = randomBytes(16).toString('hex') } = document;
    if (!isValue(_id)) throw new TencentError('INVALID_PARAM', '_id is neither text nor a number');
    if (collection.has(_id)) {
      throw new TencentError(
        'DATABASE_REQUEST_FAILED',
        `[FailedOperation] multiple write errors: [{write errors: [{E11000 duplicate key error collection: tnt-local.${name} index: _id_ dup key: { : "${_id}" }}]}, {<nil>}]`,
      );
    }
    collection.set(_id, { ...document, _id });
    return _id;
  }

  return {
    insert,
    select: (name, query) =>
      [...collectionOf(name).values()].filter((document) => matches(document, query)),
    remove(name, id) {
      collectionOf(name).delete(id);
    },
    put(name, document) {
      insert(name, structuredClone(document));
    },
    list: (name) => structuredClone([...collectionOf(name).values()]),
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
