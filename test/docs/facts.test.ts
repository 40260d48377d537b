import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reasonByErrCode } from '../../cloudfunctions/shared/reasons';
import { isQuotaText } from '../../cloudfunctions/shared/wechat-text';
import { cloudFailure } from '../../miniprogram-sample/components/license-scanner/failure';
import { cards } from '../../scripts/cards';
import { nextSteps } from '../../scripts/doctor/next-steps';
import { adviceFor } from '../../scripts/live/trouble';

// Facts that two rooms must know, since neither may import from the other: each is written down in
// the functions, and the other room is held to it here.

const busy = Object.entries(reasonByErrCode)
  .filter(([, reason]) => reason === 'BUSY')
  .map(([errCode]) => Number(errCode));
/** These come from WeChat's API alone; on the client -1 stands for anything. */
const ofTheApi = [-1, 45011];

test.each(busy.filter((errCode) => !ofTheApi.includes(errCode)))(
  'what is busy to the functions is busy to the page: %i',
  (errCode) => {
    const errMsg = `cloud.callFunction:fail Error: errCode: ${errCode}  | errMsg: … (callId: 1-0.1) (trace: 7:23:37 start, abort)`;
    expect(cloudFailure('call', { errCode: -1, errMsg })).toMatchObject({
      reason: 'BUSY',
      errCode,
      retryable: true,
    });
  },
);

test.each([
  ['not enough market quota rid: 5f1e2d3c-4b5a6978-11223344', true],
  ['invalid image', false],
])('of 101002 the text tells whether it means the quota: %s', (errmsg, isQuota) => {
  expect(isQuotaText(101002, `openapi.ocr.vehicleLicense:fail ${errmsg}`)).toBe(isQuota);
  const respData = Buffer.from(JSON.stringify({ errcode: 101002, errmsg }));
  const answer = { respData, contentType: 'application/json', httpCode: 200 };
  const advice = adviceFor(answer, { kind: 'token', variable: 'WECHAT_ACCESS_TOKEN' } as never);
  expect(/order the free package/.test(advice ?? '')).toBe(isQuota);
});

test.each(Object.entries(cards))(
  'what the privacy guideline must declare for %s stands wherever that is told',
  (_api, { declares }) => {
    const root = path.join(__dirname, '../..');
    const files = ['README.md', 'README.zh-CN.md', 'miniprogram-sample/components/README.md'];
    const texts = files.map((file) => readFileSync(path.join(root, file), 'utf8'));
    expect(declares.length).toBeGreaterThan(0);
    for (const text of [...texts, nextSteps(root)]) {
      const [line] = /^.*(?:用户)?隐私保护指引.*(?:照片|收集).*$/m.exec(text) ?? [];
      for (const information of declares) expect(line).toContain(information);
    }
  },
);
