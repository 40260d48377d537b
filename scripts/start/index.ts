import { buildFunctionsIfChanged } from '../build';
import { createLiveWechat, type LiveWechat, readLiveSettings } from '../live';
import { startLocalCloud } from '../local-cloud';
import { type Given, runCommand, toPort } from '../options';
import { toProblemText } from '../preview/check/problem';
import { type Preview, startPreview } from '../preview/server';

const defaultPort = 8787;

const command = {
  name: 'npm start --',
  about:
    'Builds the cloud functions, starts the local cloud and shows the Mini Program page in a browser.',
  options: {
    port: {
      value: '<number>',
      parse: toPort,
      help: `port on 127.0.0.1; ${defaultPort} when absent, or a free one if that is taken`,
    },
    live: {
      help: `WeChat itself reads the photos, by its HTTPS API; each try costs one of your
account's calls. Credentials: the environment or .env, as .env.example shows`,
    },
  },
  notes: 'The same functions from the command line: npm run recognize -- --help',
};

/** The preview over a fresh local cloud; the functions must have been built. */
export async function startLocalPreview(port: number, live?: LiveWechat): Promise<Preview> {
  if (!live) return startPreview({ port, openCloud: (options) => startLocalCloud(options) });
  return startPreview({
    port,
    openCloud: (options) => startLocalCloud({ ...options, wechat: live }),
    cloudName: `local cloud · live: ${live.host}`,
    onlySpecimens: false,
  });
}

function openLive(): LiveWechat {
  const say = (sentence: string) => process.stderr.write(`live: ${sentence}\n`);
  const live = createLiveWechat(readLiveSettings(), {
    onNotice: say,
    onCall: () => {
      const calls = Object.entries(live.calls).map(([api, count]) => `${api} ${count}`);
      say(
        `calls of the account in this run: ${calls.join(', ')} (the free package has 100 a day for all users together)`,
      );
    },
  });
  return live;
}

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const { port = defaultPort } = values;
  const live = values.live ? openLive() : undefined;
  process.stdout.write('\nBuilding the cloud functions …\n');
  await buildFunctionsIfChanged();
  const preview = await startLocalPreview(port, live);
  for (const problem of preview.problems) process.stderr.write(`${toProblemText(problem)}\n`);
  const taken = port !== 0 && Number(new URL(preview.address).port) !== port;
  const reader = live
    ? `Live:\n  photos go to ${live.host}; each call, and each further try, uses one of the account's.`
    : 'Not WeChat.';
  process.stdout.write(`
  ${preview.address}${taken ? `  (port ${port} is taken)` : ''}

  The Mini Program page in a browser, with the built functions on a local cloud. ${reader}
  From the command line: npm run recognize -- vehicleLicense scripts/specimens/vehicle-both-pages.jpg
  Ctrl-C ends it.

`);
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(1);
      closing = true;
      void preview.close().then(() => process.exit(0));
    });
  }
}

if (require.main === module) void runCommand(command, main);
