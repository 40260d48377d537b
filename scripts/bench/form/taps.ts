import type { LicenseKind, LicenseOf, Success } from '../../../cloudfunctions/shared/contract';
import { rules, todayInChina } from '../../../miniprogram-sample/cards/rules';
import { createForm, type Form } from '../../../miniprogram-sample/components/license-form/form';

const answers: Partial<Record<LicenseKind, Record<string, string>>> = {
  vehicleLicense: {
    plate_num: '粤B12345',
    vehicle_type: '小型轿汽车',
    owner: '样本',
    vin: 'LSVAA4180E2OOOOO5',
    register_date: '2018-07-06',
    issue_date: '2018-07-01',
    plate_num_b: '粤B54321',
    total_quality: '1420kg',
    prepare_quality: '1845kg',
  },
  driverLicense: {
    id_num: '440300199001010016',
    name: '样本',
    sex: '女',
    birth_date: '1991-01-01',
    issue_date: '1980-01-01',
    valid_from: '2019-01-01',
    valid_to: '2011-01-01',
  },
};

const taps: Record<string, (form: Form, round: number, field: string, doubted: string) => void> = {
  'typing and 完成': (form, round, field) => form.edit(field, `样本${round}`),
  确认无误: (form, _round, _field, doubted) => form.settle(doubted),
  'the eye': (form, _round, field) => form.toggleMask(field),
};

/** For each tap on a form with doubts: how often it runs the rules at most, and its CPU time with the view's. */
export function measureTaps() {
  return Object.entries(answers).flatMap(([name, answer]) => {
    const kind = name as LicenseKind;
    const rule = rules[kind];
    const read = rule(answer, todayInChina(Date.now()));
    if (!read) throw new Error('nothing is read');
    let runs = 0;
    Object.assign(rules, {
      [kind](...given: Parameters<typeof rule>) {
        runs += 1;
        return rule(...given);
      },
    });
    const result = { ...read, ok: true, errCode: 0, errMsg: 'ok', photo: 'none' } as const;
    const form = createForm(kind);
    form.setPhotos([{ kind, result: result as Success<LicenseOf[LicenseKind]> }]);
    const field = kind === 'driverLicense' ? 'name' : 'owner';
    const doubted = read.warnings[0]?.field ?? '';
    return Object.entries(taps).map(([tap, act]) => {
      const rounds = 300;
      let mostRuns = 0;
      const started = process.cpuUsage();
      for (let round = 0; round < rounds; round++) {
        runs = 0;
        act(form, round, field, doubted);
        JSON.stringify([form.view(), form.confirmation()]);
        mostRuns = Math.max(mostRuns, runs);
      }
      const { user, system } = process.cpuUsage(started);
      const cpuMs = Number(((user + system) / 1000 / rounds).toFixed(2));
      return { kind, tap, doubts: read.warnings.length, ruleRuns: mostRuns, cpuMs };
    });
  });
}
