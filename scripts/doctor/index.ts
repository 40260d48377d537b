import path from 'node:path';
import { type Given, runCommand } from '../command';
import { readLiveSettings } from '../live';
import { checks, ToDo } from './checks';
import { checkLive } from './live';
import { nextSteps } from './next-steps';

const command = {
  name: 'npm run doctor --',
  about: `Looks at everything that can be looked at before an upload, says what is missing and what to do,
and prints the next commands.`,
  options: {
    live: {
      help: `also asks WeChat itself to read one specimen; it costs one of your account's calls.
Credentials: the environment or .env, as .env.example shows`,
    },
  },
  notes: 'Exit code: 0 nothing is missing, 1 something is, 2 wrong usage.',
};

const project = path.join(__dirname, '../..');

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const settings = values.live ? readLiveSettings() : undefined;
  for (const { title, look } of checks) await printLine(title, async () => look(project));
  if (settings) {
    const { host } = new URL(settings.origin);
    process.stderr.write(`live: asking ${host}, which costs one of your account's calls …\n`);
    await printLine('WeChat', () => checkLive(settings));
  }
  process.stdout.write(`\n${nextSteps(project)}\n`);
}

async function printLine(title: string, look: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`✓ ${title}: ${await look()}\n`);
  } catch (error) {
    if (!(error instanceof ToDo)) throw error;
    process.exitCode = 1;
    process.stdout.write(`✗ ${title}: ${error.message}\n`);
  }
}

if (require.main === module) void runCommand(command, main);
