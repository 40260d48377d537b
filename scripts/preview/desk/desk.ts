import type { PhoneControls, PhoneSettings } from '../native';
import type { PreviewInfo, PreviewState, RunStep } from '../wire';
import { element, find, term } from './dom';
import { createRunsView } from './run-view';
import { createScreen } from './screen';
import { createSwitchView } from './switch-view';

/** Heights of phones as wide as these, CSS pixels. */
const heights: Record<string, number> = { 320: 640, 375: 812, 430: 932 };

const meanings = {
  openId:
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
  let state: PreviewState = { active: null, once: false, network: 'fast' };
  let sent: Promise<unknown> = Promise.resolve();
  let width = chosen.get('width') ?? '375';

  const frame = find<HTMLIFrameElement>('.mini-program');
  const phone = find('.phone');
  const errors = find('.errors');
  const ownPhotoNote = info.readsHere
    ? '自己的照片只留在这台电脑上，由本机的本地云识别。'
    : '自己的照片会发给微信的接口识别。';
  const openKind = () => controls()?.pageData().kind;
  const screen = createScreen(settings, info.specimens, openKind, ownPhotoNote, (message) => {
    errors.hidden = false;
    errors.querySelector('ul')?.append(element('li', {}, message));
  });
  window.native = {
    ...screen,
    async leaveForAWhile() {
      controls()?.hide();
      await controls()?.sleep(30_000);
      controls()?.show();
    },
  };
  const runs = createRunsView(find('.runs'));
  const switches = createSwitchView(find('.switches'), info.switches, (change) => {
    if (change.phoneFault !== undefined) settings.phoneFault = change.phoneFault;
    const { active = state.active, once = state.once } = change;
    void sendState({ ...state, active, once });
  });
  find('.environment').replaceChildren(
    `${info.cloud} · ${info.envId} · `,
    term('OPENID', meanings.openId),
    ` ${info.openId}`,
  );
  find('[data-term="version"]').replaceChildren(term('version', meanings.version));

  find(info.readsHere ? '.note-live' : '.note-local').hidden = true;

  const controls = (): PhoneControls | undefined => frame.contentWindow?.phone;

  function reload(): void {
    screen.reset();
    errors.hidden = true;
    errors.querySelector('ul')?.replaceChildren();
    frame.src = '/phone';
  }

  async function sendState(next: PreviewState): Promise<void> {
    state = next;
    showState();
    // One after the other: the last press counts.
    const put = () =>
      fetch('/state', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(next),
      });
    sent = sent.then(put, put);
    await sent;
  }

  function showState(): void {
    switches.show(state, settings.phoneFault);
    show('network', state.network);
  }

  function applyWidth(): void {
    phone.style.setProperty('--width', `${width}px`);
    phone.style.setProperty('--height', `${heights[width] ?? 812}px`);
  }

  function applyTheme(): void {
    phone.style.colorScheme = settings.theme;
    controls()?.setTheme(settings.theme);
  }

  /** Choices of the toolbar: what a click does, by the name of the group. */
  const choose: Record<string, (value: string) => void> = {
    theme(value) {
      settings.theme = value === 'dark' ? 'dark' : 'light';
      applyTheme();
    },
    width(value) {
      width = value;
      applyWidth();
    },
    text(value) {
      settings.textScale = Number(value);
      reload();
    },
    version(value) {
      settings.envVersion = value as PhoneSettings['envVersion'];
      reload();
    },
    network(value) {
      void sendState({ ...state, network: value === 'slow' ? 'slow' : 'fast' });
    },
  };

  function show(group: string, value: string): void {
    for (const button of document.querySelectorAll<HTMLElement>(
      `[data-choice="${group}"] [data-value]`,
    ))
      button.setAttribute('aria-pressed', String(button.dataset.value === value));
  }

  for (const group of document.querySelectorAll<HTMLElement>('[data-choice]')) {
    const name = group.dataset.choice as string;
    group.addEventListener('click', ({ target }) => {
      const value = (target as Element).closest<HTMLElement>('button')?.dataset.value;
      if (value === undefined) return;
      show(name, value);
      choose[name]?.(value);
    });
  }

  find('[data-action="reload"]').addEventListener('click', reload);
  find('[data-action="forget"]').addEventListener('click', () => {
    localStorage.clear();
    reload();
  });
  find('[data-action="leave"]').addEventListener('click', () => {
    void controls()
      ?.close()
      .then((left) => {
        if (!left) return;
        screen.reset();
        screen.showCover('小程序已退出 onUnload', '重新打开', reload);
      });
  });
  find('[data-action="clear"]').addEventListener('click', () => {
    runs.clear();
    void fetch('/runs', { method: 'DELETE' });
  });
  find('.capsule-close').addEventListener('click', () => {
    controls()?.hide();
    screen.showCover('小程序在后台 onHide', '回到小程序', () => controls()?.show());
  });
  find('.capsule-menu').addEventListener('click', () => {
    void screen.showActionSheet(['重新进入小程序']).then((index) => index === 0 && reload());
  });

  const events = new EventSource('/events');
  events.addEventListener('step', ({ data }) => runs.update(JSON.parse(data) as RunStep));
  events.addEventListener('state', ({ data }) => {
    state = JSON.parse(data) as PreviewState;
    showState();
  });
  events.addEventListener('error', () => document.body.classList.add('offline'));
  events.addEventListener('open', () => document.body.classList.remove('offline'));

  show('theme', settings.theme);
  show('width', width);
  show('text', String(settings.textScale));
  show('version', settings.envVersion);
  applyTheme();
  applyWidth();
  reload();
}
