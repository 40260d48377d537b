// A cloud function that saves a confirmed licence. Beside it: a copy of dist/server as `server/`, and
// a package.json with wx-server-sdk. The collection `licenses` has to exist, permission 仅管理端可读写;
// LICENSE_RECEIPT_KEY is the functions' own. A page calls it with what `confirm` gave:
//   wx.cloud.callFunction({ name: 'saveConfirmed', data: event.detail })
const cloud = require('wx-server-sdk');
const { openReceipt, compareLicense } = require('./server');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async ({ license, receipts = [] }) => {
  const { OPENID } = cloud.getWXContext();
  const opened = receipts.map((token) =>
    openReceipt(token, { key: process.env.LICENSE_RECEIPT_KEY, openId: OPENID }),
  );
  const failed = opened.find(({ ok }) => !ok);
  if (failed || opened.length === 0)
    return { ok: false, reason: failed ? failed.reason : 'MALFORMED' };

  const read = opened.map((receipt) => receipt.read);
  const edited = compareLicense(read, license);
  const data = { _openid: OPENID, kind: read[0].kind, license, edited };
  const { _id } = await cloud.database().collection('licenses').add({ data });
  return { ok: true, _id, edited };
};
