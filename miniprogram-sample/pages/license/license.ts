import type { LicenseKind, VehicleLicense } from '../../../cloudfunctions/shared/contract';
import type { Recognition } from '../../components/license-scanner/scan';
import { editText, formatField } from '../../services/format';
import type { CarDifference } from '../../services/merge';
import { findCarDifference, mergeReadings, showsSecondPage } from '../../services/merge';
import type { AnyReading, Reading } from '../../services/reading';
import { editField, fieldValue, toReading } from '../../services/reading';
import type { LicenseField } from '../../services/wording';
import { licenseNames } from '../../services/wording';
import type { Section } from './rows';
import { countDoubts, toSections } from './rows';

type FieldEvent = WechatMiniprogram.BaseEvent<Record<string, never>, { field: LicenseField }>;
type PageEvent = WechatMiniprogram.BaseEvent<Record<string, never>, { page: Section['page'] }>;
type EditEndEvent = WechatMiniprogram.CustomEvent<
  { value: string },
  Record<string, never>,
  { field: LicenseField }
>;

Page({
  data: {
    kinds: [
      { kind: 'vehicleLicense', name: licenseNames.vehicleLicense },
      { kind: 'driverLicense', name: licenseNames.driverLicense },
    ],
    kind: 'vehicleLicense' as LicenseKind,
    scanning: true,
    /** The page of 行驶证 that is being added to the one already read. */
    adding: '' as '' | Section['page'],
    sections: [] as Section[],
    doubts: 0,
    difference: null as CarDifference | null,
    editing: '' as '' | LicenseField,
    editText: '',
    editHint: '',
    photoDeleted: false,
    typeScale: 1,
  },

  /** One for each licence, so that switching loses nothing. Held in memory only. */
  readings: {} as Partial<Record<LicenseKind, AnyReading>>,
  /** A second photo that seems to show another car, until the user has decided. */
  undecided: null as Reading<VehicleLicense> | null,
  revealed: [] as LicenseField[],
  opened: [] as Array<Section['page']>,
  /** What the input holds while a field is edited. */
  typed: '',

  onLoad() {
    // WeChat's standard text size is 16 or 17 px, its largest 22 px and more.
    const { fontSizeSetting } = wx.getAppBaseInfo();
    this.setData({ typeScale: Math.min(1.5, Math.max(0.9, (fontSizeSetting || 17) / 17)) });
  },

  switchKind(event: WechatMiniprogram.BaseEvent<Record<string, never>, { kind: LicenseKind }>) {
    const { kind } = event.currentTarget.dataset;
    if (kind === this.data.kind) return;
    this.undecided = null;
    this.revealed = [];
    this.opened = [];
    this.setData({ kind });
    this.showReading();
  },

  onRecognized(event: WechatMiniprogram.CustomEvent<Recognition>) {
    const recognition = event.detail;
    if (recognition.kind === 'driverLicense') {
      this.readings.driverLicense = toReading(recognition.result);
    } else {
      const read = toReading(recognition.result);
      const before = this.readings.vehicleLicense as Reading<VehicleLicense> | undefined;
      const difference = before && findCarDifference(before, read);
      if (difference) this.undecided = read;
      else this.readings.vehicleLicense = before ? mergeReadings(before, read) : read;
    }
    this.showReading();
  },

  /** 重拍: starts over with this licence. */
  retake() {
    delete this.readings[this.data.kind];
    this.undecided = null;
    this.revealed = [];
    this.opened = [];
    this.showReading();
  },

  addPage(event: PageEvent) {
    this.setData({ scanning: true, adding: event.currentTarget.dataset.page });
  },

  fillInPage(event: PageEvent) {
    this.opened = [...this.opened, event.currentTarget.dataset.page];
    this.showReading();
  },

  retakeSecondPhoto() {
    const { undecided } = this;
    this.undecided = null;
    const second = !undecided || showsSecondPage(undecided.license);
    this.setData({ scanning: true, adding: second ? 'second' : 'main', difference: null });
  },

  leaveAdding() {
    this.showReading();
  },

  /** The user says that both photos show one car. */
  mergeAnyway() {
    const before = this.readings.vehicleLicense as Reading<VehicleLicense> | undefined;
    if (before && this.undecided) {
      this.readings.vehicleLicense = mergeReadings(before, this.undecided);
    }
    this.undecided = null;
    this.showReading();
  },

  toggleMask(event: FieldEvent) {
    const { field } = event.currentTarget.dataset;
    this.finishEdit();
    this.revealed = this.revealed.includes(field)
      ? this.revealed.filter((other) => other !== field)
      : [...this.revealed, field];
    this.showReading();
  },

  copy(event: FieldEvent) {
    const reading = this.readings[this.data.kind];
    const { field } = event.currentTarget.dataset;
    if (!reading) return;
    wx.setClipboardData({
      data: formatField(field, fieldValue(reading, field)),
      // WeChat itself says that it has copied.
      fail: () => wx.showToast({ title: '没有复制成功', icon: 'none' }),
    });
  },

  edit(event: FieldEvent) {
    const { field } = event.currentTarget.dataset;
    // The tap on this field can come before the other input's blur.
    this.finishEdit();
    const reading = this.readings[this.data.kind];
    if (!reading) return;
    this.typed = editText(fieldValue(reading, field));
    this.setData({ editing: field, editText: this.typed, editHint: '' });
  },

  onEditInput(event: WechatMiniprogram.Input) {
    // Not set as data: echoing each key into the input makes the caret jump on slow phones.
    this.typed = event.detail.value;
  },

  /** 完成 on the keyboard, or a tap elsewhere. A late blur of a field that is no longer edited does nothing. */
  onEditEnd(event: EditEndEvent) {
    if (event.currentTarget.dataset.field !== this.data.editing) return;
    this.typed = event.detail.value;
    this.finishEdit();
  },

  /** Also 完成 beside the field. */
  finishEdit() {
    const { typed } = this;
    const { editing } = this.data;
    const reading = this.readings[this.data.kind];
    if (!editing || !reading) return;
    if (typed === editText(fieldValue(reading, editing))) {
      this.setData({ editing: '', editHint: '' });
      return;
    }
    this.applyEdit(editing, typed);
  },

  takeSuggestion(
    event: WechatMiniprogram.BaseEvent<
      Record<string, never>,
      { field: LicenseField; suggestion: string }
    >,
  ) {
    const { field, suggestion } = event.currentTarget.dataset;
    this.finishEdit();
    this.applyEdit(field, suggestion);
  },

  applyEdit(field: LicenseField, typed: string) {
    const { kind } = this.data;
    const reading = this.readings[kind];
    if (!reading) return;
    const edited = editField(reading as Reading<VehicleLicense>, field, typed);
    if (!edited.ok) {
      this.setData({ editHint: edited.hint });
      return;
    }
    this.readings[kind] = edited.reading;
    this.setData({ editing: '', editHint: '' });
    this.showReading();
  },

  /** Shows what is held for this kind, or the scanner where there is nothing yet. */
  showReading() {
    const { kind } = this.data;
    const reading = this.readings[kind];
    const sections = reading
      ? toSections(kind, reading, { revealed: this.revealed, opened: this.opened })
      : [];
    this.setData({
      scanning: !reading,
      adding: '',
      sections,
      doubts: countDoubts(sections),
      difference: this.differenceShown(),
      photoDeleted: reading ? reading.photoDeleted : false,
      editing: '',
      editHint: '',
    });
  },

  differenceShown(): CarDifference | null {
    const before = this.readings.vehicleLicense as Reading<VehicleLicense> | undefined;
    const difference = before && this.undecided && findCarDifference(before, this.undecided);
    return difference || null;
  },
});
