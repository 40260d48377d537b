import type { PhoneFault } from '../native';
import type { PreviewState, SwitchRow } from '../wire';
import { element, find } from './dom';

const groupNames: Record<SwitchRow['group'], string> = {
  wechat: '微信一侧 WeChat',
  cloud: '云函数与云存储 functions and storage',
  photo: '上传 upload',
};

type Row = readonly [chinese: string, english: string, reason?: string | undefined];

const phoneFaults: Record<Exclude<PhoneFault, 'none'>, Row> = {
  'privacy-ask': [
    '微信先询问隐私授权，可以拒绝',
    'WeChat asks for consent first',
    'PRIVACY_REFUSED',
  ],
  'privacy-banned': [
    '声明了“未采集用户隐私”',
    'declared that nothing is collected',
    'PRIVACY_UNDECLARED',
  ],
  'privacy-undeclared': ['隐私指引未声明照片', 'photos not declared', 'PRIVACY_UNDECLARED'],
  'camera-denied': ['相机未授权', 'camera not allowed', 'CAMERA_DENIED'],
  'chooser-silent': ['选图界面没有回音', 'chooser never answers'],
  'no-canvas': [
    '没有画布，也不能压缩（电脑版微信）',
    'no canvas, no compressImage: WeChat on a computer',
    'DEVICE_UNABLE',
  ],
  'no-init': ['没有调用 wx.cloud.init', 'wx.cloud.init never called', 'ENVIRONMENT_INVALID'],
  away: ['识别时离开 30 秒', 'away for 30 s while recognising'],
  offline: ['没有网络', 'no network', 'NETWORK'],
};

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

  const button = (id: string, [chinese, english, reason = '']: Row, isPhone: boolean) => {
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
      element('code', {}, reason),
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
        .map(({ id, chinese, english, reason }) => button(id, [chinese, english, reason], false)),
    ]),
    element('h3', {}, '手机 phone'),
    ...Object.entries(phoneFaults).map(([id, row]) => button(id, row, true)),
  );

  const name = find('.active-fault');

  return {
    show(state, phoneFault) {
      active = state.active ?? (phoneFault === 'none' ? '' : phoneFault);
      name.textContent = buttons.get(active)?.querySelector('b')?.textContent ?? '';
      once.checked = state.once;
      for (const [id, each] of buttons) each.setAttribute('aria-pressed', String(id === active));
    },
  };
}
