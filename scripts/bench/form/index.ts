import { buildShared } from '../../build/miniprogram';
import { type Given, runCommand } from '../../command';

const command = {
  name: 'npm run bench:form --',
  about:
    'What a tap in the form costs: how often it runs the rules of the functions, and its CPU time.',
  options: {},
};

async function main(_given: Given<typeof command.options>): Promise<void> {
  await buildShared();
  const { measureTaps } = await import('./taps');
  console.table(measureTaps());
}

void runCommand(command, main);
