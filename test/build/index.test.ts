import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildFunctions, functionNames } from '../../scripts/build';
import { type Bundle, bundleFunction } from '../../scripts/build/bundle';
import { writeFiles } from '../../scripts/build/write';
import { newFolder, root } from '../helpers/files';

const run = promisify(execFile);

/** 1.12 times what wx-server-sdk alone has, bundled and minified; 1.1 before OCR's noise was known. */
const maxZippedBytes = 352_800;

/** Packages whose code runs when a function is loaded. A new one here is felt at each cold start. */
const packagesAtLoad = [
  'wx-server-sdk',
  'zod',
  '@cloudbase/node-sdk',
  '@cloudbase/signature-nodejs',
  ...['clone', 'is-stream'],
  'mime-db',
  'json-bigint',
  'bignumber.js',
  'protobufjs',
  ...['aspromise', 'base64', 'eventemitter', 'float', 'pool', 'utf8'].map(
    (n) => `@protobufjs/${n}`,
  ),
  'long',
  'form-data',
  ...['asynckit', 'combined-stream', 'delayed-stream', 'hasown', 'es-set-tostringtag'],
  ...['async-function', 'async-generator-function', 'call-bind-apply-helpers', 'dunder-proto'],
  ...['es-define-property', 'es-errors', 'es-object-atoms', 'function-bind', 'generator-function'],
  ...['get-intrinsic', 'get-proto', 'gopd', 'has-symbols', 'has-tostringtag', 'math-intrinsics'],
];

/** Node's own modules that a download and a signed call need. */
const nodeModulesAtLoad = [
  ...['crypto', 'diagnostics_channel', 'http', 'https', 'net', 'stream', 'stream/promises'],
  ...['string_decoder', 'tls'],
];

describe('the folder of built functions', () => {
  const names = ['driverLicense', 'vehicleLicense'];
  let sources: string;
  let output: string;

  beforeEach(async () => {
    const folder = newFolder('build');
    sources = join(folder, 'cloudfunctions');
    output = join(folder, 'dist/cloudfunctions');
    await mkdir(join(sources, 'shared'), { recursive: true });
    for (const name of names) {
      await mkdir(join(sources, name), { recursive: true });
      await writeFile(join(sources, name, 'index.ts'), `export const main = () => '${name}';`);
      await writeFile(join(sources, name, 'package.json'), '{ "main": "index.js" }');
      await writeFile(join(sources, name, 'config.json'), '{ "permissions": { "openapi": [] } }');
    }
  });

  const listOutput = async () =>
    (await readdir(join(output, '..'), { recursive: true })).map((path) =>
      path.replaceAll('\\', '/'),
    );
  const wholeOutput = [
    'cloudfunctions',
    ...names.flatMap((name) =>
      ['', '/config.json', '/index.js', '/package.json'].map(
        (file) => `cloudfunctions/${name}${file}`,
      ),
    ),
  ];

  test('has a folder for each source folder with a config.json, and nothing else stays in it', async () => {
    await mkdir(join(output, 'vehicleLicense/node_modules'), { recursive: true });
    await writeFile(join(output, 'vehicleLicense/index.js.map'), '');
    await mkdir(join(output, 'formerFunction'));
    expect(functionNames(sources)).toEqual(names);
    await buildFunctions({ sources, output });
    expect((await listOutput()).sort()).toEqual(wholeOutput.sort());
    for (const name of names) {
      expect(require(join(output, name)).main()).toBe(name);
      expect(await readFile(join(output, name, 'config.json'), 'utf8')).toBe(
        await readFile(join(sources, name, 'config.json'), 'utf8'),
      );
    }
  });

  test('gets only what has changed', async () => {
    await buildFunctions({ sources, output });
    const inodes = () =>
      Promise.all(names.map(async (name) => (await stat(join(output, name, 'index.js'))).ino));
    const [driver, vehicle] = await inodes();
    await writeFile(join(sources, 'driverLicense/index.ts'), 'export const main = () => 2;');
    await buildFunctions({ sources, output });
    const [driverLater, vehicleLater] = await inodes();
    expect(vehicleLater).toBe(vehicle);
    expect(driverLater).not.toBe(driver);
  });

  test('never shows half a file, with several builds at once', async () => {
    const large = `export const main = () => ${JSON.stringify('x'.repeat(3_000_000))}.length;`;
    await writeFile(join(sources, 'vehicleLicense/index.ts'), large);
    let building = true;
    const path = join(output, 'vehicleLicense/index.js');
    const ends = new Set<string>();
    const watch = (async () => {
      while (building) {
        if (existsSync(path)) ends.add((await readFile(path, 'utf8')).slice(-5));
        await new Promise(setImmediate);
      }
    })();
    await Promise.all(Array.from({ length: 4 }, () => buildFunctions({ sources, output })));
    building = false;
    await watch;
    expect(ends.size).toBe(1);
    expect((await listOutput()).sort()).toEqual(wholeOutput.sort());
  });

  test.each([
    ['a missing source', 'index.ts', undefined, /index\.ts/],
    ['a syntax error', 'index.ts', 'export const main = (;', /index\.ts:1:21: ERROR/],
    ['an unknown import', 'index.ts', "import 'no-such-package';", /no-such-package/],
    ['a missing package.json', 'package.json', undefined, /vehicleLicense.package\.json: write it/],
    ['a missing config.json', 'config.json', undefined, /vehicleLicense.config\.json: write it/],
    ['a config.json with a comment', 'config.json', '{} // all', /config\.json is not JSON/],
    ['a config.json without APIs', 'config.json', '{}', /config\.json must list the APIs/],
    ['a package.json without main', 'package.json', '{}', /package\.json must have "main"/],
    [
      'dependencies, which the cloud would install',
      'package.json',
      '{ "main": "index.js", "dependencies": { "wx-server-sdk": "*" } }',
      /package\.json must have no dependencies/,
    ],
  ])(
    'is left as it was by %s, with an error that names the file',
    async (_what, file, content, message) => {
      await buildFunctions({ sources, output });
      const before = await readFile(join(output, 'driverLicense/index.js'), 'utf8');
      await writeFile(join(sources, 'driverLicense/index.ts'), 'export const main = () => 2;');
      const path = join(sources, 'vehicleLicense', file);
      if (content === undefined) await rm(path);
      else await writeFile(path, content);
      await expect(buildFunctions({ sources, output })).rejects.toThrow(message);
      expect(await readFile(join(output, 'driverLicense/index.js'), 'utf8')).toBe(before);
    },
  );
});

test('for a debugger, errors lead to the line of the source', async () => {
  const folder = newFolder('debug');
  const entry = join(folder, 'index.ts');
  await writeFile(entry, 'type Text = string;\n\nexport const main = (text: Text) => text.trim();');
  const { files } = await bundleFunction(entry, { folder: join(folder, 'built'), debug: true });
  await writeFiles(join(folder, 'built'), files);
  const script = `try { require(${JSON.stringify(join(folder, 'built'))}).main() } catch (e) { console.log(e.stack) }`;
  const { stdout } = await run(process.execPath, ['--enable-source-maps', '-e', script]);
  expect(stdout).toContain(`${join(folder, 'index.ts')}:3:`);
});

describe('the bundle', () => {
  let bundle: Bundle;
  const folder = newFolder('bundle');
  const packagesOf = (file: string) =>
    (bundle.modules.get(file) ?? []).flatMap(
      (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(path)?.[1] ?? [],
    );
  const text = (file: string) => bundle.files.get(file) ?? '';

  beforeAll(async () => {
    bundle = await bundleFunction(join(root, 'cloudfunctions/vehicleLicense/index.ts'));
    await writeFiles(folder, bundle.files);
  });

  test('is small, and V8 can keep each file in one byte a character', () => {
    const files = [...bundle.files.values()];
    const zipped = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
    expect(zipped).toBeLessThan(maxZippedBytes);
    expect(files.filter((file) => /[^\0-\xff]/.test(file))).toEqual([]);
    expect(text('index.js')).not.toMatch(/[^\0-\x7f]/);
  });

  test('evaluates at load the packages that an OCR call needs, and no others', () => {
    expect([...new Set(packagesOf('index.js'))].sort()).toEqual([...packagesAtLoad].sort());
  });

  test('has each module in one file only', () => {
    const modules = [...bundle.modules.values()].flat();
    expect(modules).toHaveLength(new Set(modules).size);
    expect([...bundle.files.keys()]).toEqual([...bundle.modules.keys()]);
  });

  test('loads no other modules of Node than the wire needs', async () => {
    const script = `
      const before = new Set(process.moduleLoadList);
      require(process.argv[1]);
      const loaded = process.moduleLoadList.filter((name) => !before.has(name));
      console.log(loaded.map((name) => name.replace('NativeModule ', '')).join());
      process.exit();`;
    const { stdout } = await run(process.execPath, ['-e', script, join(folder, 'index.js')], {
      env: { TENCENTCLOUD_RUNENV: 'SCF', SystemRoot: process.env.SystemRoot },
    });
    const others = stdout
      .trim()
      .split(',')
      .filter((name) => builtinModules.includes(name) && !name.startsWith('_'))
      .filter((name) => !nodeModulesAtLoad.includes(name));
    expect(others).toEqual([]);
    expect(stdout).toContain('https');
  });

  test('names every package that is in it, and holds their licences', () => {
    expect(text('index.js')).toMatch(/^\/\/ Packages .*: at the end of sdk-rest\.js\n$/m);
    const licenses = text('sdk-rest.js').slice(text('sdk-rest.js').lastIndexOf('/*'));
    const unnamed = [...bundle.modules.keys()]
      .flatMap(packagesOf)
      .filter((name) => !licenses.includes(`\n${name} `));
    expect(unnamed).toEqual([]);
    expect(licenses).not.toContain('undefined');
    expect(licenses).toContain('Copyright (c) 2018 wechat-miniprogram');
    expect(licenses).toContain('Copyright (c) 2014-present Matt Zabriskie');
    expect(licenses).toContain('Copyright (c) 2013 Nathan Rajlich'); // stands in a README only
  });
});
