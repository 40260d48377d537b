import type { PhoneFault } from '../native';
import type { PreviewState, SwitchRow } from '../wire';

const groupNames: Record<SwitchRow['group'], string> = {
  wechat: '微信一侧 WeChat',
  cloud: '云函数与云存储 functions and storage',
  photo: '上传 upload',
  phone: '手机 phone',
};

const phoneFaults: Record<Exclude<PhoneFault, 'none'>, Omit<SwitchRow, 'id' | 'group'>> = {
  'privacy-ask': {
    chinese: '微信先询问隐私授权，可以拒绝',
    english: 'WeChat asks for consent first',
    reason: 'PRIVACY_REFUSED',
  },
  'privacy-banned': {
    chinese: '声明了“未采集用户隐私”',
    english: 'declared that nothing is collected',
    reason: 'PRIVACY_UNDECLARED',
  },
  'privacy-undeclared': {
    chinese: '隐私指引未声明照片',
    english: 'photos not declared',
    reason: 'PRIVACY_UNDECLARED',
  },
  'camera-denied': {
    chinese: '相机未授权',
    english: 'camera not allowed',
    reason: 'CAMERA_DENIED',
  },
  'chooser-silent': { chinese: '选图界面没有回音', english: 'chooser never answers' },
  'no-canvas': {
    chinese: '没有画布，也不能压缩（电脑版微信）',
    english: 'no canvas, no compressImage: WeChat on a computer',
    reason: 'DEVICE_UNABLE',
  },
  'no-init': {
    chinese: '没有调用 wx.cloud.init',
    english: 'wx.cloud.init never called',
    reason: 'ENVIRONMENT_INVALID',
  },
  offline: { chinese: '没有网络', english: 'no network', reason: 'NETWORK' },
};
const phoneRows = Object.entries(phoneFaults).map(
  ([id, row]): SwitchRow => ({ id, group: 'phone', ...row }),
);

interface Given {
  rows: SwitchRow[];
  state: PreviewState;
  phoneFault: PhoneFault;
  onChange(state: PreviewState, phoneFault: PhoneFault): void;
}

/** One switch at a time, of the cloud's or of the phone's; pressing it again puts everything right. */
export function Switchboard({ rows, state, phoneFault, onChange }: Given) {
  const on = state.active ?? phoneFault;
  const all = [...rows, ...phoneRows];
  const press = ({ id, group }: SwitchRow) => {
    const isPhone = group === 'phone';
    const isOn = on !== id;
    onChange(
      { ...state, active: isOn && !isPhone ? id : null },
      isOn && isPhone ? (id as PhoneFault) : 'none',
    );
  };
  return (
    <details class="card faults">
      <summary>
        <h2>
          故障开关 <span>Faults</span>
          <b class="active-fault" role="status">
            {all.find(({ id }) => id === on)?.chinese}
          </b>
        </h2>
        <p class="note">
          想看某种失败时页面怎么说，再打开它。
          <span lang="en">Only to see what the page says when something fails.</span>
        </p>
      </summary>
      <div class="switches">
        <label class="once">
          <input
            type="checkbox"
            checked={state.once}
            onChange={() => onChange({ ...state, once: !state.once }, phoneFault)}
          />
          只对下一次识别生效 next recognition only
        </label>
        {Object.entries(groupNames).map(([group, title]) => (
          <>
            <h3>{title}</h3>
            {all
              .filter((row) => row.group === group)
              .map((row) => (
                <button
                  type="button"
                  class="switch"
                  aria-pressed={String(row.id === on)}
                  data-switch={row.id}
                  onClick={() => press(row)}
                >
                  <span>
                    <b>{row.chinese}</b>
                    <small>{row.english}</small>
                  </span>
                  <code>{row.reason}</code>
                </button>
              ))}
          </>
        ))}
      </div>
    </details>
  );
}
