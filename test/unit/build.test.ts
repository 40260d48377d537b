import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { type Bundle, buildFunctions, bundleFunctions, functionNames } from '../../scripts/build';

const root = join(__dirname, '../..');

/** Just above what is reached; wx-server-sdk alone, bundled and minified, has 305 KB. */
const maxGzipBytes = 292_000;

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
  let sources: string;
  let output: string;

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'build-'));
    sources = join(folder, 'cloudfunctions');
    output = join(folder, 'dist/cloudfunctions');
    for (const name of functionNames) {
      await mkdir(join(sources, name), { recursive: true });
      await writeFile(join(sources, name, 'index.ts'), `export const main = () => '${name}';`);
      await writeFile(join(sources, name, 'package.json'), '{ "main": "index.js" }');
      await writeFile(join(sources, name, 'config.json'), '{ "permissions": { "openapi": [] } }');
    }
  });
  afterEach(() => rm(join(sources, '..'), { recursive: true }));

  const listOutput = async () =>
    (await readdir(join(output, '..'), { recursive: true })).map((path) =>
      path.replaceAll('\\', '/'),
    );
  const wholeOutput = [
    'cloudfunctions',
    ...functionNames.flatMap((name) =>
      ['', '/config.json', '/index.js', '/package.json'].map(
        (file) => `cloudfunctions/${name}${file}`,
      ),
    ),
  ];

  test('holds three files for each function, and nothing else stays in it', async () => {
    await mkdir(join(output, 'vehicleLicense/node_modules'), { recursive: true });
    await writeFile(join(output, 'vehicleLicense/index.js.map'), '');
    await mkdir(join(output, 'formerFunction'));
    await buildFunctions({ sources, output });
    expect((await listOutput()).sort()).toEqual(wholeOutput.sort());
    for (const name of functionNames) {
      expect(require(join(output, name)).main()).toBe(name);
      expect(await readFile(join(output, name, 'config.json'), 'utf8')).toBe(
        await readFile(join(sources, name, 'config.json'), 'utf8'),
      );
    }
  });

  test('gets only what has changed', async () => {
    await buildFunctions({ sources, output });
    const inodes = () =>
      Promise.all(
        functionNames.map(async (name) => (await stat(join(output, name, 'index.js'))).ino),
      );
    const [vehicle, driver] = await inodes();
    await writeFile(join(sources, 'driverLicense/index.ts'), 'export const main = () => 2;');
    await buildFunctions({ sources, output });
    const [vehicleLater, driverLater] = await inodes();
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
    ['a missing config.json', 'config.json', undefined, /cannot read .*config\.json/],
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

describe('the bundle', () => {
  let bundle: Bundle;
  let path: string;

  beforeAll(async () => {
    const entry = join(root, 'cloudfunctions/vehicleLicense/index.ts');
    const built = join(root, 'dist/cloudfunctions/vehicleLicense/index.js');
    const former = await readFile(built, 'utf8').catch(() => undefined);
    bundle = (await bundleFunctions([entry], former))[0] as Bundle;
    path = join(await mkdtemp(join(tmpdir(), 'bundle-')), 'index.js');
    await writeFile(path, bundle.code);
  });
  afterAll(() => rm(join(path, '..'), { recursive: true }));

  test('is small, and has one byte for each letter', () => {
    const gzipped = gzipSync(bundle.code, { level: 9 }).length;
    expect(gzipped).toBeLessThan(maxGzipBytes);
    expect(Buffer.byteLength(bundle.code)).toBe(bundle.code.length);
  });

  test('evaluates at load the packages that an OCR call needs, and no others', () => {
    const packages = bundle.evaluated.map((module) =>
      module.replace(/^((?:@[^/]+\/)?[^/]+)\/.*/, '$1'),
    );
    expect([...new Set(packages)].sort()).toEqual([...packagesAtLoad].sort());
  });

  test('loads no other modules of Node than the wire needs', async () => {
    const script = `
      const before = new Set(process.moduleLoadList);
      require(process.argv[1]);
      const loaded = process.moduleLoadList.filter((name) => !before.has(name));
      console.log(loaded.map((name) => name.replace('NativeModule ', '')).join());
      process.exit();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, path], {
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
    const notice = bundle.code.trim().split('\n').at(-1);
    expect(notice).toMatch(/^\/\/ With /);
    const unnamed = [...bundle.evaluated, ...bundle.deferred].filter((module) => {
      const name = /^(?:.*node_modules\/)?((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1];
      return !notice?.includes(`${name} `);
    });
    expect(unnamed).toEqual([]);

    const packed = /"([\w+/=]{9999,})"/.exec(bundle.code)?.[1] ?? '';
    const { licenses } = JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString());
    expect(licenses).toContain('Copyright (c) 2018 wechat-miniprogram');
    expect(licenses).toContain('Copyright (c) 2014-present Matt Zabriskie');
  });
});
