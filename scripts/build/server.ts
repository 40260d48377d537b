import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { forNode } from './bundle';
import { readLicenses } from './licenses';
import { addTypes } from './types';
import { fillFolder } from './write';

const root = join(__dirname, '../..');
const source = join(root, 'scripts/receipt');

/**
 * `dist/server/`: what a server in Node checks receipts and confirmed licences with, in one file with
 * nothing to install. Needs `miniprogram-sample/cards/rules.js`.
 */
export async function buildServer(output = join(root, 'dist/server')): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...forNode,
    entryPoints: [join(source, 'index.ts')],
    outfile: join(output, 'index.js'),
    minify: true,
    charset: 'utf8',
  });
  const licenses = await readLicenses(Object.keys(metafile.inputs), root);
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const about = {
    name: 'wechat-license-ocr-server',
    version,
    description: 'What WeChat read from a licence, and what a person has changed since',
    license,
    main: './index.js',
    types: './index.d.ts',
    exports: {
      '.': { types: './index.d.ts', import: './index.mjs', require: './index.js' },
    },
    engines: { node: '>=16.13' },
  };
  const files = new Map([
    ['index.js', `${outputFiles[0]?.text ?? ''}/*\n${licenses}\n*/\n`],
    [
      'index.mjs',
      "import receipt from './index.js';\n\nexport const { openReceipt, compareLicense } = receipt;\n",
    ],
    ['package.json', `${JSON.stringify(about, null, 2)}\n`],
    ['LICENSE', await readFile(join(root, 'LICENSE'), 'utf8')],
  ]);
  for (const copied of [
    'README.md',
    'README.zh-CN.md',
    'examples/save-confirmed.js',
    'examples/http-server.mjs',
  ])
    files.set(copied, await readFile(join(source, copied), 'utf8'));
  await addTypes(join(source, 'types.ts'), 'index.d.ts', files);
  await fillFolder(output, files);
}
