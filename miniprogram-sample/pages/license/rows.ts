import type { LicenseKind, VehicleLicense } from '../../../cloudfunctions/shared/contract';
import { formatField, isAmount, isMaskable, maskText } from '../../services/format';
import { showsMainPage, showsSecondPage } from '../../services/merge';
import type { AnyReading } from '../../services/reading';
import { fieldValue } from '../../services/reading';
import type { LicenseField } from '../../services/wording';
import {
  doubtSentence,
  driverFields,
  driverLicenseLabels,
  vehicleLicenseLabels,
  vehicleMainFields,
  vehicleSecondFields,
} from '../../services/wording';

/** A page of the card, as the page shows it. */
export interface Section {
  page: 'main' | 'second';
  title: string;
  /** Not in the photo: it can be photographed now. */
  missing: boolean;
  rows: Row[];
}

export interface Row {
  field: LicenseField;
  label: string;
  /** Masked, or as people write it; '' where nothing was read. */
  shown: string;
  /** The keyboard that opens when the field is edited. */
  keyboard: 'text' | 'number' | 'idcard';
  /** The eye beside the value: closed while masked. '' where there is nothing to hide. */
  eye: '' | 'open' | 'closed';
  edited: boolean;
  doubts: Doubt[];
  /** For the screen reader. */
  spoken: string;
}

export interface Doubt {
  sentence: string;
  /** A likelier reading, taken with one tap; '' without one. */
  suggestion: string;
}

/** What the user has opened. */
export interface RowChoices {
  /** Masked fields that are shown in full. */
  revealed: LicenseField[];
  /** Pages that are filled in by hand, although no photo shows them. */
  opened: Array<Section['page']>;
}

/** The rows of a reading in the order of the card. */
export function toSections(
  kind: LicenseKind,
  reading: AnyReading,
  { revealed, opened }: RowChoices,
): Section[] {
  if (kind === 'driverLicense') {
    return [
      {
        page: 'main',
        title: '驾驶证',
        missing: false,
        rows: toRows(driverFields, driverLicenseLabels),
      },
    ];
  }
  const license = reading.license as VehicleLicense;
  const main = toRows(vehicleMainFields, vehicleLicenseLabels);
  const second = toRows(vehicleSecondFields, vehicleLicenseLabels);
  return [
    toSection('main', '行驶证主页', main, showsMainPage(license) || opened.includes('main')),
    toSection(
      'second',
      '行驶证副页',
      second,
      showsSecondPage(license) || opened.includes('second'),
    ),
  ];

  function toRows<Field extends LicenseField>(
    fields: Field[],
    labels: Record<Field, string>,
  ): Row[] {
    return fields.map((field) => toRow(reading, field, labels[field], revealed.includes(field)));
  }
}

function toSection(page: Section['page'], title: string, rows: Row[], read: boolean): Section {
  const touched = read || rows.some((row) => row.edited || row.doubts.length > 0);
  return { page, title, missing: !touched, rows: touched ? rows : [] };
}

function toRow(reading: AnyReading, field: LicenseField, label: string, revealed: boolean): Row {
  const doubts = reading.warnings
    .filter((warning) => warning.field === field)
    .map((warning) => ({ sentence: doubtSentence(warning), suggestion: warning.suggestion || '' }));
  const text = formatField(field, fieldValue(reading, field));
  const maskable = isMaskable(field) && text !== '';
  // What the user is asked to compare with the card is shown in full.
  const open = revealed || doubts.length > 0;
  const edited = reading.edited.includes(field);
  const shown = maskable && !open ? maskText(field, text) : text;
  return {
    field,
    label,
    shown,
    keyboard: isAmount(field) ? 'number' : field === 'idNum' ? 'idcard' : 'text',
    eye: !maskable || doubts.length > 0 ? '' : open ? 'open' : 'closed',
    edited,
    doubts,
    spoken: `${label}，${maskable && !open ? '已隐藏' : shown || '没有读到'}${edited ? '，已修改' : ''}，点按修改`,
  };
}

/** How many fields the user should look at. */
export function countDoubts(sections: Section[]): number {
  let count = 0;
  for (const section of sections) {
    for (const row of section.rows) if (row.doubts.length > 0) count += 1;
  }
  return count;
}
