import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFiles } from '../helpers/files';

const root = path.join(__dirname, '../..');
const files = projectFiles('.ts');

interface Arrow {
  from: string;
  to: string;
  /** Nothing is left of it once it is compiled. */
  isType: boolean;
}

const arrows = files.flatMap((from): Arrow[] => {
  const text = readFileSync(path.join(root, from), 'utf8');
  const statements = text.matchAll(/^(import|export)\b(?:([^;'"]*?) from)? '([^']+)';/gm);
  return [...statements].map(([, , names = '', target = '']) => ({
    from,
    to: target.startsWith('.') ? resolve(from, target) : target,
    isType: /^ type\b/.test(names),
  }));
});

function resolve(from: string, target: string): string {
  const base = path.posix.join(path.posix.dirname(from), target);
  return [`${base}.ts`, `${base}/index.ts`, base].find((file) => files.includes(file)) ?? base;
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
    'a function imports the SDK past shared/cloud.ts',
    ({ from, to }) =>
      from.startsWith('cloudfunctions/') &&
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

test('no import goes in a circle', () => {
  const next = (file: string) =>
    arrows.filter(({ from, isType }) => from === file && !isType).map(({ to }) => to);
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, way: readonly string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (way.includes(file) || done.has(file)) return;
    for (const to of next(file)) walk(to, [...way, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});
