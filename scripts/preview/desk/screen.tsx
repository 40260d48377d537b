import type { Child } from 'hono/jsx/dom';
import type { Native, NavigationBar, OutsideScreen } from '../native';
import type { Specimen } from '../wire';
import { Camera } from './camera';

interface ScreenGiven {
  specimens: Specimen[];
  /** The licence that the page is about. */
  openKind: () => unknown;
  /** Where a picture of one's own goes. */
  ownPhotoNote: string;
  /** Draws the desk, with what is on the screen now. */
  draw: () => void;
}

type Close<Answer> = (answer: Answer) => void;

/** WeChat's own screens around and over the page: bars, sheets, dialogs, the camera. */
export function createScreen({ specimens, openKind, ownPhotoNote, draw }: ScreenGiven) {
  const layers = new Map<number, Child>();
  let opened = 0;
  let bar: NavigationBar = { title: '', backgroundColor: '#ededed', textStyle: 'black' };
  let toast = '';
  let toastTimer = 0;
  /** What was photographed last, by the licence that the page was about. */
  const last = new Map<unknown, Specimen>();

  /** Opens a layer; `close` takes it away and answers. */
  function openLayer<Answer>(
    name: string,
    build: (close: Close<Answer>) => Child,
  ): Promise<Answer> {
    return new Promise((resolve) => {
      const id = ++opened;
      const close: Close<Answer> = (answer) => {
        layers.delete(id);
        draw();
        resolve(answer);
      };
      layers.set(
        id,
        <div key={id} class={`layer ${name}`}>
          {build(close)}
        </div>,
      );
      draw();
    });
  }

  /** A panel over the page; a tap outside closes some of them, without an answer. */
  function openPanel<Answer>(
    name: string,
    label: string,
    build: (close: Close<Answer>) => Child,
    outside?: { answer: Answer },
  ): Promise<Answer> {
    return openLayer<Answer>(name, (close) => (
      <>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys have the buttons of the panel */}
        <div class="mask" role="presentation" onClick={() => outside && close(outside.answer)} />
        <div class="panel" role="dialog" aria-label={label}>
          {build(close)}
        </div>
      </>
    ));
  }

  /** WeChat's panel at the foot of the screen; the wheels are lists here. */
  function openPicker<Field extends HTMLElement, Answer>(
    title: string,
    field: (ref: (field: Field | null) => void) => Child,
    read: (field: Field) => Answer | undefined,
  ): Promise<Answer | undefined> {
    let shown: Field | null = null;
    return openPanel<Answer | undefined>(
      'sheet picker',
      title,
      (close) => (
        <>
          <header>
            <button type="button" onClick={() => close(undefined)}>
              取消
            </button>
            <h2>{title}</h2>
            <button
              type="button"
              class="main"
              onClick={() => close(shown ? read(shown) : undefined)}
            >
              确定
            </button>
          </header>
          <div class="wheel">
            {field((element) => {
              shown = element;
            })}
          </div>
        </>
      ),
      { answer: undefined },
    );
  }

  async function openPhotos(isCamera: boolean): Promise<Blob | undefined> {
    const kind = openKind();
    const isWanted = (specimen: Specimen) => Number(specimen.kind === kind);
    const shown = [...specimens].sort((a, b) => isWanted(b) - isWanted(a));
    return openPanel<Blob | undefined>('camera', isCamera ? '相机' : '相册', (close) => (
      <Camera
        isCamera={isCamera}
        specimens={shown}
        aimed={last.get(kind) ?? (shown[0] as Specimen)}
        ownPhotoNote={ownPhotoNote}
        onAim={(specimen) => last.set(kind, specimen)}
        close={close}
      />
    ));
  }

  function showToast(title: string, durationMs = 0): void {
    window.clearTimeout(toastTimer);
    toast = title;
    if (title) toastTimer = window.setTimeout(showToast, durationMs, '');
    draw();
  }

  return {
    get bar() {
      return bar;
    },

    /** What lies over the page, the uppermost last. */
    layers: (): Child[] => [
      ...layers.values(),
      toast && (
        <div class="layer toast" role="status">
          <p>{toast}</p>
        </div>
      ),
    ],

    /** Takes everything away that a page has shown: it is gone. */
    reset() {
      layers.clear();
      showToast('');
    },

    /** Covers the page, as the home screen of the phone. */
    showCover(text: string, button: string, onClick: () => void) {
      void openLayer<void>('cover', (close) => (
        <>
          <p>{text}</p>
          <button type="button" onClick={() => close()}>
            {button}
          </button>
        </>
      )).then(onClick);
    },

    setNavigationBar(next) {
      bar = next;
      draw();
    },

    confirm: (question) =>
      openPanel<boolean>('modal', question, (close) => (
        <>
          <p>{question}</p>
          <Choices no="取消" yes="确定" close={close} />
        </>
      )),

    showActionSheet: (items) =>
      openPanel<number | undefined>(
        'sheet action-sheet',
        '请选择',
        (close) => (
          <>
            {items.map((item, index) => (
              <button type="button" onClick={() => close(index)}>
                {item}
              </button>
            ))}
            <button type="button" class="cancel" onClick={() => close(undefined)}>
              取消
            </button>
          </>
        ),
        { answer: undefined },
      ),

    pickItem: ({ title, labels, chosen }) =>
      openPicker<HTMLSelectElement, number>(
        title,
        (ref) => (
          <select ref={ref} size={7} aria-label={title}>
            {labels.map((label, index) => (
              <option selected={index === chosen}>{label}</option>
            ))}
          </select>
        ),
        ({ selectedIndex }) => Math.max(0, selectedIndex),
      ),

    pickDate: ({ title, value, start, end }) =>
      openPicker<HTMLInputElement, string>(
        title,
        (ref) => (
          <input ref={ref} type="date" aria-label={title} value={value} min={start} max={end} />
        ),
        (field) => (field.checkValidity() && field.value !== '' ? field.value : undefined),
      ),

    showToast,
    takePhoto: () => openPhotos(true),
    pickPhoto: () => openPhotos(false),

    previewImage(url) {
      void openPanel<void>('viewer', '预览图片', (close) => (
        <button type="button" onClick={() => close()}>
          <img src={url} alt="关闭预览" />
        </button>
      ));
    },

    askPrivacy: () =>
      openPanel<boolean>('sheet document', '用户隐私保护提示', (close) => (
        <>
          <h2>用户隐私保护提示</h2>
          <p>
            在使用服务之前，请阅读《证件识别小程序隐私保护指引》。如你同意该指引，请点击“同意”。
          </p>
          <Choices no="拒绝" yes="同意" close={close} />
        </>
      )),

    openOutside(which) {
      const [title, chinese, english] = outsideScreens[which];
      return openPanel<void>('sheet document', title, (close) => (
        <>
          <h2>{title}</h2>
          <p>{chinese}</p>
          <p lang="en">{english}</p>
          <button type="button" class="main" onClick={() => close()}>
            关闭
          </button>
        </>
      ));
    },
  } satisfies Omit<Native, 'settings' | 'showError'> & Record<string, unknown>;
}

const outsideScreens: Record<OutsideScreen, [title: string, chinese: string, english: string]> = {
  contract: [
    '隐私保护指引',
    '微信在这里打开小程序后台填写的《用户隐私保护指引》。',
    "Here WeChat opens the privacy guideline that the operator has written in the Mini Program's admin pages.",
  ],
  contact: [
    '客服会话',
    '微信在这里打开与小程序客服的会话。',
    "Here WeChat opens a chat with the operator's customer service.",
  ],
  settings: [
    '系统设置',
    '微信在这里打开手机系统里微信的权限页，可以允许使用相机。',
    "Here WeChat opens its page in the phone's settings, where the camera can be allowed.",
  ],
};

function Choices({ no, yes, close }: { no: string; yes: string; close: Close<boolean> }) {
  return (
    <div class="choices">
      <button type="button" onClick={() => close(false)}>
        {no}
      </button>
      <button type="button" class="main" onClick={() => close(true)}>
        {yes}
      </button>
    </div>
  );
}
