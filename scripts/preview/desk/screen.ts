import type { Native, OutsideScreen, PhoneSettings } from '../native';
import type { Specimen } from '../wire';
import { element, find } from './dom';

/** WeChat's own screens around and over the page: bars, sheets, dialogs, the camera. */
export interface Screen extends Omit<Native, 'leaveForAWhile'> {
  settings: PhoneSettings;
  /** Takes everything away that a page has shown: it is gone. */
  reset(): void;
  /** Covers the page, as the home screen of the phone. */
  showCover(text: string, button: string, onClick: () => void): void;
}

export function createScreen(
  settings: PhoneSettings,
  specimens: Specimen[],
  /** The licence that the page is about. */
  openKind: () => unknown,
  /** Where a picture of one's own goes. */
  ownPhotoNote: string,
  onError: (message: string) => void,
): Screen {
  const layers = find('.layers');
  let toastTimer = 0;
  /** What was photographed last, by the licence that the page was about. */
  const last = new Map<unknown, Specimen>();

  /** Opens a layer; `close` takes it away and settles the promise. */
  function openLayer<Answer>(
    className: string,
    label: string,
    build: (close: (answer: Answer) => void) => (Node | string)[],
    /** A tap outside closes it, without an answer. */
    closesOutside = false,
  ): Promise<Answer> {
    return new Promise((resolve) => {
      const layer = element('div', { class: `layer ${className}` });
      const close = (answer: Answer) => {
        layer.remove();
        resolve(answer);
      };
      layer.append(
        element('div', {
          class: 'mask',
          onClick: () => {
            if (closesOutside) close(undefined as Answer);
          },
        }),
        element(
          'div',
          { class: 'panel', attributes: { role: 'dialog', 'aria-label': label } },
          ...build(close),
        ),
      );
      layers.append(layer);
    });
  }

  function hideToast(): void {
    window.clearTimeout(toastTimer);
    layers.querySelector('.toast')?.remove();
  }

  /** WeChat's panel at the foot of the screen; the wheels are lists here. */
  function openPicker<Field extends HTMLElement, Answer>(
    title: string,
    field: Field,
    read: (field: Field) => Answer,
  ): Promise<Answer | undefined> {
    return openLayer<Answer | undefined>(
      'picker',
      title,
      (close) => [
        element(
          'header',
          {},
          element('button', { onClick: () => close(undefined) }, '取消'),
          element('h2', {}, title),
          element('button', { class: 'main', onClick: () => close(read(field)) }, '确定'),
        ),
        element('div', { class: 'wheel' }, field),
      ],
      true,
    );
  }

  /** Camera and album: a specimen, or a picture of one's own from this computer. */
  async function openPhotos(source: 'camera' | 'album'): Promise<Blob | undefined> {
    let stream: MediaStream | undefined;
    const isCamera = source === 'camera';
    const kind = openKind();
    const isWanted = (specimen: Specimen) => Number(specimen.kind === kind);
    const shown = [...specimens].sort((a, b) => isWanted(b) - isWanted(a));
    let aimed = last.get(kind) ?? (shown[0] as Specimen);
    const answer = await openLayer<Blob | string | undefined>(
      'camera',
      isCamera ? '相机' : '相册',
      (close) => {
        const view = element('img', { attributes: { alt: '取景框里的样本' } });
        const video = element('video', {
          attributes: { autoplay: true, muted: true, playsinline: true, hidden: true },
        });
        const caption = element('p', {});
        const thumbnails = shown.map((specimen) =>
          element(
            'button',
            {
              class: 'thumbnail',
              attributes: { 'aria-label': specimen.caption },
              onClick: () => aim(specimen),
            },
            element('img', { attributes: { src: specimen.thumbnail, alt: '' } }),
          ),
        );
        const aim = (specimen: Specimen) => {
          aimed = specimen;
          last.set(kind, specimen);
          showLive(undefined);
          view.src = specimen.url;
          caption.textContent = specimen.caption;
          thumbnails.forEach((button, index) => {
            button.setAttribute('aria-pressed', String(shown[index] === specimen));
          });
        };
        const showLive = (next: MediaStream | undefined) => {
          for (const track of stream?.getTracks() ?? []) track.stop();
          stream = next;
          video.srcObject = next ?? null;
          video.hidden = !next;
          view.hidden = next !== undefined;
        };
        const openWebcam = async () => {
          try {
            showLive(await navigator.mediaDevices.getUserMedia({ video: { width: 1920 } }));
            caption.textContent = '电脑的摄像头';
          } catch {
            caption.textContent = '浏览器没有给出摄像头';
          }
        };
        const file = element('input', {
          attributes: { type: 'file', accept: 'image/*', 'aria-label': '选择照片' },
        });
        file.addEventListener('change', () => file.files?.[0] && close(file.files[0]));
        const finder = element('div', { class: 'finder' }, view, video, caption);
        finder.addEventListener('dragover', (event) => event.preventDefault());
        finder.addEventListener('drop', (event) => {
          event.preventDefault();
          const dropped = event.dataTransfer?.files[0];
          if (dropped) close(dropped);
        });
        aim(aimed);
        queueMicrotask(() =>
          thumbnails[shown.indexOf(aimed)]?.scrollIntoView({ inline: 'center', block: 'nearest' }),
        );
        return [
          finder,
          element('p', { class: 'own-note' }, ownPhotoNote),
          element(
            'div',
            { class: 'own' },
            element('label', {}, '选择或拖入自己的照片', file),
            isCamera &&
              navigator.mediaDevices !== undefined &&
              element('button', { onClick: () => void openWebcam() }, '电脑摄像头'),
          ),
          element('div', { class: 'thumbnails' }, ...thumbnails),
          element(
            'div',
            { class: 'camera-buttons' },
            element('button', { class: 'camera-close', onClick: () => close(undefined) }, '取消'),
            element('button', {
              class: 'shutter',
              attributes: { 'aria-label': isCamera ? '拍照' : '使用' },
              onClick: () => (stream ? void capture(video).then(close) : close(aimed.url)),
            }),
          ),
        ];
      },
    );
    for (const track of stream?.getTracks() ?? []) track.stop();
    return typeof answer === 'string' ? (await fetch(answer)).blob() : answer;
  }

  const screen: Screen = {
    settings,

    reset() {
      hideToast();
      layers.replaceChildren();
    },

    showCover(text, button, onClick) {
      const cover = element('div', { class: 'layer cover' });
      const close = () => {
        cover.remove();
        onClick();
      };
      cover.append(element('p', {}, text), element('button', { onClick: close }, button));
      layers.append(cover);
    },

    setNavigationBar({ title, backgroundColor, textStyle }) {
      find('.phone').style.setProperty('--bar', backgroundColor);
      find('.phone').dataset.bar = textStyle;
      find('.navigation-title').textContent = title;
    },

    confirm: (question) =>
      openLayer('modal', question, (close) => [
        element('p', {}, question),
        choices(['取消', () => close(false)], ['确定', () => close(true)]),
      ]),

    showActionSheet: (items) =>
      openLayer<number | undefined>(
        'action-sheet',
        '请选择',
        (close) => [
          ...items.map((item, index) => element('button', { onClick: () => close(index) }, item)),
          element('button', { class: 'cancel', onClick: () => close(undefined) }, '取消'),
        ],
        true,
      ),

    pickItem: ({ title, labels, chosen }) =>
      openPicker(
        title,
        element(
          'select',
          { attributes: { size: '7', 'aria-label': title } },
          ...labels.map((label, index) =>
            element('option', { attributes: { selected: index === chosen } }, label),
          ),
        ),
        ({ selectedIndex }) => Math.max(0, selectedIndex),
      ),

    pickDate: ({ title, value, start, end }) =>
      openPicker(
        title,
        element('input', {
          attributes: { type: 'date', 'aria-label': title, value, min: start, max: end },
        }),
        (field) => (field.checkValidity() && field.value !== '' ? field.value : undefined),
      ),

    showToast(title, durationMs) {
      hideToast();
      layers.append(
        element(
          'div',
          { class: 'layer toast', attributes: { role: 'status' } },
          element('p', {}, title),
        ),
      );
      toastTimer = window.setTimeout(hideToast, durationMs);
    },

    takePhoto: () => openPhotos('camera'),
    pickPhoto: () => openPhotos('album'),

    previewImage(url) {
      void openLayer('viewer', '预览图片', (close) => [
        element(
          'button',
          { onClick: () => close(null) },
          element('img', { attributes: { src: url, alt: '关闭预览' } }),
        ),
      ]);
    },

    askPrivacy: () =>
      openLayer('privacy', '用户隐私保护提示', (close) => [
        element('h2', {}, '用户隐私保护提示'),
        element(
          'p',
          {},
          '在使用服务之前，请阅读《证件识别小程序隐私保护指引》。如你同意该指引，请点击“同意”。',
        ),
        choices(['拒绝', () => close(false)], ['同意', () => close(true)]),
      ]),

    openOutside(which) {
      const [title, chinese, english] = outsideScreens[which];
      return openLayer<void>('document', title, (close) => [
        element('h2', {}, title),
        element('p', {}, chinese),
        element('p', { attributes: { lang: 'en' } }, english),
        element('button', { class: 'main', onClick: () => close() }, '关闭'),
      ]);
    },

    showError: onError,
  };
  return screen;
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

/** The two buttons of a question, the main one last. */
function choices(...buttons: [label: string, onClick: () => void][]): HTMLElement {
  return element(
    'div',
    { class: 'choices' },
    ...buttons.map(([label, onClick], index) =>
      element('button', { class: index > 0 ? 'main' : '', onClick }, label),
    ),
  );
}

/** What the computer's camera shows, as a phone's camera would hand it over. */
async function capture(video: HTMLVideoElement): Promise<Blob | undefined> {
  // The camera has been given, and its first picture may still be on the way.
  if (video.readyState < video.HAVE_CURRENT_DATA)
    await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
  const canvas = element('canvas', {});
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.92);
  });
}
