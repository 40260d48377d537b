import type { Native } from '../native';
import { asyncApi, Failed } from './api';

type Resolve = (answer: {
  event: 'agree' | 'disagree' | 'exposureAuthorization';
  buttonId?: string;
}) => void;

/** WeChat's gate before photos, location and the like: 用户隐私保护指引. */
export interface Privacy {
  /** Rejects where the user or the guideline does not allow `api`. */
  require(api: string): Promise<void>;
  agree(): void;
}

/** https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html */
export function createPrivacy(native: Native) {
  let agreed = false;
  let listener: ((resolve: Resolve, event: { referrer: string }) => void) | undefined;

  const privacy: Privacy = {
    async require(api) {
      const { phoneFault } = native.settings;
      if (phoneFault === 'privacy-undeclared')
        throw new Failed(`api scope is not declared in the privacy agreement`, { errno: 112 });
      if (phoneFault === 'privacy-refused')
        throw new Failed('privacy permission is not authorized', { errno: 104 });
      if (phoneFault !== 'privacy-ask' || agreed) return;
      const answer = listener
        ? await new Promise<boolean>((resolve) => {
            listener?.(
              ({ event }) => {
                if (event !== 'exposureAuthorization') resolve(event === 'agree');
              },
              { referrer: api },
            );
          })
        : await native.askPrivacy();
      if (!answer) throw new Failed('privacy permission is not authorized', { errno: 104 });
      agreed = true;
    },
    agree() {
      agreed = true;
    },
  };
  return {
    privacy,
    api: {
      getPrivacySetting: asyncApi('getPrivacySetting', [], () => ({
        needAuthorization: native.settings.phoneFault === 'privacy-ask' && !agreed,
        privacyContractName: '《证件识别小程序隐私保护指引》',
      })),
      openPrivacyContract: asyncApi('openPrivacyContract', [], async () => {
        if (native.settings.phoneFault === 'privacy-undeclared')
          throw new Failed('api scope is not declared in the privacy agreement', { errno: 112 });
        await native.openPrivacyContract();
        return {};
      }),
      requirePrivacyAuthorize: asyncApi('requirePrivacyAuthorize', [], async () => {
        await privacy.require('requirePrivacyAuthorize');
        return {};
      }),
      onNeedPrivacyAuthorization(next: NonNullable<typeof listener>) {
        listener = next;
      },
    },
  };
}
