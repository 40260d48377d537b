import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { LicenseKind, LicenseOf, Warning } from '../../cloudfunctions/shared/contract';
import type { FormView, Row } from '../../miniprogram-sample/components/license-form/form';
import type {
  ConfirmDetail,
  RecognizedPhoto,
} from '../../miniprogram-sample/components/license-form/types';
import { createInstance } from './mini-program';
import { driverLicense, mainPage, secondPage, success, vehicleLicense } from './samples';

let taken = 0;
export function photo<Name extends LicenseKind>(
  kind: Name,
  license: LicenseOf[Name],
  warnings: Warning[] = [],
): RecognizedPhoto {
  taken += 1;
  return { kind, result: { ...success(license), warnings }, photoPath: `tmp/${taken}.jpg` };
}

export const car = (change: Partial<VehicleLicense> = {}, warnings?: Warning[]) =>
  photo('vehicleLicense', { ...vehicleLicense, ...change }, warnings);
export const main = (change: Partial<VehicleLicense> = {}, warnings?: Warning[]) =>
  photo('vehicleLicense', { ...mainPage, ...change }, warnings);
export const second = (change: Partial<VehicleLicense> = {}, warnings?: Warning[]) =>
  photo('vehicleLicense', { ...secondPage, ...change }, warnings);
export const driver = (change: Partial<DriverLicense> = {}) =>
  photo('driverLicense', { ...driverLicense, ...change });

export function open(...results: RecognizedPhoto[]) {
  let runs = 0;
  const form = createInstance(() => {
    const { rules: own } = require('../../miniprogram-sample/cards/rules');
    for (const kind of Object.keys(own)) {
      const rule = own[kind];
      own[kind] = (...given: unknown[]) => {
        runs += 1;
        return rule(...given);
      };
    }
    require('../../miniprogram-sample/components/license-form/license-form');
  });
  const view = () => form.data.view as FormView;
  const tap = (handler: string, dataset: object = {}) => form.call(handler, { dataset });
  form.set('kind', results[0]?.kind ?? 'vehicleLicense');
  form.set('results', results);
  return {
    ...form,
    view,
    tap,
    /** How often the rules were run meanwhile. */
    runsDuring(act: () => void): number {
      const before = runs;
      act();
      return runs - before;
    },
    row(field: string): Row {
      const rows = view().sections.flatMap((section) => section.rows);
      const found = rows.find((row) => row.field === field);
      if (!found) throw new Error(`no row for ${field}`);
      return found;
    },
    /** Opens a field and types, without leaving it. */
    type(field: string, ...parts: string[]) {
      tap('edit', { field });
      parts.forEach((value, index) => {
        form.call('onInput', { dataset: { field, index }, detail: { value } });
      });
    },
    write(field: string, ...parts: string[]) {
      this.type(field, ...parts);
      tap('finish');
    },
    confirmed(): ConfirmDetail {
      tap('confirm');
      const last = form.triggered.at(-1);
      if (last?.name !== 'confirm') throw new Error(`${last?.name} instead of confirm`);
      return last.detail as ConfirmDetail;
    },
  };
}

export const shown = (view: FormView) =>
  view.sections.map(({ title, rows }) => [title, rows.map((row) => `${row.label} ${row.shown}`)]);
