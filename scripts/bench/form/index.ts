import { launchChromium } from '../../browser/chromium';
import { buildShared } from '../../build/miniprogram';
import { type Given, runCommand, toCount } from '../../command';
import { load } from '../../reader/load';

const command = {
  name: 'npm run bench:form --',
  about: `What a tap in the form costs: how often it runs the rules of the functions, and its CPU time.
With --bits instead: draws photographs of 行驶证, cuts each field's bit as the form does, from the
corners of the answer, and has the local cloud's reader read the bit alone.`,
  options: {
    bits: { help: 'instead: what the bits of the photo show' },
    photos: { value: '<number>', parse: toCount, help: 'how many; 100 when absent' },
    seed: {
      value: '<number>',
      parse: toCount,
      help: 'number of the first photo, of which every second is a 行驶证; 30000 when absent',
    },
  },
  notes: 'The bits take some ten seconds for each photo.',
};

async function main({ values }: Given<typeof command.options>): Promise<void> {
  await buildShared();
  if (!values.bits) {
    const { measureTaps } = await import('./taps');
    console.table(measureTaps());
    return;
  }
  const { measureBits } = await import('./bits');
  const { photos = 100, seed = 30_000 } = values;
  const browser = await launchChromium();
  try {
    const reader = await load(2);
    const { readings, withoutCorners } = await measureBits(browser, reader, { photos, seed });
    for (const { outcome, seed: of, field, printed, bit } of readings)
      if (outcome !== 'right')
        console.log(
          `photo ${of}  ${field}  ${outcome}: printed ${JSON.stringify(printed)}, read ${bit}`,
        );
    const share = (outcome: string) =>
      `${((100 * readings.filter((one) => one.outcome === outcome).length) / readings.length).toFixed(1)} %`;
    console.log(
      `${photos} photographs, ${withoutCorners} of them without corners that can be right.`,
    );
    console.log(
      `Of ${readings.length} fields that were read right in the whole picture: ${share('right')} are right in their bit, ${share('neighbour')} show a neighbour’s value instead.`,
    );
  } finally {
    await browser.close();
  }
}

void runCommand(command, main);
