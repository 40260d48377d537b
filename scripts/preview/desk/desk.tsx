import { createRoot } from 'hono/jsx/dom/client';
import type { PhoneControls, PhoneSettings } from '../native';
import type { PreviewInfo, PreviewState, RunStep } from '../wire';
import { RunList, type Runs, withStep } from './runs';
import { createScreen } from './screen';
import { Switchboard } from './switches';

/** Heights of phones as wide as these, CSS pixels. */
const heights = { 320: 640, 375: 812, 430: 932 };

const meanings = {
  OPENID:
    '用户在这个小程序里的编号，微信随每次调用交给云函数；这里的是编造的。The number of a user in this Mini Program: WeChat gives it to the function with each call. This one is invented.',
  version:
    'develop 开发版，trial 体验版，release 正式版：正式版里，只有开发者能解决的问题不说细节。develop: on the developer’s own phone; trial: for invited testers; release: for everybody, without the details that only a developer can act on.',
};

void start();

async function start(): Promise<void> {
  const info = (await (await fetch('/info')).json()) as PreviewInfo;
  const chosen = new URLSearchParams(location.search);
  const settings: PhoneSettings = {
    theme: chosen.get('theme') === 'dark' ? 'dark' : 'light',
    envVersion: (chosen.get('version') as PhoneSettings['envVersion'] | null) ?? 'develop',
    textScale: Number(chosen.get('text') ?? 1),
    phoneFault: 'none',
  };
  let width = Number(chosen.get('width') ?? 375);
  let state: PreviewState = { active: null, once: false, network: 'fast' };
  let sent: Promise<unknown> = Promise.resolve();
  let runs: Runs = new Map();
  let errors: string[] = [];

  const root = createRoot(document.body);
  const frame = () => document.querySelector<HTMLIFrameElement>('.mini-program');
  const controls = (): PhoneControls | undefined => frame()?.contentWindow?.phone;
  const screen = createScreen({
    specimens: info.specimens,
    openKind: () => controls()?.pageData().kind,
    ownPhotoNote: info.readsHere
      ? '自己的照片只留在这台电脑上，由本机的本地云识别。'
      : '自己的照片会发给微信的接口识别。',
    draw,
  });
  window.native = {
    ...screen,
    settings,
    showError(message) {
      errors = [...errors, message];
      draw();
    },
  };

  function reload(): void {
    errors = [];
    screen.reset();
    const shown = frame();
    if (shown) shown.src = '/phone';
  }

  function sendState(next: PreviewState): void {
    state = next;
    draw();
    // One after the other: the last press counts.
    const put = () =>
      fetch('/state', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(next),
      });
    sent = sent.then(put, put);
  }

  function forget(): void {
    localStorage.clear();
    reload();
  }

  async function leave(): Promise<void> {
    if (!(await controls()?.close())) return;
    screen.reset();
    screen.showCover('小程序已退出 onUnload', '重新打开', reload);
  }

  function hide(): void {
    controls()?.hide();
    screen.showCover('小程序在后台 onHide', '回到小程序', () => controls()?.show());
  }

  async function openMenu(): Promise<void> {
    if ((await screen.showActionSheet(['重新进入小程序'])) === 0) reload();
  }

  function clearRuns(): void {
    runs = new Map();
    draw();
    void fetch('/runs', { method: 'DELETE' });
  }

  function draw(): void {
    root.render(
      <>
        <header class="masthead">
          <div>
            <h1>
              证件识别 <span>WeChat license OCR</span>
            </h1>
            <p class="environment">
              {`${info.cloud} · ${info.envId} · `}
              <Term word="OPENID" />
              {` ${info.openId}`}
            </p>
          </div>
          <p class="disclaimer">
            <b>这不是微信</b>：页面由微信开源的组件框架 glass-easel 在浏览器里渲染。
            <span lang="en">
              WeChat's open-source component framework (glass-easel) in a browser, <b>not WeChat</b>
              .
            </span>
          </p>
        </header>
        <main>
          <section class="bench" aria-label="手机 phone">
            {drawPhone()}
          </section>
          <div class="desk">
            <section class="card errors" role="alert" hidden={errors.length === 0}>
              <h2>
                微信里不会这样 <span>Not as in WeChat</span>
              </h2>
              <ul>
                {errors.map((message) => (
                  <li>{message}</li>
                ))}
              </ul>
            </section>
            {drawToolbar()}
            <Switchboard
              rows={info.switches}
              state={state}
              phoneFault={settings.phoneFault}
              onChange={(next, phoneFault) => {
                settings.phoneFault = phoneFault;
                sendState(next);
              }}
            />
            <section class="card">
              <h2>
                运行 <span>Run</span>
                <button type="button" class="quiet" onClick={clearRuns}>
                  clear 清空
                </button>
              </h2>
              {info.readsHere ? (
                <p class="note">
                  本机的文字识别（PP-OCR）代替微信读照片，照片不离开这台电脑；微信自己的识别更准。
                  <span lang="en">
                    In WeChat's place PP-OCR on this machine reads the photo, which stays here:
                    WeChat's own reading is better.
                  </span>
                </p>
              ) : (
                <p class="note">
                  照片会发给微信的接口，每次识别用掉账号的一次额度。
                  <span lang="en">
                    Photos go to WeChat's own API: each recognition uses one of the account's calls.
                  </span>
                </p>
              )}
              <RunList runs={runs} />
            </section>
          </div>
        </main>
      </>,
    );
  }

  function drawPhone() {
    const { title, backgroundColor, textStyle } = screen.bar;
    const style = {
      '--width': `${width}px`,
      '--height': `${heights[width as keyof typeof heights] ?? 812}px`,
      '--bar': backgroundColor,
      colorScheme: settings.theme,
    };
    return (
      <div class="phone" data-bar={textStyle} style={style}>
        <div class="glass">
          <div class="status-bar" aria-hidden="true">
            <span>9:41</span>
            <svg aria-hidden="true" width="69" height="11" fill="currentColor">
              <path d="M0 7h3v4H0zM4.6 4.6h3V11h-3zM9.2 2.2h3V11h-3zM14 0h3v11h-3zM30.5 11 23 3.3l2.7-2.2L30.5 0l4.8 1.1L38 3.3z" />
              <rect x="44" width="25" height="11" rx="3.5" />
            </svg>
          </div>
          <div class="navigation-bar">
            <span class="navigation-title">{title}</span>
            <span class="capsule">
              <button type="button" class="capsule-menu" aria-label="更多" onClick={openMenu}>
                <svg aria-hidden="true" width="21" height="7" fill="currentColor">
                  <circle cx="2" cy="3.5" r="2" />
                  <circle cx="10.5" cy="3.5" r="3.25" />
                  <circle cx="19" cy="3.5" r="2" />
                </svg>
              </button>
              <button type="button" aria-label="关闭" class="capsule-close" onClick={hide}>
                <svg aria-hidden="true" width="22" height="22" fill="currentColor">
                  <circle cx="11" cy="11" r="3" />
                  <circle
                    cx="11"
                    cy="11"
                    r="9.5"
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2"
                  />
                </svg>
              </button>
            </span>
          </div>
          <iframe class="mini-program" title="Mini Program" src="/phone" />
          <div class="home-indicator" aria-hidden="true" />
          <div class="layers">{screen.layers()}</div>
        </div>
      </div>
    );
  }

  function drawToolbar() {
    const { theme, textScale, envVersion } = settings;
    return (
      <section class="card toolbar" aria-label="设置 settings">
        <Choice
          legend="外观 theme"
          choices={{ light: '浅色', dark: '深色' }}
          chosen={theme}
          onChoose={(next) => {
            settings.theme = next;
            draw();
            controls()?.setTheme(next);
          }}
        />
        <Choice
          legend="屏宽 width"
          choices={{ 320: '320', 375: '375', 430: '430' }}
          chosen={width}
          onChoose={(next) => {
            width = Number(next);
            draw();
          }}
        />
        <Choice
          legend="字号 text"
          choices={{ 1: '标准', 1.2: '大', 1.4: '特大' }}
          chosen={textScale}
          onChoose={(next) => {
            settings.textScale = Number(next);
            reload();
          }}
        />
        <Choice
          legend={
            <>
              版本 <Term word="version" />
            </>
          }
          choices={{ develop: 'develop', trial: 'trial', release: 'release' }}
          chosen={envVersion}
          onChoose={(next) => {
            settings.envVersion = next;
            reload();
          }}
        />
        <Choice
          legend="网络 network"
          choices={{ fast: '快', slow: '慢 64 KB/s' }}
          chosen={state.network}
          onChoose={(network) => sendState({ ...state, network })}
        />
        <div class="actions">
          <button type="button" onClick={reload}>
            重新进入 reload
          </button>
          <button type="button" onClick={leave}>
            退出 leave
          </button>
          <button type="button" onClick={forget}>
            清除缓存 clear storage
          </button>
        </div>
      </section>
    );
  }

  const events = new EventSource('/events');
  events.addEventListener('step', ({ data }) => {
    runs = withStep(runs, JSON.parse(data) as RunStep);
    draw();
  });
  events.addEventListener('state', ({ data }) => {
    state = JSON.parse(data) as PreviewState;
    draw();
  });
  events.addEventListener('error', () => document.body.classList.add('offline'));
  events.addEventListener('open', () => document.body.classList.remove('offline'));
  draw();
}

function Choice<Key extends string | number>({
  legend,
  choices,
  chosen,
  onChoose,
}: {
  legend: unknown;
  choices: Record<Key, string>;
  chosen: Key;
  onChoose(key: `${Key}`): void;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {(Object.entries(choices) as [`${Key}`, string][]).map(([key, label]) => (
        <button
          type="button"
          class="choice"
          aria-pressed={String(key === String(chosen))}
          onClick={() => onChoose(key)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

/** A word that says what it means: on hover, and where it is tapped or a key presses it. */
function Term({ word }: { word: keyof typeof meanings }) {
  const id = `meaning-of-${word}`;
  return (
    <>
      <button type="button" class="term" title={meanings[word]} popovertarget={id}>
        {word}
      </button>
      <span class="meaning" id={id} popover="auto" role="note">
        {meanings[word]}
      </span>
    </>
  );
}
