import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

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

async function writeFonts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const subset of ['chinese-simplified', 'latin']) {
    for (const weight of [400, 500, 700]) {
      const file = `noto-sans-sc-${subset}-${weight}-normal`;
      const woff = await readFile(packageFile(`@fontsource/noto-sans-sc/files/${file}.woff`));
      await writeFile(path.join(folder, `${file}.ttf`), toSfnt(woff));
    }
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

/**
 * WOFF 1.0 to the plain font file inside it (https://www.w3.org/TR/WOFF/): Chromium on Linux
 * ignores wrapped fonts of the system, and npm has Chinese fonts only wrapped.
 */
function toSfnt(woff: Buffer): Buffer {
  const tableCount = woff.readUInt16BE(12);
  const header = Buffer.alloc(12 + 16 * tableCount);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(tableCount, 4);
  const power = Math.floor(Math.log2(tableCount));
  header.writeUInt16BE(16 * 2 ** power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * (tableCount - 2 ** power), 10);

  const tables: Buffer[] = [];
  let offset = header.length;
  for (let index = 0; index < tableCount; index++) {
    const entry = 44 + 20 * index;
    const start = woff.readUInt32BE(entry + 4);
    const packedLength = woff.readUInt32BE(entry + 8);
    const length = woff.readUInt32BE(entry + 12);
    const stored = woff.subarray(start, start + packedLength);
    const table = packedLength < length ? inflateSync(stored) : stored;

    const record = 12 + 16 * index;
    woff.copy(header, record, entry, entry + 4);
    woff.copy(header, record + 4, entry + 16, entry + 20);
    header.writeUInt32BE(offset, record + 8);
    header.writeUInt32BE(length, record + 12);
    tables.push(table, Buffer.alloc(-length & 3));
    offset += length + (-length & 3);
  }
  return Buffer.concat([header, ...tables]);
}

function packageFile(name: string): string {
  return path.join(__dirname, '../../node_modules', name);
}
