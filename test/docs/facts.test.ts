import { carClasses } from '../../cloudfunctions/shared/fields/car-class';
import { prefixesOf } from '../../cloudfunctions/shared/owner';
import { reasonByErrCode } from '../../cloudfunctions/shared/reasons';
import { isQuotaText } from '../../cloudfunctions/shared/wechat-text';
import { cardOf, kinds } from '../../miniprogram-sample/cards';
import { cloudFailure } from '../../miniprogram-sample/components/license-scanner/failure';
import { photoLimits } from '../../miniprogram-sample/components/license-scanner/photo-check';
import { cards } from '../../scripts/cards';
import { nextSteps } from '../../scripts/doctor/next-steps';
import { adviceFor } from '../../scripts/live/trouble';
import { advisedTimeLimitMs, photoPath } from '../../scripts/local-cloud';
import { carClasses as readClasses } from '../../scripts/reader/terms';
import { read, root } from '../helpers/files';

// Facts that two rooms must know, since neither may import from the other: each is written down in
// the functions, and the other rooms are held to it here.

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
    const files = ['README.md', 'README.zh-CN.md', 'miniprogram-sample/components/README.md'];
    expect(declares.length).toBeGreaterThan(0);
    for (const text of [...files.map(read), nextSteps(root)]) {
      const [line] = /^.*(?:用户)?隐私保护指引.*(?:照片|收集).*$/m.exec(text) ?? [];
      for (const information of declares) expect(line).toContain(information);
    }
  },
);

test.each<[string, RegExp, string[]]>([
  [
    'the provinces of a plate',
    /京津沪[\u4E00-\u9FFF]+/,
    [
      'cloudfunctions/shared/fields/plate.ts',
      'scripts/reader/validity.ts',
      'miniprogram-sample/components/license-form/editor.ts',
    ],
  ],
  [
    'the size that a picture must be below',
    /(?<=const max(Photo|Picture|)Bytes = ).+(?=;)/,
    [
      'cloudfunctions/shared/photo.ts',
      'scripts/local-cloud/wechat-api.ts',
      'miniprogram-sample/components/license-scanner/compress.ts',
    ],
  ],
  [
    'the time limit to set, in seconds',
    /(?<=(set it|time limit|set the function|超时时间设?为?) ?(to )?\**)20(?= s| 秒)/,
    [
      'cloudfunctions/shared/steps.ts',
      'README.md',
      'README.zh-CN.md',
      'cloudfunctions/README.md',
      'cloudfunctions/README.zh-CN.md',
    ],
  ],
])('%s is the same wherever it is written down', (_fact, pattern, files) => {
  const found = files.map((file) => pattern.exec(read(file))?.[0]);
  expect(found[0]).toMatch(/./);
  expect(found).toEqual(files.map(() => found[0]));
});

test('the local cloud takes the time limit that operators are told to set', () => {
  expect(advisedTimeLimitMs).toBe(20_000);
  expect(nextSteps('.')).toContain('time limit 20 s');
});

test('the limits that the bench reports are those of the page', () => {
  const rows = read('scripts/bench/README.md').matchAll(/^\| `(\w+)`.* \*\*([\d.,]+)\*\* /gm);
  expect(Object.fromEntries([...rows].map(([, name, limit]) => [name, Number(limit)]))).toEqual(
    photoLimits,
  );
});

test('the commands put photos where the functions read them', () => {
  expect(photoPath('o-sample', '')).toBe(prefixesOf('o-sample').uploadPrefix);
});

test('the reader looks for the classes that the rules know', () => {
  const single = readClasses.filter((classes) => /^[A-Z]\d?$/.test(classes));
  expect(single).toEqual(carClasses);
});

describe.each(kinds)('what is printed beside a value of %s', (kind) => {
  const { captions } = require(`../../cloudfunctions/${kind}/license`) as {
    captions: Record<string, readonly string[]>;
  };
  const printed = cards[`ocr.${kind}`].pages.flat().flatMap(({ labels }) =>
    labels.flatMap(({ text, english, value }) => {
      const field = value?.key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      return field && captions[field]
        ? [{ field, words: english ? [text, english.text] : [text] }]
        : [];
    }),
  );

  test('is dropped from it by the rules', () => {
    expect(printed).not.toEqual([]);
    for (const { field, words } of printed)
      expect([field, captions[field]]).toEqual([field, expect.arrayContaining(words)]);
  });

  test('is what the form calls it, but for the two ends of a period', () => {
    const { fields } = cardOf(kind);
    for (const { field, words } of printed.filter(({ field }) => !/^valid/.test(field)))
      expect([field, fields[field]?.label]).toEqual([
        field,
        expect.stringContaining(String(words[0])),
      ]);
  });
});
