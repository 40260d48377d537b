import path from 'node:path';
import { kinds } from '../../miniprogram-sample/cards';
import { projectFiles, read } from '../helpers/files';

const files = [...projectFiles('.ts'), ...projectFiles('.tsx')];

interface Arrow {
  from: string;
  to: string;
  /** Nothing is left of it once it is compiled. */
  isType: boolean;
}

const arrows = files.flatMap((from): Arrow[] => {
  const text = read(from);
  const statements = text.matchAll(/^(?:import|export)\b(?:([^;'"]*?) from)? '([^']+)';/gm);
  const calls = text.matchAll(/\b(import|require)\('([^']+)'\)/g);
  return [...statements, ...calls].map(([, names = '', target = '']) => ({
    from,
    to: target.startsWith('.') ? resolve(from, target) : target,
    isType: /^ type\b|^import$/.test(names),
  }));
});

function resolve(from: string, target: string): string {
  const base = path.posix.join(path.posix.dirname(from), target);
  return (
    [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`, base].find((file) => files.includes(file)) ??
    base
  );
}

const drawn = (found: readonly Arrow[]) => found.map(({ from, to }) => `${from} → ${to}`);

test.each<[string, (arrow: Arrow) => boolean]>([
  [
    'a function imports another function',
    ({ from, to }) => {
      const [, name] = /^cloudfunctions\/(\w+)\//.exec(from) ?? [];
      const [, other] = /^cloudfunctions\/(\w+)\//.exec(to) ?? [];
      return !!name && !!other && name !== 'shared' && other !== 'shared' && name !== other;
    },
  ],
  [
    'what the functions share imports a function, a script or the page',
    ({ from, to }) =>
      from.startsWith('cloudfunctions/shared/') &&
      /^(cloudfunctions\/(?!shared\/)|scripts\/|miniprogram-sample\/)/.test(to),
  ],
  [
    'a kind of value knows the way of an event, but for the contract’s types',
    ({ from, to }) =>
      from.startsWith('cloudfunctions/shared/fields/') &&
      /^cloudfunctions\/shared\/(?!fields\/|contract|cards\/)/.test(to),
  ],
  [
    'what the functions share imports the SDK past cloud.ts',
    ({ from, to }) =>
      from.startsWith('cloudfunctions/shared/') &&
      from !== 'cloudfunctions/shared/cloud.ts' &&
      to === 'wx-server-sdk',
  ],
  [
    'the page imports more than types from outside its folder',
    ({ from, to, isType }) =>
      from.startsWith('miniprogram-sample/') && !to.startsWith('miniprogram-sample/') && !isType,
  ],
  [
    'a script imports a test',
    ({ from, to }) => from.startsWith('scripts/') && to.startsWith('test/'),
  ],
  [
    'a script imports the source of a function, but for what measures it alone',
    ({ from, to, isType }) =>
      from.startsWith('scripts/') &&
      !from.startsWith('scripts/bench/') &&
      to.startsWith('cloudfunctions/') &&
      !isType,
  ],
  [
    // The one file is for browsers, where Node's modules behind the index do not run.
    'the inside of the local cloud is imported from outside, but for client-error.ts',
    ({ from, to }) =>
      from.startsWith('scripts/') &&
      !from.startsWith('scripts/local-cloud/') &&
      to.startsWith('scripts/local-cloud/') &&
      !/^scripts\/local-cloud\/(index|client-error)\.ts$/.test(to),
  ],
])('it never happens that %s', (_title, isWrong) => {
  expect(drawn(arrows.filter(isWrong))).toEqual([]);
});

/** Each as the way from one to itself. */
function circles(steps: readonly (readonly [from: string, to: string])[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of steps) next.set(from, (next.get(from) ?? new Set()).add(to));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (at: string, way: readonly string[]) => {
    if (way.includes(at)) found.push([...way.slice(way.indexOf(at)), at].join(' → '));
    if (way.includes(at) || done.has(at)) return;
    for (const to of next.get(at) ?? []) walk(to, [...way, at]);
    done.add(at);
  };
  for (const from of next.keys()) walk(from, []);
  return found;
}

const inside = arrows.filter(({ to }) => files.includes(to));

test('no import goes in a circle, types neither', () => {
  expect(circles(inside.map(({ from, to }) => [from, to]))).toEqual([]);
});

test('no folder needs another that needs it', () => {
  const folder = path.posix.dirname;
  const between = inside.filter(({ from, to }) => folder(from) !== folder(to));
  expect(circles(between.map(({ from, to }) => [folder(from), folder(to)]))).toEqual([]);
});

test('no test goes through a list of cards of its own: `kinds` is the list', () => {
  const some = kinds.join('|');
  const list = new RegExp(`(?:\\beach\\(|\\bof )\\[\\s*'(?:${some})',\\s*'(?:${some})'`);
  const own = projectFiles('.test.ts', 'test').filter((file) => list.test(read(file)));
  expect(own).toEqual([]);
});

const functionFiles = projectFiles('.ts', 'cloudfunctions').filter((file) =>
  /^export (async )?(const|function|class)\b/m.test(read(file)),
);
const testNames = projectFiles('.test.ts', 'test').map((file) => path.basename(file, '.test.ts'));

test.each(functionFiles)('%s has a test of its name', (file) => {
  const [, folder, name = ''] = /(\w+)\/([\w-]+)\.ts$/.exec(file) ?? [];
  // A function's own two files are tested together, by its name.
  expect(testNames).toContain(['index', 'license'].includes(name) ? folder : name);
});
