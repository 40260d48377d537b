import path from 'node:path';
import vm from 'node:vm';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import type { AppFiles, Part } from './app-files';
import type { Report } from './problem';

/** For whatever of the preview esbuild makes. */
export const bundleOptions = {
  bundle: true,
  write: false,
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'silent',
  tsconfigRaw: {},
} as const satisfies BuildOptions;

/** What a page's or component's script declares, as far as its WXML may refer to it. */
export interface Definition {
  methods: Set<string>;
  properties: Set<string>;
  data: Set<string>;
  /** Names given to `triggerEvent`; `undefined` where one of them is computed. */
  events: Set<string> | undefined;
}

/**
 * Scripts may only load scripts of the Mini Program's own folder, by a relative path to a file:
 * WeChat resolves neither packages nor JSON, and the folder is to be copied as it is.
 */
export function packageOnly(root: string, report: Report): Plugin {
  return {
    name: 'package-only',
    setup(esbuild) {
      esbuild.onResolve(
        { filter: /.*/ },
        async ({ path: target, importer, resolveDir, kind, pluginData }) => {
          if (pluginData === 'checked' || kind === 'entry-point' || !importer.startsWith(root))
            return undefined;
          const wanted = path.join(resolveDir, target).replace(/\.js$/, '');
          if (/^\.\.?\//.test(target) && wanted.startsWith(root + path.sep)) {
            const options = { resolveDir, kind, importer, pluginData: 'checked' };
            const found = await esbuild.resolve(target, options);
            // The file itself, not what a folder of this name stands for.
            if (['.ts', '.js'].some((suffix) => found.path === wanted + suffix)) return found;
          }
          const file = path.relative(root, importer).split(path.sep).join('/');
          report(file, `"${target}" is not a script in the Mini Program's folder`);
          return { path: target, external: true };
        },
      );
    },
  };
}

/** Runs each script far enough to see what it declares. Nothing of `wx` answers meanwhile. */
export async function readDefinitions(
  { root, parts }: AppFiles,
  report: Report,
): Promise<Map<string, Definition>> {
  const built = await build({
    ...bundleOptions,
    entryPoints: parts.map(({ script }) => path.join(root, script)),
    outdir: path.join(root, 'out'),
    outbase: root,
    format: 'cjs',
    plugins: [packageOnly(root, report)],
  });
  const codes = new Map(built.outputFiles.map((output) => [output.path, output.text]));
  return new Map(
    parts.map((part) => {
      const code = codes.get(path.join(root, 'out', `${part.path}.js`)) ?? '';
      return [part.path, evaluate(part, code, report)];
    }),
  );
}

type Declared = Record<string, unknown>;

/** What WeChat calls or reads, and the preview does not. */
const missing = {
  Page: [
    ...['behaviors', 'onPullDownRefresh', 'onReachBottom', 'onPageScroll', 'onResize'],
    ...['onTabItemTap', 'onAddToFavorites', 'onSaveExitState', 'onRouteDone'],
  ],
  Component: ['behaviors', 'externalClasses', 'relations'],
};

function evaluate(part: Part, code: string, report: Report): Definition {
  let called: 'Page' | 'Component' | undefined;
  const definition: Definition = {
    methods: new Set(),
    properties: new Set(),
    data: new Set(),
    events: eventsIn(code),
  };
  const declare = (kind: 'Page' | 'Component') => (declared: Declared) => {
    if (called) report(part.script, `${kind} is called a second time`);
    called = kind;
    for (const name of missing[kind])
      if (name in declared) report(part.script, `${kind}.${name} is not in the preview`);
    const membersOf = (key: string) => (declared[key] as Declared | undefined) ?? {};
    for (const name of Object.keys(membersOf('properties'))) definition.properties.add(name);
    for (const name of Object.keys(membersOf('data'))) definition.data.add(name);
    const methods = kind === 'Page' ? declared : membersOf('methods');
    for (const [name, value] of Object.entries(methods))
      if (typeof value === 'function') definition.methods.add(name);
  };
  const silent: unknown = new Proxy(() => silent, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => '' : silent),
  });
  const context = vm.createContext({
    module: { exports: {} },
    exports: {},
    require: () => silent,
    Page: declare('Page'),
    Component: declare('Component'),
    wx: silent,
    getApp: () => silent,
    console,
    setTimeout: () => 0,
    clearTimeout: () => undefined,
    setInterval: () => 0,
    clearInterval: () => undefined,
  });
  try {
    vm.runInContext(code, context, { timeout: 1_000, filename: part.script });
  } catch (error) {
    report(part.script, `cannot be loaded: ${(error as Error).message}`);
  }
  const expected = part.isPage ? ['Page', 'Component'] : ['Component'];
  if (!expected.includes(String(called)))
    report(part.script, `calls no ${expected.join(' or ')}()`);
  return definition;
}

function eventsIn(code: string): Set<string> | undefined {
  const calls = [...code.matchAll(/\.triggerEvent\(\s*(?:["'`](\w+)["'`])?/g)];
  return calls.some(([, name]) => name === undefined)
    ? undefined
    : new Set(calls.map(([, name]) => name as string));
}
