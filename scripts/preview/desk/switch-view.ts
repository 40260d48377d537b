import type { PhoneFault } from '../phone/native';
import type { PreviewState, SwitchRow } from '../wire';
import { element } from './dom';

const groupNames: Record<SwitchRow['group'], string> = {
  wechat: '微信一侧 WeChat',
  cloud: '云函数与云存储 functions and storage',
  photo: '上传 upload',
};

const phoneFaults: { id: PhoneFault; chinese: string; english: string; reason?: string }[] = [
  {
    id: 'privacy-ask',
    chinese: '微信先询问隐私授权，可以拒绝',
    english: 'WeChat asks for consent first',
    reason: 'PRIVACY_REFUSED',
  },
  {
    id: 'privacy-banned',
    chinese: '声明了“未采集用户隐私”',
    english: 'declared that nothing is collected',
    reason: 'PRIVACY_UNDECLARED',
  },
  {
    id: 'privacy-undeclared',
    chinese: '隐私指引未声明照片',
    english: 'photos not declared',
    reason: 'PRIVACY_UNDECLARED',
  },
  {
    id: 'camera-denied',
    chinese: '相机未授权',
    english: 'camera not allowed',
    reason: 'CAMERA_DENIED',
  },
  { id: 'chooser-silent', chinese: '选图界面没有回音', english: 'chooser never answers' },
  {
    id: 'no-canvas',
    chinese: '没有画布，也不能压缩（电脑版微信）',
    english: 'no canvas, no compressImage: WeChat on a computer',
    reason: 'DEVICE_UNABLE',
  },
  {
    id: 'no-init',
    chinese: '没有调用 wx.cloud.init',
    english: 'wx.cloud.init never called',
    reason: 'ENVIRONMENT_INVALID',
  },
  { id: 'away', chinese: '识别时离开 30 秒', english: 'away for 30 s while recognising' },
  { id: 'offline', chinese: '没有网络', english: 'no network', reason: 'NETWORK' },
];

export interface SwitchView {
  show(state: PreviewState, phoneFault: PhoneFault): void;
}

/** One switch at a time, of the cloud's or of the phone's; pressing it again puts everything right. */
export function createSwitchView(
  place: HTMLElement,
  rows: SwitchRow[],
  onChange: (change: { active?: string | null; once?: boolean; phoneFault?: PhoneFault }) => void,
): SwitchView {
  const buttons = new Map<string, HTMLButtonElement>();
  let active = '';

  const button = (
    id: string,
    chinese: string,
    english: string,
    reason: string | undefined,
    isPhone: boolean,
  ) => {
    const created = element(
      'button',
      {
        class: 'switch',
        attributes: { 'aria-pressed': 'false', 'data-switch': id },
        onClick: () => {
          const on = active !== id;
          onChange({
            active: on && !isPhone ? id : null,
            phoneFault: on && isPhone ? (id as PhoneFault) : 'none',
          });
        },
      },
      element(
        'span',
        { class: 'switch-text' },
        element('b', {}, chinese),
        element('small', {}, english),
      ),
      element('code', {}, reason ?? ''),
    );
    buttons.set(id, created);
    return created;
  };

  const once = element('input', { attributes: { type: 'checkbox', id: 'once' } });
  once.addEventListener('change', () => onChange({ once: once.checked }));
  place.append(
    element(
      'label',
      { class: 'once', attributes: { for: 'once' } },
      once,
      '只对下一次识别生效 next recognition only',
    ),
    ...(Object.keys(groupNames) as SwitchRow['group'][]).flatMap((group) => [
      element('h3', {}, groupNames[group]),
      ...rows
        .filter((row) => row.group === group)
        .map(({ id, chinese, english, reason }) => button(id, chinese, english, reason, false)),
    ]),
    element('h3', {}, '手机 phone'),
    ...phoneFaults.map(({ id, chinese, english, reason }) =>
      button(id, chinese, english, reason, true),
    ),
  );

  return {
    show(state, phoneFault) {
      active = state.active ?? (phoneFault === 'none' ? '' : phoneFault);
      once.checked = state.once;
      for (const [id, each] of buttons) each.setAttribute('aria-pressed', String(id === active));
    },
  };
}
