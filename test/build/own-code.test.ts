import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleFunction } from '../../scripts/build/bundle';
import { writeFiles } from '../../scripts/build/write';
import { newFolder } from '../helpers/files';
import { findNode, newestNode } from '../helpers/nodes';

/** As TypeScript compiles packages. */
const interop = `
  Object.defineProperty(exports, "__esModule", { value: true });
  const __importDefault = (mod) => (mod && mod.__esModule ? mod : { default: mod });`;
const axios = (version: string) => `
  console.error("axios ${version} loaded");
  module.exports = { version: "${version}", get: () => "got by ${version}" };
  module.exports.default = module.exports;`;

/** An invented SDK, of the names and forms of the real one. */
const sdk = {
  'wx-server-sdk/index.js':
    'module.exports = { ...require("@cloudbase/node-sdk/dist/cloudbase") };',
  '@cloudbase/node-sdk/dist/cloudbase.js': `${interop}
    const axios_1 = __importDefault(require("axios"));
    const proxy_1 = require("https-proxy-agent");
    const xml_1 = require("xml2js");
    const database_1 = require("./database");
    exports.state = require("./state");
    exports.axios = () => axios_1.default.version;
    exports.agent = () => new proxy_1.HttpsProxyAgent("sdk").name;
    exports.parse = () => (0, xml_1.parseString)("sdk");
    exports.database = () => database_1.newDb();`,
  '@cloudbase/node-sdk/dist/state.js': 'exports.count = 0;',
  '@cloudbase/node-sdk/dist/database/index.js': `
    console.error("database loaded");
    const state = require("../state");
    const part = require("./part");
    exports.name = "database";
    exports.newDb = () => ({ name: part.name(), count: ++state.count });
    if (state.broken) state.broken.none.property;`,
  '@cloudbase/node-sdk/dist/database/part.js':
    'const index = require("./index"); exports.name = () => index.name;',
  'axios/index.js': axios('0.27'),
  'xml2js/index.js': 'exports.parseString = (text) => "parsed by " + text;',
  'mime-types/index.js': 'exports.lookup = (name) => "type of " + name;',
  'https-proxy-agent/index.js': `
    class HttpsProxyAgent { constructor(name) { this.name = name; } }
    module.exports = (name) => new HttpsProxyAgent(name);
    module.exports.HttpsProxyAgent = HttpsProxyAgent;`,
};

let root: string;
beforeEach(() => {
  root = newFolder('own-code');
});

/** Runs an index.ts built by us and, for comparison, by esbuild alone. */
async function run(
  entry: string,
  packages: Record<string, string> = {},
  nodePath = process.execPath,
) {
  const files: Record<string, string> = { ...sdk, ...packages };
  for (const file of Object.keys(files)) {
    const [folder = ''] = /^(.*node_modules\/)?(@[^/]+\/)?[^/]+/.exec(file) ?? [];
    files[`${folder}/package.json`] ??= '{ "name": "a", "version": "1" }';
  }
  await writeFiles(join(root, 'node_modules'), new Map(Object.entries(files)));
  await writeFiles(root, new Map([['index.ts', entry]]));
  const bundle = await bundleFunction(join(root, 'index.ts'));
  await writeFiles(join(root, 'ours'), bundle.files);
  const outfile = join(root, 'plain/index.js');
  const entryPoints = [join(root, 'index.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', logLevel: 'silent' });
  const start = async (name: string) => {
    const { stdout, stderr } = await promisify(execFile)(nodePath, [join(root, name, 'index.js')], {
      env: { SystemRoot: process.env.SystemRoot },
    });
    return { printed: stdout.trim().split('\n'), loaded: stderr.trim().split('\n') };
  };
  const [ours, plain] = await Promise.all([start('ours'), start('plain')]);
  return { bundle, ours, plain };
}

test('a late module is evaluated at its first use, once, and shares modules with index.js', async () => {
  const { ours, plain, bundle } = await run(`
    import cloud from "wx-server-sdk";
    console.error("index loaded");
    cloud.state.count = 5;
    console.log(cloud.database(), cloud.database(), cloud.axios(), cloud.agent(), cloud.parse());`);
  expect(ours.printed).toEqual([
    "{ name: 'database', count: 6 } { name: 'database', count: 7 } 0.27 sdk parsed by sdk",
  ]);
  expect(ours.printed).toEqual(plain.printed);
  expect(ours.loaded).toEqual(['index loaded', 'database loaded', 'axios 0.27 loaded']);
  expect([...bundle.files.keys()]).toEqual([
    'index.js',
    'sdk-database.js',
    'sdk-calls.js',
    'sdk-rest.js',
  ]);
});

test('what goes wrong in a late module says in which file, and the next use tries again', async () => {
  const { ours } = await run(
    `import cloud from "wx-server-sdk";
     cloud.state.broken = {};
     for (let time = 0; time < 2; time++) {
       try { cloud.database(); } catch (error) { console.log(error.message, /sdk-database\\.js:\\d/.test(error.stack)); }
     }`,
  );
  const message = "Cannot read properties of undefined (reading 'property') true";
  expect(ours.printed).toEqual([message, message]);
  expect(ours.loaded).toEqual(['database loaded', 'database loaded']);
});

test.each([
  ['import axios from "axios"', 'axios.get()'],
  ['import * as axios from "axios"', 'axios.get()'],
  ['import { get } from "axios"', 'get()'],
  ['import axios, { version } from "axios"', 'axios.get() + version'],
  ['import axios = require("axios")', 'axios.get()'],
  ['const { get } = require("axios")', 'get()'],
  ['const get = require("axios/index.js").get', 'get()'],
  ['import { parseString } from "xml2js"', 'parseString("me")'],
  ['const parse = require("xml2js").parseString', 'parse("me")'],
  ['import mime from "mime-types"', 'mime.lookup("a")'],
  ['import { HttpsProxyAgent } from "https-proxy-agent"', 'new HttpsProxyAgent("me").name'],
  ['export { get } from "axios"; const axios = import("axios")', '(await axios).get()'],
])("one's own code imports as with esbuild alone: %s", async (statement, expression) => {
  const { ours, plain } = await run(`
    ${statement};
    import cloud from "wx-server-sdk";
    export const main = async () => console.log(${expression}, cloud.axios(), cloud.agent(), cloud.parse());
    main();`);
  expect(ours.printed).toEqual(plain.printed);
  expect(ours.printed[0]).toMatch(/^(got by 0\.27|parsed by me|type of a|me).* 0\.27 sdk parsed/);
  // One instance of it, as with esbuild alone.
  expect(ours.loaded).toEqual(['axios 0.27 loaded']);
});

test.each([
  [
    'CommonJS that asks for the default of https-proxy-agent',
    `${interop}
    const proxy_1 = __importDefault(require("https-proxy-agent"));
    const form_1 = require("axios");
    exports.send = () => (0, proxy_1.default)("me").name + form_1.get();`,
    '{ "name": "messages", "version": "1", "main": "index.js" }',
  ],
  [
    'an ES module that imports all of axios',
    `import * as EXTERNAL_axios from "axios";
    import agent from "https-proxy-agent";
    export const send = () => agent("me").name + (0, EXTERNAL_axios.get)();`,
    '{ "name": "messages", "version": "1", "type": "module", "exports": { "import": "./index.js" } }',
  ],
])("a package of one's own may need what is late in the SDK: %s", async (_what, code, manifest) => {
  const { ours, plain } = await run(
    `import cloud from "wx-server-sdk";
     import { send } from "messages";
     console.log(send(), cloud.axios(), cloud.agent());`,
    { 'messages/index.js': code, 'messages/package.json': manifest },
  );
  expect(ours.printed).toEqual(['megot by 0.27 0.27 sdk']);
  expect(ours.printed).toEqual(plain.printed);
});

test("another version of axios is one's own, and the SDK's stays late", async () => {
  const nested = '@cloudbase/node-sdk/node_modules/axios/index.js';
  const { ours, plain, bundle } = await run(
    `import axios from "axios";
     import cloud from "wx-server-sdk";
     console.error("index loaded");
     console.log(axios.get(), cloud.axios());`,
    { 'axios/index.js': axios('1.0'), [nested]: axios('0.27') },
  );
  expect(ours.printed).toEqual(['got by 1.0 0.27']);
  expect(ours.printed).toEqual(plain.printed);
  expect(ours.loaded).toEqual(['axios 1.0 loaded', 'index loaded', 'axios 0.27 loaded']);
  const fileOf = (module: string) =>
    [...bundle.modules].find(([, modules]) =>
      modules.some((path) => path.endsWith(`${basename(root)}/node_modules/${module}`)),
    )?.[0];
  expect([fileOf('axios/index.js'), fileOf(nested)]).toEqual(['index.js', 'sdk-rest.js']);
});

test("of url.parse() Node warns where it is one's own, and the SDK's gives the same in silence", async () => {
  const { ours, plain } = await run(
    `import cloud from "wx-server-sdk";
     import { parse } from "url";
     let warnings = 0;
     process.on("warning", () => { warnings += 1; });
     const address = "http://me@host:81/%E6%A0%B7/a b?q=1#h";
     const { read } = cloud.state;
     console.log(JSON.stringify([read(address), read(address, true), read(read(address)).href]));
     setImmediate(() => {
       console.log("the SDK's:", warnings);
       parse(address);
       setImmediate(() => console.log("one's own too:", warnings));
     });`,
    { '@cloudbase/node-sdk/dist/state.js': 'exports.read = require("url").parse;' },
    findNode(newestNode),
  );
  expect(ours.printed).toEqual([plain.printed[0], "the SDK's: 0", "one's own too: 1"]);
  expect(plain.printed[1]).toBe("the SDK's: 1");
});
