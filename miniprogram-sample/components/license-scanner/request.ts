import { startWatch } from '../shared/platform';
import { checkAnswer } from './answer';
import { cloudFailure, pageFailure } from './failure';
import type { Sender, Sent } from './sender';
import { stalledMs, toPercent } from './sender';
import type { SendPhoto } from './types';

/** 这么久既没有进度也没有回答，就当作不会有了。 */
const silentMs = 60000;

/** 项目自己的函数，在自己的服务器上识别。它说什么都可能：晚到的进度、不合约定的回答、没有回答。 */
export function createRequestSender(request: SendPhoto): Sender {
  return {
    warmUp() {},
    accept: ({ kind, filePath }) => ({
      send: (progress) =>
        new Promise<Sent>((resolve) => {
          let percent = 0;
          let quietMs = 0;
          let over = false;
          const watch = startWatch(stalledMs, () => {
            quietMs += stalledMs;
            if (percent < 100) progress.stalled();
            if (quietMs < silentMs) return;
            const errMsg = `neither progress nor an answer from request within ${silentMs} ms`;
            end({ result: pageFailure('NO_ANSWER', errMsg, { retryable: true }) });
          });
          const end = (sent: Sent) => {
            over = true;
            watch.stop();
            resolve(sent);
          };
          const onProgress = (told: number) => {
            const now = toPercent(told, percent);
            if (over || now === percent) return;
            percent = now;
            quietMs = 0;
            watch.touch();
            if (percent < 100) progress.uploading(percent);
            else progress.recognizing();
          };
          progress.uploading(0);
          Promise.resolve()
            .then(() => request({ kind, filePath, onProgress }))
            .then(
              (answer) => end({ result: checkAnswer(kind, answer, 'request') }),
              (error) => end({ result: cloudFailure('upload', error) }),
            );
        }),
      drop() {},
    }),
  };
}
