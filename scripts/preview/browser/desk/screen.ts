import type { Specimen } from '../../wire';
import type { Native, NavigationBar, PhoneSettings, Toast } from '../native';
import { element, find } from './dom';

/** WeChat's own screens around and over the page: bars, sheets, dialogs, the camera. */
export interface Screen extends Native {
  settings: PhoneSettings;
  /** Takes everything away that a page has shown: it is gone. */
  reset(): void;
  /** Covers the page, as the home screen of the phone. */
  showCover(text: string, button: string, onClick: () => void): void;
}

export function createScreen(
  settings: PhoneSettings,
  specimens: Specimen[],
  onError: (message: string) => void,
): Screen {
  const layers = find('.layers');
  const bar = find('.navigation-bar');
  let toastTimer = 0;
  let lastSpecimen = 0;

  /** Opens a layer; `close` takes it away and settles the promise. */
  function openLayer<Answer>(
    className: string,
    label: string,
    build: (close: (answer: Answer) => void) => (Node | string)[],
    outside?: Answer,
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
            if (outside !== undefined) close(outside);
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

    setNavigationBar({ title, backgroundColor, textStyle, canGoBack }: NavigationBar) {
      find('.phone').style.setProperty('--bar', backgroundColor);
      find('.phone').dataset.bar = textStyle;
      find('.navigation-title').textContent = title;
      bar.classList.toggle('can-go-back', canGoBack);
    },

    showModal: ({
      title,
      content,
      showCancel,
      cancelText,
      confirmText,
      editable,
      placeholderText,
    }) =>
      openLayer('modal', title || content, (close) => {
        const field = element('input', {
          attributes: { placeholder: placeholderText, value: content },
        });
        const answer = (confirm: boolean) => () => close({ confirm, content: field.value });
        return [
          element('h2', {}, title),
          editable ? field : element('p', {}, content),
          element(
            'div',
            { class: 'choices' },
            showCancel && element('button', { onClick: answer(false) }, cancelText),
            element('button', { class: 'main', onClick: answer(true) }, confirmText),
          ),
        ];
      }),

    showActionSheet: (items, itemColor, alertText) =>
      openLayer<number | null>(
        'action-sheet',
        alertText || '请选择',
        (close) => [
          ...(alertText ? [element('p', {}, alertText)] : []),
          ...items.map((item, index) => {
            const button = element('button', { onClick: () => close(index) }, item);
            if (itemColor) button.style.color = itemColor;
            return button;
          }),
          element('button', { class: 'cancel', onClick: () => close(null) }, '取消'),
        ],
        null,
      ).then((index) => index ?? undefined),

    showToast({ title, icon, mask, durationMs }: Toast) {
      hideToast();
      const toast = element(
        'div',
        { class: `layer toast ${mask ? 'blocking' : ''}`, attributes: { role: 'status' } },
        element(
          'div',
          { class: icon === 'none' ? 'toast-text' : 'toast-box' },
          icon !== 'none' && element('i', { class: `toast-icon ${icon}` }),
          title,
        ),
      );
      layers.append(toast);
      if (durationMs !== undefined) toastTimer = window.setTimeout(hideToast, durationMs);
    },

    hideToast,

    takePhoto: () =>
      openLayer<string | null>('camera', '相机', (close) => {
        const view = element('img', { attributes: { alt: '取景框里的样本' } });
        const caption = element('p', {});
        const thumbnails = specimens.map(({ url, caption: name }, index) =>
          element(
            'button',
            { class: 'thumbnail', attributes: { 'aria-label': name }, onClick: () => aim(index) },
            element('img', { attributes: { src: url, alt: '' } }),
          ),
        );
        const aim = (index: number) => {
          lastSpecimen = index;
          const { url, caption: name } = specimens[index] as Specimen;
          view.src = url;
          caption.textContent = name;
          thumbnails.forEach((button, other) => {
            button.setAttribute('aria-pressed', String(other === index));
          });
        };
        aim(Math.min(lastSpecimen, specimens.length - 1));
        queueMicrotask(() =>
          thumbnails[lastSpecimen]?.scrollIntoView({ inline: 'center', block: 'nearest' }),
        );
        return [
          element('div', { class: 'finder' }, view, caption),
          element('div', { class: 'thumbnails' }, ...thumbnails),
          element(
            'div',
            { class: 'camera-buttons' },
            element('button', { class: 'camera-close', onClick: () => close(null) }, '取消'),
            element('button', {
              class: 'shutter',
              attributes: { 'aria-label': '拍照' },
              onClick: () => close((specimens[lastSpecimen] as Specimen).url),
            }),
          ),
        ];
      }).then(async (url) => (url === null ? undefined : (await fetch(url)).blob())),

    pickPhoto() {
      const input = element('input', { attributes: { type: 'file', accept: 'image/*' } });
      const picked = new Promise<Blob | undefined>((resolve) => {
        input.addEventListener('change', () => resolve(input.files?.[0]));
        input.addEventListener('cancel', () => resolve(undefined));
      });
      // Out of sight, but in the page: Safari forgets inputs that are not.
      input.hidden = true;
      layers.append(input);
      input.click();
      return picked.finally(() => input.remove());
    },

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
        element(
          'div',
          { class: 'choices' },
          element('button', { onClick: () => close(false) }, '拒绝'),
          element('button', { class: 'main', onClick: () => close(true) }, '同意'),
        ),
      ]),

    openPrivacyContract: () =>
      openLayer<void>('document', '隐私保护指引', (close) => [
        element('h2', {}, '小程序用户隐私保护指引'),
        element('p', {}, '微信在这里打开小程序后台填写的《用户隐私保护指引》。'),
        element(
          'p',
          {},
          "Here WeChat opens the privacy guideline that the operator has written in the Mini Program's admin pages.",
        ),
        element('button', { class: 'main', onClick: () => close() }, '关闭'),
      ]),

    openContact: () =>
      openLayer<void>('document', '客服会话', (close) => [
        element('h2', {}, '客服会话'),
        element('p', {}, '微信在这里打开与小程序客服的会话。'),
        element('p', {}, "Here WeChat opens a chat with the operator's customer service."),
        element('button', { class: 'main', onClick: () => close() }, '关闭'),
      ]),

    showError: onError,
  };
  return screen;
}
