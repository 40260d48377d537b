import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { decompress } from 'wawoff2';

const noBrowser = `no browser found.
Install Google Chrome, Microsoft Edge or Chromium, or set CHROMIUM_PATH to the file of one that is installed.
(On Linux x64 one comes with npm: run "npm ci" without --omit=dev.)`;

/**
 * Starts a headless Chromium: on Linux x64 the one inside `@sparticuz/chromium` (with fonts for
 * Chinese), elsewhere an installed Chrome, Edge or Chromium. `CHROMIUM_PATH` names another one.
 * Rejects with what to do where there is none.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return chromium.launch({ ...options, executablePath: given });

  const isPacked = process.platform === 'linux' && process.arch === 'x64';
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].filter(existsSync);
  const candidates = [
    ...(isPacked ? [() => launchPacked(options)] : []),
    ...['chrome', 'msedge', 'chromium'].map(
      (channel) => () => chromium.launch({ ...options, channel }),
    ),
    ...installed.map((executablePath) => () => chromium.launch({ ...options, executablePath })),
  ];
  const failures: unknown[] = [];
  for (const launch of candidates) {
    try {
      return await launch();
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, noBrowser);
}

async function launchPacked(options: LaunchOptions): Promise<Browser> {
  const folder = await unpackedFolder();
  return chromium.launch({
    ...options,
    executablePath: path.join(folder, 'chromium'),
    // A container's /dev/shm is often too small.
    args: ['--disable-dev-shm-usage', ...(options.args ?? [])],
    env: {
      ...process.env,
      ...options.env,
      HOME: folder,
      FONTCONFIG_FILE: path.join(folder, 'fonts', 'fonts.conf'),
      LD_LIBRARY_PATH: [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
    },
  });
}

/**
 * The unpacked browser, kept between runs. It is unpacked beside its final place and renamed, so
 * that test workers which start together never see half of it.
 */
async function unpackedFolder(): Promise<string> {
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
