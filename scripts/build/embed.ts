import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Data that packages read as files, put into the bundle. */
export function embedPlugin(): Plugin {
  return {
    name: 'embed',
    setup(program) {
      program.onLoad({ filter: /[\\/]node-sdk[\\/]dist[\\/]utils[\\/]version\.js$/ }, ({ path }) =>
        embedSdkVersion(path),
      );
      program.onLoad({ filter: /\.json$/ }, ({ path }) => embedJson(path));
    },
  };
}

/**
 * node-sdk tells the gateway its version (`User-Agent: tcb-node-sdk/3.17.2`), which it reads from
 * `../../package.json`. Beside a bundle that is some other file or none.
 */
async function embedSdkVersion(path: string) {
  const read = "fs.readFileSync(path.join(__dirname, '../../package.json')).toString()";
  const source = await readFile(path, 'utf8');
  if (!source.includes(read)) throw new Error(`${path} does not read its version as expected`);
  const { version } = JSON.parse(await readFile(join(path, '../../../package.json'), 'utf8'));
  return { contents: source.replace(read, () => `'${JSON.stringify({ version })}'`) };
}

/** V8 reads a large object much faster as JSON text than as code (mime-db: 137 KB). */
async function embedJson(path: string) {
  const json = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
  return { contents: `module.exports = JSON.parse(${JSON.stringify(json)});` };
}
