import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';
import { cards as sampleCards } from '../../miniprogram-sample/cards';
import { cards } from '../cards';
import type { WechatCard } from '../cards/layout';
import { placesOf, shapeOf } from '../cards/places';
import { functionNames } from './functions';
import { addTypes } from './types';
import { fillFolder, writeFiles } from './write';

const root = join(__dirname, '../..');
const sample = join(root, 'miniprogram-sample');

/** What every phone's JavaScript engine in use reads, without a compiler of DevTools'. */
const target = 'es2017';

const options = {
  absWorkingDir: root,
  bundle: true,
  target,
  charset: 'utf8',
  logLevel: 'silent',
  write: false,
  tsconfigRaw: {},
} as const satisfies BuildOptions;

/** What the page's form shares with the functions and with the reader, as files of the sample. */
export async function buildShared(): Promise<void> {
  await Promise.all([writeRules(), writePlaces()]);
}

/**
 * `cards/rules.js`: what the functions do with WeChat's answer, for the form to do with what a
 * person types. A Mini Program cannot import from outside its folder, hence a bundle inside it.
 */
async function writeRules(): Promise<void> {
  const kinds = functionNames();
  const imports = kinds.map((kind) => `import { ${readerOf(kind)} } from './${kind}/license';`);
  const rows = kinds.map((kind) => `${kind}: ${readerOf(kind)}`);
  const { outputFiles } = await build({
    ...options,
    stdin: {
      contents: [
        ...imports,
        `export { todayInChina } from './shared/fields/dates';`,
        `export const rules = { ${rows.join(', ')} };`,
      ].join('\n'),
      resolveDir: join(root, 'cloudfunctions'),
      loader: 'ts',
    },
    format: 'cjs',
    // People read these rules in their source, and a Mini Program's package is to be small.
    minify: true,
    banner: { js: '// Written by `npm run build` from cloudfunctions/*/license.ts.' },
  });
  await writeFiles(sample, new Map([['cards/rules.js', outputFiles[0]?.text ?? '']]));
}

/** `cards/places.js`: where the form finds each field on a page, from the one table of the print. */
async function writePlaces(): Promise<void> {
  const byKind = (of: (card: WechatCard) => unknown) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(cards).map(([api, card]) => [api.replace('ocr.', ''), of(card)]),
      ),
    );
  const places = byKind((card) =>
    Object.fromEntries(
      Object.entries(placesOf(card)).map(([key, place]) => [toCamelCase(key), place]),
    ),
  );
  const lines = [
    '// Written by `npm run build` from scripts/cards/*.ts.',
    `exports.shapes = ${byKind(shapeOf)};`,
    `exports.places = ${places};`,
  ];
  await writeFiles(sample, new Map([['cards/places.js', `${lines.join('\n')}\n`]]));
}

function toCamelCase(key: string): string {
  return key.replace(/_(\w)/g, (_mark, letter: string) => letter.toUpperCase());
}

/**
 * A bundle of ES modules as a person would write it: `const { x } = require('…')`, and `Object.assign`
 * where esbuild has helpers of its own, which copy accessors and symbols too. No comments are left.
 */
function toCommonJs(text: string): string {
  return text
    .replace(/^var __\w+ = [\s\S]*?\n(?=\n)/, '')
    .replace(/^ *\/\/.*\n/gm, '')
    .replace(/\/\* @__PURE__ \*\/ /g, '')
    .replace(/^ *__spread\w+,?\n/gm, '')
    .replace(/__spread\w+\(/g, 'Object.assign(')
    .replace(/Object\.assign\(Object\.assign\(\{\}, ([\w.]+)\), /g, 'Object.assign({}, $1, ')
    .replace(/^import (\{[^}]*\}) from (".*");$/gm, 'const $1 = require($2);')
    .replace(/^export (\{[^}]*\});$/m, 'module.exports = $1;')
    .replace(/\n{2,}/g, '\n')
    .trimStart();
}

/** `vehicleLicense` → `toVehicleLicense`, the one function of its license.ts. */
function readerOf(kind: string): string {
  return `to${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

/** A line for each function: the package is to be small. Its name stays, for what a console says. */
async function compact(text: string): Promise<string> {
  const options = { target, charset: 'utf8', minify: true } as const;
  const statements = text.split(/\n(?=[^\s})\]])/);
  const lines = await Promise.all(statements.map((statement) => transform(statement, options)));
  return lines.map(({ code }) => code).join('');
}

async function compactStyles(text: string): Promise<string> {
  const { code } = await transform(text, {
    loader: 'css',
    charset: 'utf8',
    minifyWhitespace: true,
  });
  return code.replace(/@import(".*?";)/g, '@import $1\n').replace(/\}/g, '}\n');
}

/** Without the blanks before a line. */
function flush(wxml: string): string {
  return wxml.replace(/^ +/gm, '');
}

/** What is written stays a file of its own: only the form needs it. */
const written = ['rules', 'places'] as const;
const sharedFiles: Plugin = {
  name: 'shared-files',
  setup({ onResolve }) {
    onResolve({ filter: /cards\/(?:rules|places)$/ }, ({ path }) => ({
      path: `../shared/${basename(path)}`,
      external: true,
    }));
  },
};

/** The components of the package; each is a folder with four files of its name. */
const components = ['license-scanner', 'license-form'] as const;

/** Taro makes rpx of px, for a design of 750: everything would be half as large. Others read past it. */
const noPxTransform = '/*postcss-pxtransform disable*/\n';

/**
 * `dist/miniprogram/`: the components as any project takes them, compiled from the sample's sources,
 * with what both use in `shared/`, what is written among it (`buildShared`), and types in `types/`.
 * Names of functions are kept but in the rules: a console shows them.
 */
export async function buildMiniProgram(output = join(root, 'dist/miniprogram')): Promise<void> {
  const files = new Map<string, string>();
  const { outputFiles } = await build({
    ...options,
    // Only ES modules share chunks; each is turned into CommonJS below.
    format: 'esm',
    splitting: true,
    entryPoints: components.map((name) => join(sample, 'components', name, `${name}.ts`)),
    outbase: join(sample, 'components'),
    outdir: output,
    chunkNames: 'shared/cards',
    plugins: [sharedFiles],
  });
  for (const name of written)
    files.set(`shared/${name}.js`, await readFile(join(sample, `cards/${name}.js`), 'utf8'));
  for (const { path, text } of outputFiles) {
    files.set(relative(output, path).replaceAll('\\', '/'), await compact(toCommonJs(text)));
  }
  for (const name of components) {
    const source = join(sample, 'components', name, name);
    files.set(`${name}/${name}.json`, await readFile(`${source}.json`, 'utf8'));
    files.set(`${name}/${name}.wxml`, flush(await readFile(`${source}.wxml`, 'utf8')));
    files.set(
      `${name}/${name}.wxss`,
      noPxTransform + (await compactStyles(await shareStyles(`${source}.wxss`, files))),
    );
    await addTypes(join(dirname(source), 'types.ts'), `${name}/${name}.d.ts`, files);
  }
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const names = Object.values(sampleCards).map((card) => card.name);
  const about = {
    name: 'wechat-license-ocr-components',
    version,
    description: `${names.join('、')}：拍照识别、核对、确认 (photograph, check and confirm Chinese licences)`,
    license,
    miniprogram: '.',
    files: [...components, 'shared', 'types', 'README.md', 'README.en.md'],
  };
  files.set('package.json', `${JSON.stringify(about, null, 2)}\n`);
  for (const readme of ['README.md', 'README.en.md']) {
    files.set(readme, await readFile(join(sample, 'components', readme), 'utf8'));
  }
  files.set('LICENSE', await readFile(join(root, 'LICENSE'), 'utf8'));
  await fillFolder(output, files);
}

/** What a component's styles import goes to `shared/`. */
async function shareStyles(path: string, files: Map<string, string>): Promise<string> {
  let text = await readFile(path, 'utf8');
  for (const [line, target = ''] of text.matchAll(/^@import "(.+)";$/gm)) {
    const shared = `shared/${basename(target)}`;
    files.set(shared, await compactStyles(await readFile(join(dirname(path), target), 'utf8')));
    text = text.replace(line, `@import "../${shared}";`);
  }
  return text;
}
