import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { isPacked, unpackChromium } from './packed-chromium';

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
  const folder = await unpackChromium();
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
