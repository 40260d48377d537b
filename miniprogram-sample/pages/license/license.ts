import type { LicenseKind } from '../../../cloudfunctions/shared/contract';
import { maskFields } from '../../cards/format';
import { cardOf, kinds } from '../../cards/index';
import type * as form from '../../components/license-form/types';
import { typeScale } from '../../components/shared/text-size';

/** 拍照（license-scanner）→ 核对（license-form）→ 得到一本确认过的证件。 */
Page({
  data: {
    kinds: kinds.map((kind) => ({ kind, name: cardOf(kind).name })),
    kind: 'vehicleLicense' as LicenseKind,
    /** 每种证件各自的照片，和确认过的一本（给人看的 JSON）；只在内存里。 */
    results: {} as Partial<Record<LicenseKind, form.RecognizedPhoto[]>>,
    confirmed: {} as Partial<Record<LicenseKind, string>>,
    /** 服务器从凭据看得出的改动：字段的名称。 */
    edited: {} as Partial<Record<LicenseKind, string>>,
    scanning: true,
    /** 正在补拍的一页，'' 是从头拍。 */
    adding: '' as '' | form.AddPageDetail['page'],
    /** 识别途中不切换：那会白用一次识别。 */
    busy: false,
    typeScale: typeScale(),
  },

  switchKind(event: WechatMiniprogram.BaseEvent<Record<string, never>, { kind: LicenseKind }>) {
    const { kind } = event.currentTarget.dataset;
    if (this.data.busy || kind === this.data.kind) return;
    this.setData({ kind, scanning: !this.data.results[kind], adding: '' });
  },

  onStateChange({ detail }: WechatMiniprogram.CustomEvent<{ step: string }>) {
    this.setData({ busy: detail.step === 'uploading' || detail.step === 'recognizing' });
  },

  onRecognized({ detail }: WechatMiniprogram.CustomEvent<form.RecognizedPhoto>) {
    const before = (this.data.adding && this.data.results[detail.kind]) || [];
    this.setData({ [`results.${detail.kind}`]: [...before, detail] });
    this.showForm();
  },

  /** 重拍，或补拍一页；旧的内容留到新照片识别出来为止。 */
  onShoot({ detail }: WechatMiniprogram.CustomEvent<Partial<form.AddPageDetail>>) {
    this.setData({ scanning: true, adding: detail.page || '' });
    wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },

  showForm() {
    this.setData({ scanning: false, busy: false, adding: '' });
  },

  /** 在这里把 `detail` 交给自己的业务，例如保存；页面上的 JSON 与表单一样遮住了号码。 */
  onConfirm({ detail }: WechatMiniprogram.CustomEvent<form.ConfirmDetail>) {
    const { fields } = cardOf(detail.kind);
    // 凭据里的号码没有遮住。
    const receipts = (detail.receipts || []).map(() => '…');
    const json = JSON.stringify({ ...detail, receipts }, maskFields({ fields }), 2);
    const edited = detail.edited.map((field) => fields[field]?.label || field);
    // 一次 setData 收不下 1 MB。
    this.setData({
      [`confirmed.${detail.kind}`]: json.slice(0, 100_000),
      [`edited.${detail.kind}`]: edited.join('、'),
    });
  },

  /** 确认之后又改了：交出去的不再算数。 */
  onUnconfirm({ detail }: WechatMiniprogram.CustomEvent<{ kind: LicenseKind }>) {
    this.setData({ [`confirmed.${detail.kind}`]: '' });
  },
});
