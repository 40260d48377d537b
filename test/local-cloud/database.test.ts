import path from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../scripts/local-cloud';

const functionRoot = path.join(__dirname, '..', 'fixtures', 'functions');
const name = 'counters';

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await startLocalCloud({ functionRoot, timeLimitMs: 10_000, collections: [name] });
});
afterAll(() => cloud.close());

async function call(step: string, rest: Record<string, unknown> = {}): Promise<unknown> {
  return (await cloud.callFunction('sdk', { step, name, ...rest })).result;
}

const find = (id: string) => cloud.database.list(name).find(({ _id }) => _id === id);
const updated = (count: number) => ({
  ok: { stats: { updated: count }, errMsg: 'collection.update:ok' },
});

test('a document is added under its own id, and once', async () => {
  const data = { _id: 'added', used: 1, text: '样本', part: { of: [1, true, null] } };
  const added = { ok: { _id: 'added', errMsg: 'collection.add:ok' } };
  expect(await call('addDocument', { data })).toEqual(added);
  expect(await call('addDocument', { data: { _id: 'added' } })).toEqual({
    errCode: -502001,
    errMsg:
      'collection.add:fail -502001 database request fail. [FailedOperation] multiple write errors: [{write errors: [{E11000 duplicate key error collection: tnt-local.counters index: _id_ dup key: { : "added" }}]}, {<nil>}]',
  });
  expect(find('added')).toEqual(data);
});

test('a document without an id gets one', async () => {
  expect(await call('addDocument', { data: { used: 1 } })).toEqual({
    ok: { _id: expect.stringMatching(/^[0-9a-f]{32}$/), errMsg: 'collection.add:ok' },
  });
});

test('a counter below its limit goes up by one, and no other does', async () => {
  cloud.database.put(name, { _id: 'up', used: 1 });
  cloud.database.put(name, { _id: 'text', used: '1' });
  expect(await call('incrementBelow', { query: { _id: 'up' }, limit: 2 })).toEqual(updated(1));
  expect(await call('incrementBelow', { query: { _id: 'up' }, limit: 2 })).toEqual(updated(0));
  expect(await call('incrementBelow', { query: { _id: 'text' }, limit: 9 })).toEqual(updated(0));
  expect(await call('incrementBelow', { query: { _id: 'none' }, limit: 9 })).toEqual(updated(0));
  expect([find('up')?.used, find('text')?.used]).toEqual([2, '1']);
});

test('documents are counted by what they hold', async () => {
  cloud.database.put(name, { _id: 'counted 1', group: 'a' });
  cloud.database.put(name, { _id: 'counted 2', group: 'a' });
  const count = async (query: unknown) => call('countDocuments', { query });
  expect(await count({ group: 'a' })).toEqual({ ok: { total: 2, errMsg: 'collection.count:ok' } });
  expect(await count({ group: 'a', _id: 'counted 2' })).toMatchObject({ ok: { total: 1 } });
  expect(await count({ group: 'b' })).toMatchObject({ ok: { total: 0 } });
});

test('a range of ids is removed: its begin, not its end', async () => {
  for (const _id of ['range/0', 'range/1', 'range/2', 'range/3']) cloud.database.put(name, { _id });
  expect(await call('removeBetween', { from: 'range/1', to: 'range/3' })).toEqual({
    ok: { stats: { removed: 2 }, errMsg: 'collection.remove:ok' },
  });
  expect([0, 1, 2, 3].map((n) => find(`range/${n}`) !== undefined)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test.each([
  ['addDocument', { data: { used: 1 } }, 'add'],
  ['incrementBelow', { query: { _id: 'a' }, limit: 1 }, 'update'],
  ['countDocuments', { query: { _id: 'a' } }, 'count'],
  ['removeBetween', { from: 'a', to: 'b' }, 'remove'],
])('%s in a collection that nobody has created is refused', async (step, rest, method) => {
  expect(await call(step, { ...rest, name: 'missing' })).toEqual({
    errCode: -502005,
    errMsg: `collection.${method}:fail -502005 database collection not exists. [ResourceNotFound] Db or Table not exist: missing. Please check your request, but if the problem cannot be solved, contact us.`,
  });
  expect(() => cloud.database.list('missing')).toThrow(/not exist: missing/);
});

test.each([
  ['get', /unknown action database\.getDocument/],
  ['update of one', /multi/],
  ['set', /\$set/],
  ['or', /does not know \$or/],
  ['in', /does not know \$in/],
  ['document', /queryType/],
  ['list', /data/],
  ['server date', /does not know .* serverDate\(\)/],
])('what else the SDK can (%s) is refused, loudly', async (use, message) => {
  expect(await call('otherDatabaseUse', { use })).toEqual({
    errCode: expect.any(Number),
    errMsg: expect.stringMatching(message),
  });
});

test('the list holds copies', () => {
  cloud.database.put(name, { _id: 'copied', part: { used: 1 } });
  (find('copied') as { part?: unknown }).part = undefined;
  expect(find('copied')).toEqual({ _id: 'copied', part: { used: 1 } });
});
