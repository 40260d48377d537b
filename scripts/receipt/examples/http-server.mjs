// A plain HTTP server: POST / with what `confirm` gave. `userOf` is your own: the OPENID that belongs
// to the session of a request, never one that the request itself names.
import { createServer } from 'node:http';
import { compareLicense, openReceipt } from '../index.mjs';

export function startServer({ key, userOf, save }) {
  return createServer(async (request, response) => {
    const reply = (status, body) => response.writeHead(status).end(JSON.stringify(body));
    try {
      const { license, receipts = [] } = JSON.parse(await textOf(request));
      const openId = await userOf(request);
      const opened = receipts.map((token) => openReceipt(token, { key, openId }));
      const failed = opened.find(({ ok }) => !ok);
      if (failed || opened.length === 0)
        return reply(403, failed || { ok: false, reason: 'MALFORMED' });

      const read = opened.map((receipt) => receipt.read);
      const edited = compareLicense(read, license);
      await save({ openId, kind: read[0].kind, license, edited });
      return reply(200, { ok: true, edited });
    } catch {
      return reply(400, { ok: false, reason: 'MALFORMED' });
    }
  });
}

async function textOf(request) {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += piece;
    if (text.length > 200_000) throw new Error('too long');
  }
  return text;
}
