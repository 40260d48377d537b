import { join, relative } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/**
 * Parts of the SDK that an OCR call never touches stand in files of their own beside `index.js`,
 * which Node reads at their first use: V8 takes longer to read past them than to run the rest.
 *
 * File → packages, files and folders below node_modules. What two of these files need must be in
 * `index.js`; a test holds that.
 */
export const lateFiles = {
  'sdk-database.js': ['@cloudbase/node-sdk/dist/database'], // @cloudbase/database, bson
  'sdk-calls.js': [
    '@cloudbase/node-sdk/dist/analytics',
    '@cloudbase/node-sdk/dist/cloudrun',
    '@cloudbase/node-sdk/dist/functions', // callFunction
    '@cloudbase/node-sdk/dist/logger',
    '@cloudbase/node-sdk/dist/notification',
    'xml2js', // the answer to an upload
  ],
  'sdk-rest.js': [
    '@cloudbase/node-sdk/dist/ai',
    '@cloudbase/node-sdk/dist/auth', // jsonwebtoken, semver
    '@cloudbase/node-sdk/dist/utils/retry.js', // only with `retries` or `retryOptions`
    '@cloudbase/wx-cloud-client-sdk', // see clientStandIn
    'agentkeepalive', // in the cloud the SDK keeps no connection alive
    'axios', // for the metadata host, which is asked outside the cloud only
    'http-proxy-agent',
    'https-proxy-agent',
    'mime-types', // form-data asks it about file names, and gets none
  ],
};

/** Which modules come from which file. Modules are paths as in esbuild's metafile. */
export interface Plan {
  /** Modules of index.js. */
  program: ReadonlySet<string>;
  late: ReadonlyMap<string, LateFile>;
  /** Modules of the SDK and of the packages that it brings. */
  sdk: ReadonlySet<string>;
  /** The short name by which the files ask each other for a module. */
  nameOf(path: string): string;
}

interface LateFile {
  modules: string[];
  /** What index.js asks it for. */
  asked: string[];
  /** What it asks index.js for. */
  shared: string[];
}

/**
 * Only the SDK's own requires of its own modules can be late, and only where nothing else needs the
 * module: the user's code and packages are built as esbuild alone builds them.
 * @param metafile of a bundle with everything in one file
 */
export function planLate({ inputs, outputs }: Metafile): Plan {
  const fileOf = (path: string) =>
    Object.entries(lateFiles).find(([, parts]) =>
      parts.some((part) => `${packagePath(path)}/`.startsWith(`${part}/`)),
    )?.[0];
  const follow = (
    roots: readonly string[],
    skips: (importer: string, path: string, kind: string) => boolean,
  ) => {
    const reached = new Set(roots);
    // A Set's iteration takes in what is added on the way.
    for (const importer of reached) {
      for (const { path, external, kind } of inputs[importer]?.imports ?? []) {
        if (!external && !skips(importer, path, kind)) reached.add(path);
      }
    }
    return reached;
  };
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const sdk = follow(
    Object.keys(inputs).filter((path) => packagePath(path)?.startsWith('wx-server-sdk/')),
    () => false,
  );
  const asked = new Set<string>();
  const program = follow(entries, (importer, path, kind) => {
    const isLate =
      kind === 'require-call' && sdk.has(importer) && !fileOf(importer) && !!fileOf(path);
    if (isLate) asked.add(path);
    return isLate;
  });
  const late = new Map<string, LateFile>();
  for (const file of Object.keys(lateFiles)) {
    const own = [...asked].filter((path) => fileOf(path) === file && !program.has(path));
    const reached = [...follow(own, (importer) => program.has(importer))];
    if (own.length === 0) continue;
    late.set(file, {
      modules: reached.filter((path) => !program.has(path)),
      asked: own,
      shared: reached.filter((path) => program.has(path)),
    });
  }
  const asking = [...late.values()].flatMap(({ asked, shared }) => [...asked, ...shared]);
  const names = [...new Set(asking)];
  return { program, late, sdk, nameOf: (path) => names.indexOf(path).toString(36) };
}

/** `axios/lib/axios.js` of any way that such a path is written; undefined for our own files. */
function packagePath(path: string): string | undefined {
  const [, ...parts] = path.replaceAll('\\', '/').split('node_modules/');
  return parts.at(-1);
}

/** For index.js: stand-ins for what is late. */
export function programPlugin({ inputs }: Metafile, plan: Plan, root: string): Plugin {
  const { late, nameOf } = plan;
  const files = new Map(
    [...late].flatMap(([file, { asked }]) => asked.map((path) => [path, file])),
  );
  return redirect(inputs, root, {
    module(path) {
      const file = files.get(path);
      const standIn = path.includes('wx-cloud-client-sdk') ? 'clientStandIn' : 'standIn';
      return (
        file &&
        `module.exports = require(${JSON.stringify(join(__dirname, 'stand-in.ts'))}).${standIn}(
          () => require("late:${file}")[${JSON.stringify(nameOf(path))}]());`
      );
    },
    late: (file) => `
      const late = require("./${file}");
      Object.assign(late.program, ${requires(late.get(file)?.shared ?? [], plan, root)});
      module.exports = late.modules;`,
  });
}

/** For both: the SDK gets Node's `url` as node_modules get it. */
export function urlPlugin({ sdk }: Plan, root: string): Plugin {
  const standIns = JSON.stringify(join(__dirname, 'stand-in.ts'));
  return {
    name: 'url',
    setup({ onResolve, onLoad }) {
      const namespace = 'url';
      onResolve({ filter: /^(node:)?url$/, namespace: 'file' }, ({ path, importer }) =>
        sdk.has(relative(root, importer).replaceAll('\\', '/')) ? { path, namespace } : undefined,
      );
      onLoad({ filter: /./, namespace }, () => ({
        contents: `module.exports = require(${standIns}).urlStandIn(require("url"));`,
        resolveDir: root,
      }));
    },
  };
}

/** For a late file: what index.js has comes from there, so that there is one of it. */
export function latePlugin({ inputs }: Metafile, plan: Plan, root: string): Plugin {
  const { program, nameOf } = plan;
  return redirect(inputs, root, {
    module: (path) =>
      program.has(path)
        ? `module.exports = require("late:program")[${JSON.stringify(nameOf(path))}]();`
        : undefined,
    late: () => 'module.exports = {};',
  });
}

/** What a late file itself runs. */
export function lateEntry(plan: Plan, root: string, file: string): string {
  return `
    exports.program = require("late:program");
    exports.modules = ${requires(plan.late.get(file)?.asked ?? [], plan, root)};`;
}

/** `{ name: () => require(path) }` */
function requires(paths: readonly string[], { nameOf }: Plan, root: string): string {
  const rows = paths.map(
    (path) => `${JSON.stringify(nameOf(path))}: () => require(${JSON.stringify(join(root, path))})`,
  );
  return `{ ${rows.join(',\n')} }`;
}

/** Puts other source in the place of modules, and source to `late:<name>`. */
function redirect(
  inputs: Metafile['inputs'],
  root: string,
  source: { module(path: string): string | undefined; late(name: string): string },
): Plugin {
  return {
    name: 'late',
    setup({ onResolve, onLoad }) {
      const namespace = 'late';
      onResolve({ filter: /^late:/ }, ({ path }) => ({
        path,
        namespace,
        pluginData: source.late(path.slice('late:'.length)),
      }));
      onResolve({ filter: /^\.\//, namespace }, ({ path }) => ({ path, external: true }));
      onResolve({ filter: /./, namespace: 'file' }, ({ path, importer, kind }) => {
        const { imports } = inputs[relative(root, importer).replaceAll('\\', '/')] ?? {};
        const found = imports?.find((each) => each.original === path && each.kind === kind);
        const pluginData = found && source.module(found.path);
        return pluginData ? { path: found.path, namespace, pluginData } : undefined;
      });
      onLoad({ filter: /./, namespace }, ({ pluginData }) => ({
        contents: pluginData,
        resolveDir: root,
      }));
    },
  };
}
