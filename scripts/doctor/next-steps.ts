import path from 'node:path';
import { cards } from '../cards';
import { orderUrl } from '../live';
import { advisedTimeLimitMs } from '../local-cloud';
import { findAppId, findEnvId, functionNames } from './checks';

/** Where one sees what is left of WeChat's free calls. */
const usageUrl =
  'https://developers.weixin.qq.com/doc/oplatform/service_market/buyer_guideline/usage/usage.html';

/**
 * What is left to do by hand, with this project's folder, AppID and environment filled in.
 * `wechatide` belongs to DevTools 2.x; its tools and options are taken from public texts.
 */
export function nextSteps(project: string): string {
  const account = `--appid ${findAppId(project) ?? '<AppID>'} --env ${findEnvId(project) ?? '<environment id>'}`;
  const names = functionNames(project);
  const declared = new Set(Object.values(cards).flatMap(({ declares }) => declares));
  const folder = (name: string) => quote(path.join(project, 'dist', 'cloudfunctions', name));
  const smokeTest =
    "function(){return wx.cloud.callFunction({name:'vehicleLicense',data:{action:'prepare'}})}";
  return `Next (not tried against the live service):

1. Order WeChat's free calls for ¥0, 100 a day for all users together; before that every call answers 101003:
   ${orderUrl}
   What is left of them: ${usageUrl}
2. With a certified (已认证) Mini Program that has 云开发, open this folder in WeChat DevTools 2.x and upload; each command waits for a click in its window:
${names.map((name) => `   wechatide -c <client> cloud_fn_deploy ${account} --path ${folder(name)}`).join('\n')}
3. Cloud console → 云函数 → ${names.join(', ')} → 配置: time limit ${advisedTimeLimitMs / 1000} s, memory 256 MB. Look at what is set:
   wechatide -c <client> cloud_fn_info ${account} --names ${names.join(',')}
4. Cloud console → 存储 → 权限设置: 仅创建者及管理员可读写
5. mp.weixin.qq.com → 设置 → 服务内容声明 → 用户隐私保护指引: 收集你选中的照片或视频信息, ${[...declared].join(', ')}
6. Wait 10 minutes after the first upload: until then the answer can be NO_PERMISSION. Then call with a real user:
   wechatide -c <client> automation_evaluate --project ${quote(project)} --fn-source "${smokeTest}"
7. Photograph a licence on a phone.`;
}

const quote = (text: string) => (/^[\w./:\\-]+$/.test(text) ? text : `"${text}"`);
