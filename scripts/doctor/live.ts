import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '../../cloudfunctions/shared/contract';
import { buildIfChanged } from '../build';
import { createLiveWechat, type LiveSettings } from '../live';
import { advisedTimeLimitMs, photoPath, startLocalCloud } from '../local-cloud';
import { ToDo } from './checks';

const openId = 'doctor';

/**
 * One recognition of a specimen by WeChat itself, through the built function: whether the credential
 * gets a token, this machine may call, and the account has calls left.
 * @returns what WeChat made of the specimen: that it finds no licence in a drawing is an answer too
 * @throws ToDo
 */
export async function checkLive(settings: LiveSettings): Promise<string> {
  const notices: string[] = [];
  const live = createLiveWechat(settings, { onNotice: (sentence) => notices.push(sentence) });
  await buildIfChanged();
  const cloud = await startLocalCloud({ wechat: live, timeLimitMs: advisedTimeLimitMs });
  try {
    const photo = await readFile(path.join(__dirname, '../specimens/vehicle-main-page.jpg'));
    const fileID = await cloud.storage.put(photoPath(openId, 'specimen.jpg'), photo);
    const { result } = await cloud.callFunction('vehicleLicense', { fileID }, { openId });
    const answer = result as Result<object>;
    if (answer.ok) return `${live.host} read the specimen`;
    if (answer.reason === 'LICENSE_NOT_FOUND') {
      return `${live.host} answers; the drawn specimen is not a licence to it`;
    }
    throw new ToDo(notices.at(-1) ?? `${answer.errMsg} (${answer.reason} ${answer.errCode})`);
  } finally {
    await cloud.close();
  }
}
