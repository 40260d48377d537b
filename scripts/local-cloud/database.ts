import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EJSON } from 'bson';
import { leftOut, TencentError } from './tencent-error';
import type { CloudDocument } from './types';

type Id = CloudDocument['_id'];
type Fields = Record<string, unknown>;

export interface DatabaseOptions {
  /** Those that exist, and no others; when absent, a collection is made by what is first put into it. */
  collections: readonly string[] | undefined;
  /** Keeps each collection in a file, `<name>.json`. */
  folder: string | undefined;
  /** Told what a developer should know. */
  notice(sentence: string): void;
}

export type LocalDatabase = ReturnType<typeof createDatabase>;

interface FindRequest {
  query: Fields;
  order?: Fields | undefined;
  offset?: number;
  limit?: number;
  projection?: Fields | undefined;
}

/**
 * 云数据库, in MongoDB's language: in memory, and in files where it is given a folder. All but `create`,
 * `insert` and `set` refuse a collection that does not exist.
 */
export function createDatabase({ collections: names, folder, notice }: DatabaseOptions) {
  const collections = new Map<string, CloudDocument[]>(names?.map((name) => [name, []]));
  if (folder !== undefined) for (const kept of readFolder(folder)) collections.set(...kept);

  function save(name: string, documents: CloudDocument[]): void {
    if (folder === undefined) return;
    // Whatever the name, the file is in the folder.
    const file = path.join(folder, `${encodeURIComponent(name)}.json`);
    writeFileSync(file, `${EJSON.stringify(documents, undefined, 2)}\n`);
  }

  function create(name: string): CloudDocument[] {
    // The code is the SDK's for a system error; the text is a guess.
    if (collections.has(name))
      throw new TencentError('SYS_ERR', `[ResourceExist] Table exist: ${name}`);
    const documents: CloudDocument[] = [];
    collections.set(name, documents);
    save(name, documents);
    return documents;
  }

  /** The text is the one that developers quote. */
  function collectionOf(name: string): CloudDocument[] {
    const collection = collections.get(name);
    if (collection) return collection;
    throw new TencentError(
      'DATABASE_COLLECTION_NOT_EXIST',
      `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
    );
  }

  function collectionToFill(name: string): CloudDocument[] {
    if (names || collections.has(name)) return collectionOf(name);
    notice(
      `the collection ${name} was made for its first document: in WeChat's cloud it has to exist before (云开发控制台 → 数据库 → 创建集合)`,
    );
    return create(name);
  }

  function insert(name: string, documents: readonly Fields[]): Id[] {
    const collection = collectionToFill(name);
    try {
      return documents.map((document) => {
        const { _id = randomBytes(16).toString('hex') } = document;
        if (!isId(_id)) throw new TencentError('INVALID_PARAM', '_id is neither text nor a number');
        if (collection.some((each) => each._id === _id)) {
          throw new TencentError(
            'DATABASE_REQUEST_FAILED',
            `[FailedOperation] multiple write errors: [{write errors: [{E11000 duplicate key error collection: tnt-local.${name} index: _id_ dup key: { : "${_id}" }}]}, {<nil>}]`,
          );
        }
        collection.push({ ...document, _id });
        return _id;
      });
    } finally {
      // The documents before a refused one stay, as in MongoDB.
      save(name, collection);
    }
  }

  return {
    create,
    insert,
    async find(
      name: string,
      { query, order, offset = 0, limit, projection = {} }: FindRequest,
    ): Promise<Fields[]> {
      const collection = collectionOf(name);
      return withMingo(({ find }) => {
        const found = find<Fields>(collection, query, projection, mingoOptions);
        if (order) found.sort(order as Record<string, 1 | -1>);
        if (limit !== undefined) found.skip(offset).limit(limit);
        return found.all();
      });
    },
    /** Gives the number of documents that have changed. */
    async update(name: string, query: Fields, changes: Fields, isMany: boolean): Promise<number> {
      const collection = collectionOf(name);
      const updated = await withMingo(({ updateMany, updateOne }) => {
        const update = isMany ? updateMany : updateOne;
        return update(collection, query, changes, {}, mingoOptions).modifiedCount;
      });
      save(name, collection);
      return updated;
    },
    /** Puts the document in the place of the one with its id. */
    set(name: string, document: CloudDocument): { updated: number; upsert_id: Id | null } {
      const collection = collectionToFill(name);
      const index = collection.findIndex(({ _id }) => _id === document._id);
      if (index < 0) collection.push(document);
      else collection[index] = document;
      save(name, collection);
      return index < 0 ? { updated: 0, upsert_id: document._id } : { updated: 1, upsert_id: null };
    },
    /** Gives the number of documents that are gone. */
    async remove(name: string, query: Fields, isMany: boolean): Promise<number> {
      const collection = collectionOf(name);
      return withMingo(({ find }) => {
        const found = find<CloudDocument>(collection, query, {}, mingoOptions);
        const gone = new Set((isMany ? found : found.limit(1)).all());
        const left = collection.filter((document) => !gone.has(document));
        collections.set(name, left);
        save(name, left);
        return gone.size;
      });
    },
    put(name: string, document: CloudDocument): void {
      insert(name, [structuredClone(document)]);
    },
    list: (name: string) => structuredClone(collectionOf(name)),
  };
}

/** Queries come from functions, and hold no functions. */
const mingoOptions = { scriptEnabled: false };

/** Commands of the SDK that mingo does not know. */
const leftOutOperators = ['$nearSphere', '$geoWithin', '$geoIntersects', '$text', '$jsonSchema'];

/** Loaded at its first use: most functions never touch the database. */
async function withMingo<Value>(work: (mingo: typeof import('mingo')) => Value): Promise<Value> {
  const mingo = await import('mingo');
  try {
    return work(mingo);
  } catch (error) {
    const { message } = error as Error;
    const operator = leftOutOperators.find((each) => message.includes(each));
    if (operator) throw leftOut(`${operator} in its database`);
    throw new TencentError(
      /unknown .*operator/i.test(message) ? 'DATABASE_INVALID_OPERRATOR' : 'INVALID_PARAM',
      message,
    );
  }
}

function isId(value: unknown): value is Id {
  return typeof value === 'string' || typeof value === 'number';
}

/** @throws Error that names a file which is not a collection */
function readFolder(folder: string): [name: string, documents: CloudDocument[]][] {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => [
    decodeURIComponent(path.basename(file, '.json')),
    readCollection(path.join(folder, file)),
  ]);
}

function readCollection(file: string): CloudDocument[] {
  const text = readFileSync(file, 'utf8');
  try {
    const documents: unknown = EJSON.parse(text);
    if (Array.isArray(documents) && documents.every((each) => isId(each?._id))) return documents;
  } catch {
    // Told below.
  }
  throw new Error(`${file} is not a collection: a JSON list of objects, each with an _id`);
}
