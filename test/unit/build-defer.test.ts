import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { deferPlugin, fillIn, packModules, planDeferral } from '../../scripts/build/defer';
import { arrangeForV8 } from '../../scripts/build/for-v8';

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'defer-')));
});
afterEach(() => rm(root, { recursive: true }));

/** Bundles `entry.js` with the package `late` deferred; gives what it prints. */
async function run(files: Record<string, string>): Promise<string[]> {
  for (const [file, content] of Object.entries(files)) {
    const path = join(root, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const options = {
    entryPoints: { program: join(root, 'entry.js') },
    outdir: join(root, 'out'),
    bundle: true,
    platform: 'node',
    minify: true,
    absWorkingDir: root,
    metafile: true,
    write: false,
    logLevel: 'silent',
  } as const satisfies BuildOptions;
  const { metafile } = await build(options);
  const deferral = planDeferral(metafile, root, ['late']);
  const packed = await packModules(deferral, '', 'node16.13');
  const { outputFiles } = await build({ ...options, plugins: [deferPlugin(deferral)] });
  const program = fillIn(arrangeForV8(outputFiles[0]?.text ?? ''), packed);
  await writeFile(join(root, 'program.js'), program);
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'program.js')]);
  return stdout.trim().split('\n');
}

const host = `
  const late_1 = require("late");
  console.log("host loaded");
  exports.use = () => late_1;
`;

test('a deferred module is evaluated at its first use, and once', async () => {
  const printed = await run({
    'entry.js':
      'const { use } = require("host"); console.log("used"); console.log(use().name, use() === use())',
    'node_modules/host/index.js': host,
    'node_modules/late/index.js': 'console.log("late loaded"); exports.name = "late";',
  });
  expect(printed).toEqual(['host loaded', 'used', 'late loaded', 'late true']);
});

test('functions and classes come as themselves', async () => {
  const printed = await run({
    'entry.js': `
      const Late = require("host").use();
      class Own extends Late {}
      console.log(typeof Late, new Late() instanceof Late, new Own() instanceof Late, Object.keys(Late));`,
    'node_modules/host/index.js': host,
    'node_modules/late/index.js': 'module.exports = class {}; module.exports.extra = 1;',
  });
  expect(printed.at(-1)).toBe("function true true [ 'extra' ]");
});

test('deferred modules find each other, in a circle too, and share modules with the program', async () => {
  const printed = await run({
    'entry.js': `
      const { use } = require("host"), { state } = require("state");
      state.count++;
      console.log(use().parts(), use().state === state, state.count);`,
    'node_modules/host/index.js': host,
    'node_modules/state/index.js': 'exports.state = { count: 0 };',
    'node_modules/late/index.js': `
      exports.name = "index";
      const part = require("./part"), { join } = require("path");
      exports.parts = () => join(part.name, part.indexName());
      exports.state = require("state").state;
      exports.state.count++;`,
    'node_modules/late/part.js':
      'const index = require("./index"); exports.name = "part"; exports.indexName = () => index.name;',
  });
  expect(printed.at(-1)).toBe(`${join('part', 'index')} true 2`);
});

test('what goes wrong in a deferred module says where, and the next use tries again', async () => {
  const printed = await run({
    'entry.js': `
      const { use } = require("host");
      for (let time = 0; time < 2; time++) {
        try { use(); } catch (error) { console.log(error.message, error.stack.includes("late/index.js")); }
      }`,
    'node_modules/host/index.js': host,
    'node_modules/late/index.js':
      'console.log("late loaded"); const none = undefined; none.property;',
  });
  expect(printed.slice(1)).toEqual([
    'late loaded',
    "Cannot read properties of undefined (reading 'property') true",
    'late loaded',
    "Cannot read properties of undefined (reading 'property') true",
  ]);
});

test("a package that the function's own code requires is not deferred", async () => {
  const printed = await run({
    'entry.js': 'const late = require("late"); console.log(require("host").use() === late);',
    'node_modules/host/index.js': host,
    'node_modules/late/index.js': 'console.log("late loaded");',
  });
  expect(printed).toEqual(['late loaded', 'host loaded', 'true']);
});

test.each([
  ['its folder', 'exports.folder = __dirname;', 'asks for more'],
  ['where modules are', 'exports.path = require.resolve("path");', 'asks for more'],
  ['import', 'export const a = 1;', 'cannot be deferred'],
])('a module that asks for %s fails the build', async (_what, source, message) => {
  await expect(
    run({
      'entry.js': 'require("host")',
      'node_modules/host/index.js': host,
      'node_modules/late/index.js': source,
    }),
  ).rejects.toThrow(message);
});
