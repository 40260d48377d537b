import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { arrangeForV8 } from './for-v8';
import { lateEntry, latePlugin, planLate, programPlugin, urlPlugin } from './late';
import { readLicenses } from './licenses';

const root = join(__dirname, '../..');

/** One file for Node, with nothing to install: a function, or what a server needs. */
export const forNode = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // The cloud's oldest runtime; what a function runs on is chosen when it is created, for good.
  target: 'node16.13',
  format: 'cjs',
  legalComments: 'none', // see licenses.ts
  logLevel: 'silent',
  metafile: true,
  write: false,
} as const satisfies BuildOptions;

export interface Bundle {
  /** Name → content: index.js, the late files that it reads, source maps. */
  files: Map<string, string>;
  /** The modules in each .js file, as paths below the project; those of index.js are evaluated at load. */
  modules: Map<string, string[]>;
}

/**
 * Bundles one function without writing it.
 * @param folder where its files are to stand
 * @param debug for a debugger: not minified, with source maps
 */
export async function bundleFunction(
  entry: string,
  { folder = join(root, 'dist'), debug = false } = {},
): Promise<Bundle> {
  const options = (file: string) =>
    ({
      ...forNode,
      outfile: join(folder, file),
      minify: !debug,
      sourcemap: debug && 'linked',
      nodePaths: [join(root, 'node_modules')],
    }) as const satisfies BuildOptions;
  const program = { ...options('index.js'), entryPoints: [entry] };
  const { metafile } = await build(program);
  const plan = planLate(metafile);
  const lateFiles = [...plan.late.keys()];

  const built = await Promise.all([
    build({
      ...program,
      plugins: [programPlugin(metafile, plan, root), urlPlugin(plan, root), embedPlugin],
    }),
    ...lateFiles.map((file) =>
      build({
        ...options(file),
        stdin: { contents: lateEntry(plan, root, file), resolveDir: root, sourcefile: file },
        plugins: [latePlugin(metafile, plan, root), urlPlugin(plan, root), embedPlugin],
      }),
    ),
  ]);
  const files = new Map(
    built.flatMap(({ outputFiles }) =>
      outputFiles.map(({ path, text }) => [basename(path), text] as const),
    ),
  );
  if (!debug) files.set('index.js', arrangeForV8(files.get('index.js') ?? ''));
  const append = (file: string, text: string) => files.set(file, `${files.get(file)}${text}\n`);
  const licenseFile = lateFiles.at(-1) ?? 'index.js';
  append('index.js', `// Packages in this folder and their licences: at the end of ${licenseFile}`);
  append(licenseFile, `/*\n${await readLicenses(Object.keys(metafile.inputs), root)}\n*/`);

  return {
    files,
    modules: new Map([
      ['index.js', [...plan.program]],
      ...[...plan.late].map(([file, { modules }]) => [file, modules] as const),
    ]),
  };
}

/** Data that the SDK reads as files. */
const embedPlugin: Plugin = {
  name: 'embed',
  setup({ onLoad }) {
    // node-sdk tells the gateway its version (`User-Agent: tcb-node-sdk/3.17.2`), which it reads
    // from `../../package.json`. Beside a bundle that is some other file or none.
    const version = /[\\/]@cloudbase[\\/]node-sdk[\\/]dist[\\/]utils[\\/]version\.js$/;
    onLoad({ filter: version }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(join(path, '../../../package.json'), 'utf8'));
      return { contents: `exports.version = ${JSON.stringify(version)};` };
    });
    // V8 reads a large object much faster as JSON text than as code: 5% of a cold start.
    onLoad({ filter: /[\\/]mime-db[\\/]db\.json$/ }, async ({ path }) => {
      const json = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(json)});` };
    });
  },
};
