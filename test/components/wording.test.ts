import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WarningCode } from '../../cloudfunctions/shared/contract';
import { cardOf, kinds } from '../../miniprogram-sample/cards';
import { doubtSentence } from '../../miniprogram-sample/cards/doubts';
import type { PageReason } from '../../miniprogram-sample/components/license-scanner/types';
import {
  consentWording,
  doubtWording,
  failureWording,
  nextStepNames,
  photoAdvice,
} from '../../miniprogram-sample/components/license-scanner/wording';
import { reasons, unionOf, warningCodes } from '../helpers/union';

const allReasons = [
  ...reasons,
  ...unionOf('miniprogram-sample/components/license-scanner/types.ts', 'PageReason'),
] as PageReason[];
const ofDevelopers: PageReason[] = [
  ...(['INVALID_EVENT', 'NO_CALLER', 'FILE_FORBIDDEN', 'IMAGE_URL_INVALID'] as const),
  ...(['NO_PERMISSION', 'API_NOT_FOUND', 'CREDENTIAL'] as const),
  ...(['FUNCTION_MISSING', 'FUNCTION_FAILED', 'ENVIRONMENT_INVALID'] as const),
  ...(['UPLOAD_FORBIDDEN', 'DOMAIN_UNLISTED', 'PRIVACY_UNDECLARED'] as const),
];
const allCodes = warningCodes as WarningCode[];

test('every reason has a title of its own', () => {
  const titles = allReasons.map((reason) => failureWording(reason, true).title);
  expect(new Set(titles).size).toBe(allReasons.length);
  for (const title of titles) expect(title.length).toBeLessThanOrEqual(13);
});

test.each(allReasons)('%s has one sentence and one next step', (reason) => {
  const { sentence, nextStep } = failureWording(reason, false);
  expect(sentence).toMatch(/。$/);
  expect(sentence.length).toBeLessThanOrEqual(50);
  expect(nextStepNames[nextStep]).toMatch(/^[\u4e00-\u9fff]{3,4}$/);
});

test.each(ofDevelopers)(
  '%s tells developers what to do and users that it is not theirs to do',
  (reason) => {
    const release = failureWording(reason, false);
    expect(release.fix).toBeUndefined();
    expect(release.sentence).toBe('不是你的操作问题，请稍后再来，或联系客服。');
    expect(release.nextStep).toBe('contact');
    expect(failureWording(reason, true)).toEqual({
      ...release,
      fix: expect.stringMatching(/。$/),
    });
  },
);

test('no user is ever shown a word of the machinery', () => {
  for (const reason of allReasons) {
    const { title, sentence } = failureWording(reason, false);
    expect(title + sentence).not.toMatch(/[A-Z]{2,}_|云函数|config|errCode|fileID|OPENID/);
  }
});

test('what the same photo can put right is a retry, what the user can put right is not left to the operator', () => {
  const steps = Object.fromEntries(
    allReasons.map((reason) => [reason, failureWording(reason, false).nextStep]),
  );
  expect(steps).toMatchObject({
    BUSY: 'retry',
    TIMEOUT: 'retry',
    NETWORK: 'retry',
    NO_ANSWER: 'retry',
    FUNCTION_TIME_LIMIT: 'retry',
    LICENSE_NOT_FOUND: 'retake',
    IMAGE_UNREADABLE: 'retake',
    FILE_NOT_FOUND: 'retake',
    QUOTA_EXCEEDED: 'wait',
    USER_LIMIT: 'wait',
    PRIVACY_REFUSED: 'allow',
    CAMERA_DENIED: 'allow',
  });
});

test('of calls that are used up, page, README and errMsg say first to order the free package', () => {
  const { fix = '' } = failureWording('QUOTA_EXCEEDED', true);
  const root = join(__dirname, '../..');
  const readme = readFileSync(join(root, 'cloudfunctions/README.zh-CN.md'), 'utf8');
  const [row = ''] = /\| `QUOTA_EXCEEDED`.*/.exec(readme) ?? [];
  const texts = [fix, row];
  for (const text of texts) {
    const order = ['0 元', '买', '明天'].map((word) => text.indexOf(word));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
  }
  const errMsg = readFileSync(join(root, 'cloudfunctions/shared/reasons.ts'), 'utf8');
  expect(errMsg).toMatch(/QUOTA_EXCEEDED:\s*"[^"]*must be ordered once, for 0 yuan/);
});

test.each(Object.keys(photoAdvice) as Array<keyof typeof photoAdvice>)(
  '%s is spoken of in the same word before the photo, in the warning and after a failure',
  (doubt) => {
    const word = photoAdvice[doubt];
    expect(doubtWording([doubt]).sentence).toContain(word);
    expect(failureWording('LICENSE_NOT_FOUND', false).sentence).toContain(word);
  },
);

test('a reason that a later function may send has words too', () => {
  expect(failureWording('NOT_YET_KNOWN' as PageReason, false).title).toBe('识别没有完成');
});

test.each(allCodes)('a doubt %s asks to check and never says wrong', (code) => {
  for (const field of ['vin', 'validTo', 'issueDate']) {
    const sentence = doubtSentence({ field, code }, {});
    expect(sentence).toContain('请');
    expect(sentence).toContain('核对');
    expect(sentence).not.toMatch(/错误|无效|假/);
  }
});

test('each doubt has a sentence of its own', () => {
  expect(new Set(allCodes.map((code) => doubtSentence({ field: 'x', code }, {}))).size).toBe(
    allCodes.length,
  );
});

test('text that could not be given its type is quoted', () => {
  expect(doubtSentence({ field: 'registerDate', code: 'UNREADABLE', text: '2018年' }, {})).toBe(
    '读到“2018年”，请核对后填写',
  );
});

test.each([
  ['vehicleLicense', 'issueDate', 'registerDate', '早于注册日期，请核对'],
  ['driverLicense', 'validFrom', 'issueDate', '早于初次领证日期，请核对'],
  ['driverLicense', 'validTo', 'validFrom', '早于有效期起，请核对'],
  ['driverLicense', 'issueDate', 'birthDate', '不晚于出生日期，请核对'],
] as const)(
  'of two dates of %s the other is named as on the card',
  (kind, field, other, sentence) => {
    const { fields } = cardOf(kind);
    expect(doubtSentence({ field, code: 'DATE_ORDER', with: other }, fields)).toBe(sentence);
  },
);

test('of another card too, and without a name where it has none', () => {
  const doubt = { field: 'to', code: 'DATE_ORDER', with: 'from' } as const;
  const from = { label: '成立日期', page: 'main', input: 'date', identifies: 'nothing' } as const;
  expect(doubtSentence(doubt, { from })).toBe('早于成立日期，请核对');
  expect(doubtSentence(doubt, {})).toBe('日期先后不合常理，请核对');
});

test('a doubt that a later function may send asks to check', () => {
  expect(doubtSentence({ field: 'vin', code: 'LATER' as WarningCode }, {})).toBe('请核对');
});

test.each(kinds)(
  'the consent for %s says what for, what is read, whether that is sensitive, and that the photo is deleted',
  (kind) => {
    const { title, paragraphs } = consentWording(kind, { keepFile: false, byRequest: false });
    const text = paragraphs.map((paragraph) => paragraph.text).join('');
    expect(title).toContain(cardOf(kind).name);
    expect(text).toMatch(/填好/);
    // 《个人信息保护法》第二十八条: what tells who somebody is, and where they live.
    const isSensitive = Object.values(cardOf(kind).fields).some(
      ({ input, identifies }) =>
        input === 'idNumber' || (input === 'area' && identifies === 'person'),
    );
    expect(/敏感个人信息/.test(text)).toBe(isSensitive);
    expect(text).toMatch(/立即删除/);
    expect(text).toMatch(/撤回/);
  },
);
