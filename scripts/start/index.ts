import path from 'node:path';
import { buildAll, buildIfChanged } from '../build';
import { type Given, runCommand, toPort } from '../command';
import { inBoth } from '../language';
import { createLiveWechat, type LiveWechat, orderUrl, readLiveSettings } from '../live';
import { createReader, type LocalCloud, startLocalCloud, type Trace } from '../local-cloud';
import { toProblemText } from '../page-check/problem';
import { startPreview } from '../preview/server';
import { endWithNpm } from './npm';
import { isAtDesktop, openBrowser } from './open-browser';
import { watchFolder } from './watch';

const repository = path.join(__dirname, '../..');
const defaultPort = 8787;

const command = {
  name: 'npm start --',
  about: `Builds the cloud functions, starts the local cloud and shows the Mini Program page in a browser.
What changes in cloudfunctions/ is built again at once; what changes in the page shows after a reload.`,
  options: {
    port: {
      value: '<number>',
      parse: toPort,
      help: `port on 127.0.0.1; ${defaultPort} when absent, or a free one if that is taken`,
    },
    'no-open': {
      help: 'leaves the browser closed; it opens by itself where a person starts this at a desktop',
    },
    inspect: {
      value: '<port>',
      alone: '9229',
      parse: toPort,
      help: `lets a debugger into the functions, on this port (9229 when absent) and the next ones,
in the order of their names: not minified, with source maps, and no time limit ends them`,
    },
    data: {
      value: '<folder>',
      help: 'keeps the database in this folder, a JSON file for each collection',
    },
    live: {
      help: `WeChat itself reads the photos, by its HTTPS API; each try costs one of your
account's calls. Credentials: the environment or .env, as .env.example shows`,
    },
  },
  notes: 'The same functions from the command line: npm run recognize -- --help',
};

const print = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

function openLive(): LiveWechat {
  const say = (sentence: string) => complain(`live: ${sentence}`);
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

function debuggerSentence({ detail }: Trace): string {
  const { functionName, inspectPort } = detail as { functionName: string; inspectPort: number };
  return `${functionName} waits for a debugger at 127.0.0.1:${inspectPort}`;
}

const hereSentences = () =>
  inBoth(
    '浏览器里的小程序页面，构建好的云函数跑在本地云上；这不是微信。',
    'The Mini Program page, with the built functions on a local cloud. Not WeChat.',
  );

const liveSentences = (host: string) =>
  inBoth(
    `浏览器里的小程序页面，真实识别：照片发往 ${host}，每次调用和重试都用掉账号的一次额度。
第一次之前，请先开通免费额度（0 元，全部用户合计每天 100 次）：${orderUrl}`,
    `The Mini Program page, live: photos go to ${host}; each call, and each further try,
uses one of the account's. Before the first one, order the free package (¥0, 100 a day for
all users together): ${orderUrl}`,
  );

async function main({ values }: Given<typeof command.options>): Promise<void> {
  const { port = defaultPort, inspect } = values;
  const debug = inspect !== undefined;
  endWithNpm();
  const live = values.live ? openLive() : undefined;
  print(`\n${inBoth('正在构建云函数…', 'Building the cloud functions …')}`);
  await (debug ? buildAll({ debug }) : buildIfChanged());

  // The models load while the page opens.
  const reader = live
    ? undefined
    : createReader({ onTrouble: (sentence) => complain(`reader: ${sentence}`) });
  reader?.warmUp().catch((error: Error) => complain(`no photo can be read: ${error.message}`));
  let cloud: LocalCloud | undefined;
  const preview = await startPreview({
    port,
    openCloud: async (options) => {
      cloud = await startLocalCloud({
        ...options,
        ...(debug && { inspectPort: inspect, functionRoot: path.join(repository, 'dist/debug') }),
        ...(live && { wechat: live }),
        ...(reader && { reader }),
        dataFolder: values.data,
        onTrace(trace) {
          options.onTrace?.(trace);
          if (trace.step === 'notice') complain(`local cloud: ${trace.detail}`);
          if (debug && trace.step === 'instance-start') print(debuggerSentence(trace));
        },
      });
      return cloud;
    },
    ...(live && { liveHost: live.host }),
  });
  const stopWatching = watchFolder({
    folder: path.join(repository, 'cloudfunctions'),
    async onChange(file) {
      try {
        await buildAll({ debug });
        cloud?.redeploy();
        print(
          inBoth(
            `${file} 有改动：已重新构建，重新进入页面后生效`,
            `${file} has changed: built again, and the page has its rules after a reload`,
          ),
        );
      } catch (error) {
        complain(
          `${inBoth(`${file} 有改动，但构建失败，仍用之前构建的。`, `${file} has changed, and what was built before stays.`)} ${(error as Error).message}`,
        );
      }
    },
  });

  for (const problem of preview.problems) complain(toProblemText(problem));
  const { address } = preview;
  const isTaken = port !== 0 && Number(new URL(address).port) !== port;
  const lines = [
    inBoth('请在浏览器中打开：', 'Open this address in a browser:'),
    `\n    ${address}\n`,
    ...(isTaken
      ? [inBoth(`端口 ${port} 已被占用，换了一个。`, `Port ${port} is taken: this is another.`)]
      : []),
    live ? liveSentences(live.host) : hereSentences(),
    inBoth('也可以用命令行识别：', 'From the command line:'),
    '  npm run recognize -- vehicleLicense scripts/specimens/vehicle-both-pages.jpg',
    inBoth('按 Ctrl-C 结束。', 'Ctrl-C ends it.'),
  ];
  print(`\n${lines.join('\n').replace(/^(?=.)/gm, '  ')}\n`);
  if (!values['no-open'] && isAtDesktop()) void openBrowser(address);
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(1);
      closing = true;
      stopWatching();
      void preview.close().then(() => process.exit(0));
    });
  }
}

if (require.main === module) void runCommand(command, main);
