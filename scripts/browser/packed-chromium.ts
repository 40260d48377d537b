import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { decompress } from 'wawoff2';

/** Where npm brings a browser: `@sparticuz/chromium` is for Linux x64. */
export const isPacked = process.platform === 'linux' && process.arch === 'x64';

/**
 * The folder of the unpacked browser, kept between runs. It is unpacked beside its final place and renamed, so
 * that test workers which start together never see half of it.
 */
export async function unpackChromium(): Promise<string> {
  const manifest = await readFile(packageFile('@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = packageFile(`.cache/chromium-${version}`);
  if (existsSync(folder)) return folder;

  await mkdir(path.dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}-`);
  try {
    await unpack(staging);
    await writeFonts(path.join(staging, 'fonts'));
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * The package unpacks to the system's temporary folder, and only for this environment its libraries
 * (libnss3) too. A process of its own gets both by its environment: that of a Jest worker is a copy
 * which Node itself does not see.
 */
async function unpack(folder: string): Promise<void> {
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: path.join(__dirname, '../..'),
    env: { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', TMPDIR: folder },
  });
}

/**
 * The typeface as plain files: Chromium on Linux ignores wrapped fonts of the system, and npm has
 * Chinese ones only wrapped, in a hundred pieces with all weights in each.
 */
async function writeFonts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pieces = packageFile('@fontsource-variable/noto-sans-sc/files');
  for (const name of await readdir(pieces)) {
    const font = await decompress(await readFile(path.join(pieces, name)));
    await writeFile(path.join(folder, `${path.parse(name).name}.ttf`), font);
  }
  await writeFile(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <config></config>
</fontconfig>
`,
  );
}

function packageFile(name: string): string {
  return path.join(__dirname, '../../node_modules', name);
}
