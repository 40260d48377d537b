import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from '../browser/chromium';
import { type Given, runCommand } from '../command';
import { startPhotographer } from './photo';
import { specimens } from './photos';

const command = {
  name: 'tsx scripts/specimens/index.ts',
  args: '[<name> …]',
  about: `Draws these specimens, or all: ${Object.keys(specimens).join(', ')}.`,
  options: {},
};

async function main({ args: only }: Given<typeof command.options>): Promise<void> {
  const browser = await launchChromium();
  try {
    const photographer = await startPhotographer(browser);
    for (const [name, photo] of Object.entries(specimens)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const jpeg = await photographer.photograph(photo);
      await writeFile(path.join(__dirname, `${name}.jpg`), jpeg);
      console.log(`${name}.jpg ${Math.round(jpeg.length / 1024)} KB`);
    }
  } finally {
    await browser.close();
  }
}

void runCommand(command, main);
