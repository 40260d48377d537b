import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { inlineRequires } from './inline-requires';

/**
 * Leaves the parts of the SDK that a function never touches unevaluated, and even unparsed, until
 * their first use. They are the larger part of the SDK, and V8 takes longer to read past them than
 * to run the rest.
 *
 * 1. Where a module of a package requires one of `deferredModules`, the require moves to the places
 *    that use its value (inline-requires.ts).
 * 2. What is then no longer needed at load is kept out of the program: minified, each module for
 *    itself, and compressed into one text that V8 only skips over. The first require of one of them
 *    unpacks that text and evaluates this module alone, the way Node evaluates a CommonJS module.
 *
 * A deferred module is the same code as ever and has one instance; modules that both sides use are
 * in the program and shared. A require in the functions' own code is never moved.
 */

/**
 * Packages, files and folders below node_modules. On the way of an OCR call (getTempFileURL,
 * openapi, deleteFile) nothing here is evaluated; a test holds that.
 */
export const deferredModules: readonly string[] = [
  '@cloudbase/node-sdk/dist/ai',
  '@cloudbase/node-sdk/dist/analytics',
  '@cloudbase/node-sdk/dist/auth', // jsonwebtoken, semver
  '@cloudbase/node-sdk/dist/cloudrun',
  '@cloudbase/node-sdk/dist/database', // @cloudbase/database, bson
  '@cloudbase/node-sdk/dist/functions',
  '@cloudbase/node-sdk/dist/logger',
  '@cloudbase/node-sdk/dist/notification',
  '@cloudbase/node-sdk/dist/utils/retry.js', // only with `retries` or `retryOptions`
  '@cloudbase/wx-cloud-client-sdk', // see `dataModelClient`
  'agentkeepalive', // in the cloud the SDK keeps no connection alive
  'axios', // for the metadata host, which is asked outside the cloud only
  'http-proxy-agent',
  'https-proxy-agent',
  'mime-types', // form-data asks it about file names, and gets none
  'xml2js', // the answer to an upload
];

/**
 * node-sdk's `init` asks this package for a client for data models, which wx-server-sdk never hands
 * out, and evaluates a fifth of the whole SDK for it. The client is a Proxy that knows `get` only;
 * so is this one, which makes the real one when first read.
 */
const dataModelClient = '@cloudbase/wx-cloud-client-sdk/lib/wxCloudClientSDK.cjs.js';
const dataModelClientStandIn = (load: string) => `
const load = () => ${load};
exports.__esModule = true;
exports.default = {
  generateHTTPClient(...options) {
    let client;
    return new Proxy({}, {
      get(_, name) {
        client = client || load().default.generateHTTPClient(...options);
        return client[name];
      },
    });
  },
  generateMySQLClient(...options) {
    return load().default.generateMySQLClient(...options);
  },
  init(...options) {
    return load().default.init(...options);
  },
};`;

/** Which modules wait, and what that changes in the modules that do not. */
export interface Deferral {
  /** Modules that wait: their path below node_modules and what they require. */
  readonly waiting: ReadonlyMap<string, WaitingModule>;
  /** Modules of the program that waiting ones require too, by path below node_modules. */
  readonly shared: ReadonlySet<string>;
  /** By path of a module in the program: what it requires later, specifier → waiting module. */
  readonly moved: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Directory that holds node_modules. */
  readonly root: string;
}

interface WaitingModule {
  /** Specifier → path below node_modules; Node's own modules are not listed. */
  readonly requires: Readonly<Record<string, string>>;
}

/**
 * Follows every require from the entry points, but not those that can wait.
 * @param metafile of the bundle with nothing deferred
 * @param root the directory that holds node_modules
 * @param deferred packages, files and folders below node_modules
 */
export function planDeferral(
  metafile: Metafile,
  root: string,
  deferred: readonly string[] = deferredModules,
): Deferral {
  const { inputs } = metafile;
  const isDeferred = (path: string) =>
    deferred.some((part) => `${packagePath(path)}/`.startsWith(`${part}/`));
  const canWait = (importer: string, imported: string) =>
    packagePath(importer) !== undefined && !isDeferred(importer) && isDeferred(imported);

  const entries = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const moved = new Map<string, Map<string, string>>();
  const program = reach(inputs, entries, (importer, imported, specifier) => {
    if (!canWait(importer, imported)) return true;
    const from = packagePath(importer) as string;
    moved.set(from, (moved.get(from) ?? new Map()).set(specifier, packagePath(imported) as string));
    return false;
  });

  const shared = new Set<string>();
  const waitingPaths = Object.keys(inputs).filter((path) => !program.has(path));
  const waiting = new Map<string, WaitingModule>();
  for (const path of waitingPaths.sort()) {
    const key = packagePath(path);
    const input = inputs[path];
    if (!key || !input || input.format === 'esm') throw new Error(`${path} cannot be deferred`);
    const requires: Record<string, string> = {};
    for (const imported of input.imports) {
      const target = packagePath(imported.path);
      if (imported.external || !target) continue;
      if (imported.kind !== 'require-call') throw new Error(`${path} cannot be deferred`);
      requires[imported.original ?? ''] = target;
      if (program.has(imported.path)) shared.add(target);
    }
    waiting.set(key, { requires });
  }
  // A deferred module that the program needs after all (somebody's own code requires it) stays.
  for (const [importer, targets] of moved) {
    for (const [specifier, target] of targets) if (!waiting.has(target)) targets.delete(specifier);
    if (targets.size === 0) moved.delete(importer);
  }
  return { waiting, shared, moved, root };
}

function reach(
  inputs: Metafile['inputs'],
  entries: readonly string[],
  follow: (importer: string, imported: string, specifier: string) => boolean,
): Set<string> {
  const reached = new Set(entries);
  // A Set's iteration takes in what is added on the way.
  for (const importer of reached) {
    for (const { path, external, original } of inputs[importer]?.imports ?? []) {
      if (!external && follow(importer, path, original ?? '')) reached.add(path);
    }
  }
  return reached;
}

/** `axios/lib/axios.js` of any way that such a path is written; undefined for our own files. */
export function packagePath(path: string): string | undefined {
  const parts = path.replaceAll('\\', '/').split('node_modules/');
  return parts.length > 1 ? parts.slice(1).join('node_modules/') : undefined;
}

/** Stands in the program for the packed modules, which are made at the same time. */
const placeholder = '@packed-modules@';

/** Puts the packed modules into the program. */
export function fillIn(program: string, packed: string): string {
  return program.replace(placeholder, () => packed);
}

/** The esbuild plugin for the program itself. */
export function deferPlugin({ shared, moved, root }: Deferral): Plugin {
  const pathOf = (key: string) => join(root, 'node_modules', key);
  const loadCall = (key: string) => `require("waiting:load")(${JSON.stringify(key)})`;
  return {
    name: 'defer',
    setup(program) {
      program.onResolve({ filter: /^waiting:load$/ }, ({ path }) => ({
        path,
        namespace: 'waiting',
      }));
      program.onResolve({ filter: /./, namespace: 'file' }, ({ path, importer }) => {
        const target = moved.get(packagePath(importer) ?? '')?.get(path);
        return target ? { path: target, namespace: 'waiting' } : undefined;
      });
      program.onLoad({ filter: /./, namespace: 'waiting' }, ({ path }) => {
        if (path === 'waiting:load') {
          return {
            contents: loader([...shared].map((key) => [key, pathOf(key)])),
            resolveDir: root,
          };
        }
        const load = loadCall(path);
        const contents =
          path === dataModelClient ? dataModelClientStandIn(load) : `module.exports = ${load};`;
        return { contents, resolveDir: root };
      });
      program.onLoad({ filter: /\.c?js$/ }, async ({ path }) => {
        const specifiers = moved.get(packagePath(path) ?? '');
        if (!specifiers) return undefined;
        const later = [...specifiers].filter(([, target]) => target !== dataModelClient);
        const source = await readFile(path, 'utf8');
        try {
          return { contents: inlineRequires(source, new Set(later.map(([name]) => name))) };
        } catch (error) {
          return { errors: [{ text: `${packagePath(path)}: ${(error as Error).message}` }] };
        }
      });
    },
  };
}

/** Gives a waiting module its turn. `require` stays what Node gives to the function's file. */
function loader(shared: readonly (readonly [key: string, path: string])[]): string {
  const entries = shared.map(
    ([key, path]) => `${JSON.stringify(key)}: () => require(${JSON.stringify(path)})`,
  );
  return `
const shared = { ${entries.join(', ')} };
const loaded = {};
let sources;
module.exports = load;
function load(key) {
  if (shared[key]) return shared[key]();
  if (loaded[key]) return loaded[key].exports;
  sources = sources || JSON.parse(require("zlib").brotliDecompressSync(Buffer.from("${placeholder}", "base64")).toString());
  const [code, requires] = sources[key];
  const module = loaded[key] = { exports: {}, id: key };
  const requireFrom = (name) => requires[name] ? load(requires[name]) : require(name);
  try {
    (0, eval)(code + "\\n//# sourceURL=" + key).call(module.exports, module.exports, requireFrom, module);
  } catch (error) {
    delete loaded[key];
    throw error;
  }
  return module.exports;
}`;
}

/**
 * The waiting modules as base64 of brotli of `{ path: [function, requires] }`.
 * @param licenses goes in as `licenses`: it compresses well beside the code, and costs no start
 * @param former a program: if it holds the same, that is taken, for packing takes seconds
 */
export async function packModules(
  { waiting, root }: Deferral,
  licenses: string,
  target: string,
  former = '',
): Promise<string> {
  const outdir = join(root, 'packed');
  const { outputFiles } = await build({
    entryPoints: [...waiting.keys()].map((key) => ({
      in: join(root, 'node_modules', key),
      out: key,
    })),
    outdir,
    write: false,
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    target,
  });
  const codeByPath = new Map(outputFiles.map(({ path, text }) => [path, text.trim()]));
  const modules: Record<string, readonly [code: string, requires: WaitingModule['requires']]> = {};
  for (const [key, { requires }] of waiting) {
    const code = codeByPath.get(join(outdir, `${key}.js`));
    if (code === undefined) throw new Error(`${key} is no JavaScript that can be deferred`);
    if (/\brequire\b(?!\(["'`])|\b__(dirname|filename)\b/.test(code)) {
      throw new Error(`${key} asks for more of Node's module system than deferring gives it`);
    }
    modules[key] = [`(function(exports,require,module){${code}\n})`, requires];
  }
  const text = JSON.stringify({ ...modules, licenses });
  const reusable = /["'`]([\w+/=]{9999,})["'`]/.exec(former)?.[1];
  if (reusable && unpack(reusable) === text) return reusable;
  const packed = await promisify(brotliCompress)(text, {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
  return packed.toString('base64');
}

function unpack(packed: string): string | undefined {
  try {
    return brotliDecompressSync(Buffer.from(packed, 'base64')).toString();
  } catch {
    return undefined;
  }
}
