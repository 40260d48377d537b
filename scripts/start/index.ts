import { parseArgs } from 'node:util';
import { buildFunctionsIfChanged } from '../build';
import { createLiveWechat, LiveSettingsError, type LiveWechat, readLiveSettings } from '../live';
import { startLocalCloud } from '../local-cloud';
import { toProblemText } from '../preview/problem';
import { type Preview, startPreview } from '../preview/server';

const defaultPort = 8787;

const help = `npm start [-- options]

Builds the cloud functions, starts the local cloud and shows the Mini Program page in a browser.

  --port <number>  port on 127.0.0.1; ${defaultPort} when absent, or a free one if that is taken
  --live           WeChat itself reads the photos, by its HTTPS API; each try costs one of your
                   account's calls. Credentials: the environment or .env, as .env.example shows
  --help           this text

The same functions from the command line: npm run recognize -- --help
`;

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
      say(`calls of the account in this run: ${calls.join(', ')} (100 a day are free, for each)`);
    },
  });
  return live;
}

type Arguments = { port: number; live: boolean; help: boolean } | { wrong: string };

function parseArguments(args: string[]): Arguments {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        live: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port ?? defaultPort);
    if (values.port !== undefined && !/^\d+$/.test(values.port))
      return { wrong: `--port takes a number` };
    if (port > 65_535) return { wrong: '--port takes a number up to 65535' };
    return { port, live: values.live, help: values.help };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

async function main(): Promise<number | undefined> {
  const given = parseArguments(process.argv.slice(2));
  if ('wrong' in given) {
    process.stderr.write(`${given.wrong}\n\n${help}`);
    return 2;
  }
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }

  const live = given.live ? openLive() : undefined;
  process.stdout.write('\nBuilding the cloud functions …\n');
  await buildFunctionsIfChanged();
  const preview = await startLocalPreview(given.port, live);
  for (const problem of preview.problems) process.stderr.write(`${toProblemText(problem)}\n`);
  const taken = given.port !== 0 && Number(new URL(preview.address).port) !== given.port;
  const reader = live
    ? `Live:\n  photos go to ${live.host}; each call, and each further try, uses one of the account's.`
    : 'Not WeChat.';
  process.stdout.write(`
  ${preview.address}${taken ? `  (port ${given.port} is taken)` : ''}

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
  return undefined;
}

if (require.main === module) {
  main().then(
    (code) => {
      if (code !== undefined) process.exitCode = code;
    },
    (error: Error) => {
      if (error instanceof LiveSettingsError) {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 2;
        return;
      }
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
