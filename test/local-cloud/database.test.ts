import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { database } from 'wx-server-sdk';
import { startLocalCloud } from '../../scripts/local-cloud';
import { newFolder } from '../helpers/files';
import { functionRoot, inCloud, useLocalCloud } from '../helpers/functions';

let notices: unknown[];
beforeEach(() => {
  notices = [];
});

const local = useLocalCloud({
  functionRoot,
  onTrace: ({ step, detail }) => step === 'notice' && notices.push(detail),
});

type Database = ReturnType<typeof database>;
// What db.command is, as far as its declaration can be called.
type Tools = { db: Database; _: Database['command'] };

type Work = (tools: Tools) => unknown;

/** What code in a function gets from the unmodified SDK. It travels as text: nothing around it comes along. */
async function inFunction(work: Work | string, where = local.cloud): Promise<unknown> {
  return (await where.callFunction('sdk', { step: 'run', code: work.toString() })).result;
}

const missing = (method: string, name: string) => ({
  errCode: -502005,
  errMsg: `${method}:fail -502005 database collection not exists. [ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
});

describe('a document', () => {
  test('is added under its own id, and once', async () => {
    const add = ({ db }: Tools) =>
      db
        .collection('added')
        .add({ data: { _id: 'a', text: '样本', part: { of: [1, true, null] } } });
    expect(await inFunction(add)).toEqual({ ok: { _id: 'a', errMsg: 'collection.add:ok' } });
    expect(await inFunction(add)).toEqual({
      errCode: -502001,
      errMsg:
        'collection.add:fail -502001 database request fail. [FailedOperation] multiple write errors: [{write errors: [{E11000 duplicate key error collection: tnt-local.added index: _id_ dup key: { : "a" }}]}, {<nil>}]',
    });
    expect(local.cloud.database.list('added')).toEqual([
      { _id: 'a', text: '样本', part: { of: [1, true, null] } },
    ]);
  });

  test('gets an id where it has none, each of a list', async () => {
    const id = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(await inFunction(({ db }) => db.collection('ids').add({ data: { n: 1 } }))).toEqual({
      ok: { _id: id, errMsg: 'collection.add:ok' },
    });
    expect(
      await inFunction(({ db }) => db.collection('ids').add({ data: [{ n: 2 }, { _id: 3 }] })),
    ).toEqual({ ok: { _ids: [id, 3], errMsg: 'collection.add:ok' } });
  });

  test('is read, replaced, made, changed and removed by its id', async () => {
    local.cloud.database.put('docs', { _id: 'a', n: 1, part: { x: 1, y: 1 } });
    const seen = await inFunction(async ({ db }) => {
      const a = db.collection('docs').doc('a');
      return {
        read: await a.get(),
        someFields: await a.field({ n: true, _id: false }).get(),
        changed: await a.update({ data: { part: { x: 2 } } }),
        afterChange: await a.get(),
        replaced: await a.set({ data: { n: 3 } }),
        made: await db
          .collection('docs')
          .doc('b')
          .set({ data: { n: 4 } }),
        all: await db.collection('docs').get(),
        removed: await a.remove(),
        again: await a.update({ data: { n: 5 } }),
      };
    });
    expect(seen).toEqual({
      ok: {
        read: { data: { _id: 'a', n: 1, part: { x: 1, y: 1 } }, errMsg: 'document.get:ok' },
        someFields: { data: { n: 1 }, errMsg: 'document.get:ok' },
        changed: { stats: { updated: 1 }, errMsg: 'document.update:ok' },
        afterChange: { data: { _id: 'a', n: 1, part: { x: 2, y: 1 } }, errMsg: 'document.get:ok' },
        replaced: { _id: 'a', stats: { updated: 1, created: 0 }, errMsg: 'document.set:ok' },
        made: { _id: 'b', stats: { updated: 0, created: 1 }, errMsg: 'document.set:ok' },
        all: {
          data: [
            { _id: 'a', n: 3 },
            { _id: 'b', n: 4 },
          ],
          errMsg: 'collection.get:ok',
        },
        removed: { stats: { removed: 1 }, errMsg: 'document.remove:ok' },
        again: { stats: { updated: 0 }, errMsg: 'document.update:ok' },
      },
    });
  });

  test('that does not exist is an error of the SDK', async () => {
    expect(await inFunction(({ db }) => db.collection('docs').doc('none').get())).toEqual({
      errCode: -1,
      errMsg: 'document.get:fail document with _id none does not exist',
    });
  });
});

describe('where', () => {
  beforeAll(() => {
    for (const document of [
      { _id: 'a', n: 1, plate: '粤BSAMPL', tags: ['x', 'y'], at: { city: '样本市' } },
      { _id: 'b', n: 2, plate: '京ASAMPL', at: { city: '虚构市' } },
      { _id: 'c', n: 3, plate: '粤B00000' },
      { _id: 'd', n: '3' },
    ]) {
      local.cloud.database.put('found', document);
    }
  });

  test.each<[string, (tools: Tools) => object, string]>([
    ['a value', () => ({ n: 1 }), 'a'],
    ['a part', () => ({ at: { city: '虚构市' } }), 'b'],
    ['what a list holds', () => ({ tags: 'y' }), 'a'],
    ['neq', ({ _ }) => ({ n: _.neq(2) }), 'acd'],
    ['gte and lt', ({ _ }) => ({ n: _.gte(1).and(_.lt(3)) }), 'ab'],
    ['in', ({ _ }) => ({ n: _.in([1, '3']) }), 'ad'],
    ['or of queries', ({ _ }) => _.or({ n: 1 }, { plate: '京ASAMPL' }), 'ab'],
    ['exists', ({ _ }) => ({ at: _.exists(false) }), 'cd'],
    ['not', ({ _ }) => ({ n: _.not(_.gt(1)) }), 'ad'],
    ['all', ({ _ }) => ({ tags: _.all(['x', 'y']) }), 'a'],
    ['db.RegExp', ({ db }) => ({ plate: db.RegExp({ regexp: 'sampl$', options: 'i' }) }), 'ab'],
    ['a literal', () => ({ plate: /^粤/ }), 'ac'],
    ['nothing', () => ({}), 'abcd'],
  ])('takes %s, in get and in count', async (_title, query, ids) => {
    const result = await inFunction(`async (tools) => {
      const query = tools.db.collection('found').where((${query})(tools));
      const { data } = await query.get();
      return [data.map(({ _id }) => _id).join(''), (await query.count()).total];
    }`);
    expect(result).toEqual({ ok: [ids, ids.length] });
  });

  test('goes with an order, a page of it and some fields', async () => {
    const page = await inFunction(({ db, _ }) =>
      db
        .collection('found')
        .where({ plate: _.exists(true) })
        .orderBy('plate', 'desc')
        .orderBy('n', 'asc')
        .skip(1)
        .limit(2)
        .field({ n: true })
        .get(),
    );
    expect(page).toMatchObject({
      ok: {
        data: [
          { _id: 'c', n: 3 },
          { _id: 'b', n: 2 },
        ],
      },
    });
  });

  test('removes what fits, one of it with multi: false, and everything only by {}', async () => {
    for (const _id of [1, 2, 3, 4, 5])
      local.cloud.database.put('gone', { _id, odd: _id % 2 === 1 });
    expect(
      await inFunction(async ({ db }) => {
        const odd = db.collection('gone').where({ odd: true });
        return [await odd.remove({ multi: false } as never), await odd.remove()];
      }),
    ).toEqual({
      ok: [
        { stats: { removed: 1 }, errMsg: 'collection.remove:ok' },
        { stats: { removed: 2 }, errMsg: 'collection.remove:ok' },
      ],
    });
    expect(await inFunction(({ db }) => db.collection('gone').remove())).toMatchObject({
      errCode: -501007,
    });
    expect(local.cloud.database.list('gone').map(({ _id }) => _id)).toEqual([2, 4]);
  });
});

describe('update', () => {
  test.each<[string, (tools: Tools) => object, object]>([
    ['a value', () => ({ n: 7 }), { n: 7 }],
    ['set', ({ _ }) => ({ part: _.set({ z: 1 }) }), { part: { z: 1 } }],
    ['inc', ({ _ }) => ({ n: _.inc(2) }), { n: 3 }],
    ['remove', ({ _ }) => ({ part: { x: _.remove() } }), { part: { y: 1 } }],
    [
      'push in order',
      ({ _ }) => ({ list: _.push({ each: [0], sort: 1 } as object) }),
      { list: [0, 1, 2] },
    ],
    ['pop', ({ _ }) => ({ list: _.pop() }), { list: [1] }],
  ])('takes %s', async (_title, changes, expected) => {
    const before = { n: 1, part: { x: 1, y: 1 }, list: [1, 2] };
    const _id = String(changes);
    local.cloud.database.put('updated', { _id, ...before });
    const result = await inFunction(
      `(tools) => tools.db.collection('updated').doc(${JSON.stringify(_id)}).update({ data: (${changes})(tools) })`,
    );
    expect(result).toEqual({ ok: { stats: { updated: 1 }, errMsg: 'document.update:ok' } });
    const after = local.cloud.database.list('updated').find((document) => document._id === _id);
    expect(after).toEqual({ _id, ...before, ...expected });
  });

  test('changes all that fits, or one, and counts what is another than before', async () => {
    for (const n of [1, 2, 3]) local.cloud.database.put('many', { _id: n, n });
    expect(
      await inFunction(async ({ db, _ }) => {
        const big = db.collection('many').where({ n: _.gt(1) });
        return [
          await big.update({ data: { big: true } }),
          await big.update({ data: { big: true } }),
          await big.update({ data: { first: true }, multi: false } as never),
          await db
            .collection('many')
            .where({ n: 9 })
            .update({ data: { n: 1 } }),
        ];
      }),
    ).toEqual({
      ok: [2, 0, 1, 0].map((updated) => ({ stats: { updated }, errMsg: 'collection.update:ok' })),
    });
    expect(local.cloud.database.list('many')).toEqual([
      { _id: 1, n: 1 },
      { _id: 2, n: 2, big: true, first: true },
      { _id: 3, n: 3, big: true },
    ]);
  });
});

test('dates come back as dates, those of the server too', async () => {
  const before = Date.now();
  const { ok } = (await inFunction(async ({ db, _ }) => {
    const dates = db.collection('dates');
    const serverDate = db.serverDate as (options?: object) => unknown;
    await dates.add({
      data: { _id: 'a', at: new Date(5), now: serverDate(), later: serverDate({ offset: 60_000 }) },
    });
    await dates.doc('a').update({ data: { changed: serverDate() } });
    const { data } = (await dates.doc('a').get()) as { data: Record<string, unknown> };
    const found = await dates.where({ at: new Date(5), later: _.gt(new Date()) }).count();
    return [
      Object.values(data).map((value) => value instanceof Date && value.getTime()),
      (found as { total: number }).total,
    ];
  })) as { ok: [[false, number, number, number, number], number] };
  const [[, at, now, later, changed], total] = ok;
  expect([at, later - now, total]).toEqual([5, 60_000, 1]);
  expect(now).toBeGreaterThanOrEqual(before);
  expect(changed).toBeGreaterThanOrEqual(now);
  expect(Date.now()).toBeGreaterThanOrEqual(changed);
});

describe('a collection', () => {
  test('is made for its first document, which is told', async () => {
    await inFunction(({ db }) => db.collection('licenses').add({ data: { _id: 1 } }));
    await inFunction(({ db }) => db.collection('licenses').add({ data: { _id: 2 } }));
    await inFunction(({ db }) =>
      db
        .collection('others')
        .doc('a')
        .set({ data: { n: 1 } }),
    );
    const told = (name: string) =>
      `the collection ${name} was made for its first document: in WeChat's cloud it has to exist before (云开发控制台 → 数据库 → 创建集合)`;
    expect(notices).toEqual([told('licenses'), told('others')]);
  });

  test('is made by createCollection, once', async () => {
    const create = ({ db }: Tools) => db.createCollection('created');
    expect(await inFunction(create)).toMatchObject({ ok: { errMsg: 'createCollection:ok' } });
    expect(await inFunction(create)).toMatchObject({
      errMsg: 'createCollection:fail [ResourceExist] Table exist: created',
    });
    expect(local.cloud.database.list('created')).toEqual([]);
    expect(notices).toEqual([]);
  });

  test.each<[string, Work]>([
    ['collection.get', ({ db }) => db.collection('missing').get()],
    [
      'collection.update',
      ({ db }) =>
        db
          .collection('missing')
          .where({ n: 1 })
          .update({ data: { n: 2 } }),
    ],
    ['collection.remove', ({ db }) => db.collection('missing').where({ n: 1 }).remove()],
  ])('that does not exist is refused by %s, in the words of the cloud', async (method, work) => {
    expect(await inFunction(work)).toEqual(missing(method, 'missing'));
    expect(() => local.cloud.database.list('missing')).toThrow(/not exist: missing/);
  });

  test('is not made where the collections are given', async () => {
    await inCloud({ functionRoot, collections: ['licenses'] }, async (strict) => {
      const work = ({ db }: Tools) => db.collection('others').add({ data: { n: 1 } });
      expect(await inFunction(work, strict)).toEqual(missing('collection.add', 'others'));
      expect(strict.database.list('licenses')).toEqual([]);
    });
  });

  test('lists copies', () => {
    local.cloud.database.put('copied', { _id: 'a', part: { used: 1 } });
    (local.cloud.database.list('copied')[0] as { part?: unknown }).part = undefined;
    expect(local.cloud.database.list('copied')).toEqual([{ _id: 'a', part: { used: 1 } }]);
  });
});

describe('a data folder', () => {
  let dataFolder: string;
  beforeEach(() => {
    dataFolder = newFolder('data');
  });

  const once = (work: Work) =>
    inCloud({ functionRoot, dataFolder }, (own) => inFunction(work, own));

  test('keeps collections, readable, from one start to the next', async () => {
    await once(async ({ db }) => {
      const licenses = db.collection('licenses');
      await licenses.add({ data: [{ _id: 'a', at: new Date(0), n: 1 }, { _id: 'b' }] });
      await licenses.doc('a').update({ data: { n: 2 } });
      await licenses.doc('b').remove();
      await db.createCollection('../empty');
    });
    expect(readdirSync(dataFolder)).toEqual(['..%2Fempty.json', 'licenses.json']);
    expect(JSON.parse(readFileSync(path.join(dataFolder, 'licenses.json'), 'utf8'))).toEqual([
      { _id: 'a', at: { $date: '1970-01-01T00:00:00Z' }, n: 2 },
    ]);
    expect(
      await once(async ({ db }) => {
        const { data } = (await db.collection('licenses').get()) as unknown as {
          data: { at: Date }[];
        };
        return [data.map(({ at }) => at.getTime()), await db.collection('../empty').count()];
      }),
    ).toMatchObject({ ok: [[0], { total: 0 }] });
  });

  test.each(['{}', '[{}]', '[', '[null]'])('with a file that says %s is refused', async (text) => {
    writeFileSync(path.join(dataFolder, 'licenses.json'), text);
    await expect(startLocalCloud({ dataFolder })).rejects.toThrow(
      `${path.join(dataFolder, 'licenses.json')} is not a collection: a JSON list of objects, each with an _id`,
    );
  });
});

describe('what it leaves out', () => {
  const sentence = (what: string) =>
    `the local cloud has no ${what}: what it leaves out stands in scripts/local-cloud/README.md`;

  test.each<[string, Work]>([
    ['database.aggregateDocuments', ({ db }) => db.collection('docs').aggregate().match({}).end()],
    ['database.startTransaction', ({ db }) => db.startTransaction()],
    [
      '$geoWithin in its database',
      ({ db, _ }) =>
        db
          .collection('docs')
          .where({ at: _.geoWithin({ centerSphere: [[1, 1], 1] } as never) })
          .get(),
    ],
  ])('%s is told in one form, that of no mistake', async (what, work) => {
    local.cloud.database.put('docs', { _id: work.toString() });
    expect(await inFunction(work)).toMatchObject({
      errMsg: expect.stringContaining(sentence(what)),
    });
    expect(notices).toEqual([sentence(what)]);
  });

  test.each<[string, Work, number, RegExp]>([
    [
      'an operator that MongoDB has not',
      ({ db }) =>
        db
          .collection('docs')
          .where({ n: { $foo: 1 } })
          .get(),
      -502002,
      /\$foo/,
    ],
    [
      'one field changed twice',
      ({ db, _ }) =>
        db
          .collection('docs')
          .where({})
          .update({ data: { n: _.inc(1), 'n.m': 1 } }),
      -501007,
      /conflict/,
    ],
    [
      'a pattern that is none',
      ({ db }) =>
        db
          .collection('docs')
          .where({ n: db.RegExp({ regexp: '(' }) })
          .get(),
      -501007,
      /regular expression/,
    ],
  ])('a mistake is told as the user’s own: %s', async (_title, work, errCode, errMsg) => {
    local.cloud.database.put('docs', { _id: work.toString(), n: 1 });
    expect(await inFunction(work)).toEqual({ errCode, errMsg: expect.stringMatching(errMsg) });
    expect(notices).toEqual([]);
  });
});
