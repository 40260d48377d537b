/** 101002 is "cannot decode", but once came with the text of a missing quota (d in reasons.ts). */
export function isQuotaText(errCode: number, errMsg: unknown): boolean {
  return errCode === 101002 && typeof errMsg === 'string' && errMsg.includes('market quota');
}

/** From the tables named in reasons.ts. */
const knownWords = new Set(
  `a access access_token account again and api appid appsecret args at be by can cannot card
  certificate certified click client clientip code component content could credential daily data day decode denied
  detail details download downloaded empty enough error exceed expired fail failed file for
  forbidden format found frequency frozen get getstableaccesstoken image img img_url in incorrect
  invalid ip ipv4 ipv6 irregularities is it later latest limit limited market max maybe media minute
  minute-quota missing more must network next no not of on or order out permission picture please
  quota reach recognize registered request requests retry secret service size slower system that
  the this time timeout to token too try type unauthorized unsupported url used view whitelist with
  wrong your`.split(/\s+/),
);

const maxLength = 300;
/** Of the text's beginning, and of its end, where the handles stand. No expression sees more. */
const maxHead = 10 * maxLength;

/**
 * WeChat's own words with their `hint:` and `rid:` handles: other words may be the card's.
 * `undefined` for texts that hold addresses (transport) or whole answers (-601001).
 */
export function wechatText(errCode: number, errMsg: unknown): string | undefined {
  if (typeof errMsg !== 'string') return undefined;
  if (errMsg === `system error: error code: ${errCode}`) return errMsg;
  const isLong = errMsg.length > maxHead + maxLength;
  const cut = isLong ? `${errMsg.slice(0, maxHead)} … ${errMsg.slice(-maxLength)}` : errMsg;
  const [, api, text] = /^(openapi\.ocr\.\w{1,40}:fail) (.*)/s.exec(cut) ?? [];
  if (!api || text === undefined || errCode === -601001) return undefined;

  const hint = text.match(hints)?.find(isHandle);
  const rid = /rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}/.exec(text)?.[0];
  const words = text
    .replace(hints, '')
    .replace(/(hints?|rid): \S+/g, '')
    .replace(/\S+/g, (word) => (isKnown(word) ? word : '…'))
    .replace(/…(\s+…)+/g, '…')
    .trim()
    .slice(0, maxLength);
  return [api, words, hint, rid].filter(Boolean).join(' ');
}

/** `hint: [9bF05142542]`, `hints: [ req_id: AbC.2fG-1a2b ]`: as long as no identity number is one. */
const hints = /hints?: \[ ?(?:req_id: )?[\w!.-]{6,24} ?\]/g;

/** A word of names has no digit, and a number of a card no small letter. */
function isHandle(hint: string): boolean {
  const handle = hint.replace(/^.*[[ ](?=[^ [\]])|[ \]]+$/g, '');
  return /[a-z]/.test(handle) && /\d/.test(handle);
}

function isKnown(word: string): boolean {
  return knownWords.has(word.toLowerCase().replace(/[,.:;!]+$/, ''));
}
