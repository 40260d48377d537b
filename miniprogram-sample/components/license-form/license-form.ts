import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import type { PageKey } from '../../cards/card';
import { shorten } from '../../cards/format';
import { cardOf, requireKind } from '../../cards/index';
import { attempt } from '../shared/platform';
import { typeScale } from '../shared/text-size';
import type { Editor } from './editor';
import { joinParts, openEditor, provinces } from './editor';
import type { Form, FormView } from './form';
import { createForm } from './form';
import type { AddPageDetail, RecognizedPhoto } from './types';

/**
 * 照片旁边的表单：核对、修改、确认，交出一本证件。
 *
 *     <license-form kind="vehicleLicense" results="{{results}}"
 *       bind:confirm="onConfirm" bind:retake="onRetake" bind:addpage="onAddPage" />
 *
 * 确认之后又改了或换了照片，先前的确认作废：`unconfirm`，改完再点一次确认。
 * `results` 是 `license-scanner` 的 `recognized` 带来的内容，一张照片或两页各一张；换成新的一本之前不要清空，
 * 重拍失败时旧的内容还在。要暂时收起表单，请用 `hidden` 而不是 `wx:if`，否则改过的内容会丢。
 */
interface State {
  form: Form;
  /** 输入框里正在填写的内容；不写进 data：每敲一下就回填，慢的手机上光标会跳。 */
  parts: string[];
  /** 交出去的内容；与眼前的不同就作废，成为 ''。 */
  confirmed: string;
}

type FieldEvent = WechatMiniprogram.BaseEvent<Record<string, never>, { field: string }>;
type PageEvent = WechatMiniprogram.BaseEvent<Record<string, never>, { page: PageKey }>;
type IndexEvent = WechatMiniprogram.BaseEvent<Record<string, never>, { index: number }>;
type ValueEvent = WechatMiniprogram.CustomEvent<
  { value: string },
  Record<string, never>,
  { field: string; index: number; choices: string[] }
>;

const states = new WeakMap<object, State>();
/** 有改动还没有确认的表单。 */
const unsaved = new Set<object>();

function stateOf(component: { data: { kind: string } }): State {
  const kind = component.data.kind as LicenseKind;
  const before = states.get(component);
  if (before) return before;
  const state = { form: createForm(kind), parts: [], confirmed: '' };
  states.set(component, state);
  return state;
}

Component({
  properties: {
    /** `vehicleLicense` 或 `driverLicense`。 */
    kind: { type: String, value: 'vehicleLicense' },
    results: { type: Array, value: [] as RecognizedPhoto[] },
    /** `light`、`dark`，或跟随手机的 `auto`。 */
    theme: { type: String, value: 'light' },
    confirmText: { type: String, value: '确认' },
    /** 所有疑点都处理过才能确认。 */
    settleAll: { type: Boolean, value: false },
    /** 字段旁边显示照片里印着它的一段，上面的照片跟着移动。 */
    fieldPhoto: { type: Boolean, value: true },
    /** 换掉文字（FormTexts）。 */
    texts: { type: Object, value: {} },
  },

  data: {
    view: createForm('vehicleLicense').view() as FormView,
    editor: null as Editor | null,
    provinces: provinces.map((province) => province || '无'),
    /** 正在看的照片，和移到一个字段时图片的样式；'' 是整页。 */
    shot: 0,
    near: '',
    /** 正在填写的字段，选日期的也算。 */
    at: '',
    confirmed: false,
    typeScale: 1,
  },

  observers: {
    kind(kind: string) {
      requireKind('license-form', kind);
      // 换了一种证件：重新开始。要留住两种证件改过的内容，请各放一个表单。
      this.setData({ editor: null, at: '', confirmed: false });
      states.delete(this);
      this.refresh();
    },
    results() {
      this.refresh();
    },
  },

  lifetimes: {
    attached() {
      this.setData({ typeScale: typeScale() });
    },
    detached() {
      unsaved.delete(this);
      askBeforeLeaving();
    },
  },

  methods: {
    refresh() {
      const { results } = this.data;
      if (states.get(this)?.form.hasPhotos(results)) return;
      this.finishEdit();
      const state = stateOf(this);
      state.form.setPhotos(results);
      this.setData({ near: '' });
      this.show();
      if (state.form.view().sections.length > 0)
        attempt(() => wx.vibrateShort({ type: 'light', fail() {} }));
    },

    show() {
      const state = stateOf(this);
      const { form } = state;
      const confirmed = state.confirmed === JSON.stringify(form.confirmation());
      const view = form.view();
      const shot = Math.min(this.data.shot, Math.max(0, view.shots.length - 1));
      this.setData({ view, confirmed, shot });
      this.noteUnsaved();
      if (state.confirmed === '' || confirmed) return;
      state.confirmed = '';
      const { kind } = this.data;
      // `results` 变化时页面正在 setData：等它完成再说，页面才好接着 setData。
      Promise.resolve().then(() => {
        if (state.confirmed === '') this.triggerEvent('unconfirm', { kind });
      });
    },

    noteUnsaved() {
      const { form, confirmed } = stateOf(this);
      const isSaved = !form.isEdited() || confirmed === JSON.stringify(form.confirmation());
      if (isSaved) unsaved.delete(this);
      else unsaved.add(this);
      askBeforeLeaving();
    },

    /** 每个操作都先收下正在填写的内容：点按可能比输入框的失焦更早到。 */
    finishEdit() {
      const { editor, at } = this.data;
      const { form, parts } = stateOf(this);
      if (editor) form.edit(editor.field, joinParts(editor.kind, parts));
      if (editor || at) this.setData({ editor: null, at: '' });
    },

    change(make: (form: Form) => void) {
      this.finishEdit();
      make(stateOf(this).form);
      this.show();
    },

    edit(event: FieldEvent) {
      const { field } = event.currentTarget.dataset;
      this.change(() => {});
      const state = stateOf(this);
      const row = cardOf(this.data.kind as LicenseKind).fields[field];
      if (!row) return;
      const editor = openEditor(field, row, state.form.text(field), state.form.chosen(field));
      state.parts = editor.parts;
      this.setData({ editor: { ...editor, parts: editor.parts.map(shorten) } });
      this.lookAt(field);
    },

    /** 日期、几选一：由微信打开选择器，这里只让照片跟着。 */
    look(event: FieldEvent) {
      this.finish();
      this.lookAt(event.currentTarget.dataset.field);
    },

    lookAt(field: string) {
      const { view, fieldPhoto, shot: before } = this.data;
      const { sections, shots } = view;
      for (const { page, rows } of sections) {
        const row = rows.find((one) => one.field === field);
        if (!row) continue;
        const shot = shots.findIndex((one) => one.page === page);
        const near = (fieldPhoto && row.bit?.near) || '';
        this.setData({ at: field, near, shot: shot === -1 ? before : shot });
      }
    },

    onInput(event: ValueEvent) {
      const { parts } = stateOf(this);
      const { index } = event.currentTarget.dataset;
      // 输入框里只有太长的文字的开头：没有动过就不算改。
      if (event.detail.value !== shorten(parts[index] || '')) parts[index] = event.detail.value;
    },

    /** 收下，但不收起：用鼠标时按下就失焦，行若收起，松开时点到的就是另一行。 */
    onBlur(event: ValueEvent) {
      const { field } = event.currentTarget.dataset;
      const { editor } = this.data;
      if (!editor || editor.field !== field) return;
      this.onInput(event);
      const { form, parts } = stateOf(this);
      form.edit(field, joinParts(editor.kind, parts));
      this.noteUnsaved();
    },

    finish() {
      this.change(() => {});
    },

    pickProvince(event: ValueEvent) {
      const province = provinces[Number(event.detail.value)] || '';
      stateOf(this).parts[0] = province;
      this.setData({ 'editor.parts[0]': province });
    },

    pressChip(event: IndexEvent) {
      const { editor } = this.data;
      if (!editor) return;
      const { index } = event.currentTarget.dataset;
      const chips = editor.chips.map((chip, place) =>
        place === index ? { ...chip, isChosen: !chip.isChosen } : chip,
      );
      const chosen = chips.filter(({ isChosen }) => isChosen).map(({ name }) => name);
      stateOf(this).parts = [chosen.join('')];
      this.setData({ 'editor.chips': chips });
    },

    useLetters() {
      this.setData({ 'editor.keyboard': 'text', 'editor.parts': stateOf(this).parts.map(shorten) });
    },

    pickDate(event: ValueEvent) {
      const { field } = event.currentTarget.dataset;
      this.change((form) => form.edit(field, event.detail.value));
    },

    pickOne(event: ValueEvent) {
      const { field, choices } = event.currentTarget.dataset;
      this.change((form) => form.edit(field, choices[Number(event.detail.value)] || ''));
    },

    /** 建议、“长期”、留空。 */
    put(
      event: WechatMiniprogram.BaseEvent<Record<string, never>, { field: string; text: string }>,
    ) {
      const { field, text } = event.currentTarget.dataset;
      this.change((form) => form.edit(field, text));
    },

    settle(event: FieldEvent) {
      this.change((form) => form.settle(event.currentTarget.dataset.field));
    },

    toggleMask(event: FieldEvent) {
      this.change((form) => form.toggleMask(event.currentTarget.dataset.field));
    },

    fillIn(event: PageEvent) {
      this.change((form) => form.openPage(event.currentTarget.dataset.page));
    },

    addPage(event: PageEvent) {
      this.ask(event.currentTarget.dataset.page);
    },

    ask(page: PageKey) {
      this.finish();
      const detail: AddPageDetail = { page };
      this.triggerEvent('addpage', detail);
    },

    acceptOther() {
      this.change((form) => form.acceptOther());
    },

    retakeOther() {
      this.finishEdit();
      this.ask(stateOf(this).form.refuseOther());
    },

    retake() {
      this.finish();
      this.triggerEvent('retake', {});
    },

    showShot(event: IndexEvent) {
      this.finish();
      this.setData({ shot: event.currentTarget.dataset.index, near: '' });
    },

    /** 移到了一个字段的，先回到整页。 */
    enlarge() {
      const { view, shot, near } = this.data;
      if (near) {
        this.setData({ near: '' });
        return;
      }
      const urls = view.shots.map(({ path }) => path);
      const current = urls[shot];
      if (current) attempt(() => wx.previewImage({ urls: [...new Set(urls)], current }));
    },

    onPhotoLoad(
      event: WechatMiniprogram.CustomEvent<
        { width: number; height: number },
        Record<string, never>,
        { path: string }
      >,
    ) {
      const { path } = event.currentTarget.dataset;
      const { width, height } = event.detail;
      const shot = this.data.view.shots.find((one) => one.path === path && one.frame);
      // 同一张照片的宽高比，压缩之后也差不到 2%；差得多的，方向不同或不是同一张。
      if (!shot || Math.abs(width / height / shot.aspect - 1) < 0.02) return;
      stateOf(this).form.distrust(path);
      this.setData({ near: '' });
      this.show();
    },

    confirm() {
      this.finish();
      const { view, settleAll } = this.data;
      const open = settleAll && view.doubts > 0 ? `还有 ${view.doubts} 项请核对` : '';
      const title = view.difference ? '请先确认是不是同一本' : open;
      if (title) {
        attempt(() => wx.showToast({ title, icon: 'none' }));
        return;
      }
      const state = stateOf(this);
      const detail = state.form.confirmation();
      state.confirmed = JSON.stringify(detail);
      this.show();
      attempt(() => wx.vibrateShort({ type: 'light', fail() {} }));
      this.triggerEvent('confirm', detail);
    },
  },
});

/** 有改动还没有确认，离开前问一声；开发者工具和旧版本的微信没有这个接口。 */
function askBeforeLeaving(): void {
  if (!wx.enableAlertBeforeUnload) return;
  const message = '修改的内容还没有确认，要离开吗？';
  if (unsaved.size > 0) attempt(() => wx.enableAlertBeforeUnload({ message }));
  else attempt(() => wx.disableAlertBeforeUnload());
}
