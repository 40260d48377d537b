import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '..');
export const functionNames = ['vehicleLicense', 'driverLicense'] as const;

/** Writes `dist/cloudfunctions/<name>/{index.js,package.json,config.json}`. */
export async function buildFunctions(): Promise<void> {
  for (const name of functionNames) {
    const from = join(root, 'cloudfunctions', name);
    const to = join(root, 'dist/cloudfunctions', name);
    await mkdir(to, { recursive: true });
    await build({
      entryPoints: [join(from, 'index.ts')],
      outfile: join(to, 'index.js'),
      bundle: true,
      platform: 'node',
      target: 'node16.13',
      format: 'cjs',
      minify: true,
      logLevel: 'warning',
    });
    for (const file of ['package.json', 'config.json']) await cp(join(from, file), join(to, file));
  }
}

if (require.main === module) buildFunctions();
