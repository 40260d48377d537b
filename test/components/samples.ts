import type { DriverLicense } from '../../cloudfunctions/shared/cards/driverLicense';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { Failure, Reason, Success } from '../../cloudfunctions/shared/contract';
import { absentVehicle } from '../helpers/licenses';

/** Invented throughout. */
export const vehicleLicense: VehicleLicense = {
  plateNum: '粤B12345',
  vehicleType: '小型普通客车',
  owner: '样本',
  addr: '广东省样本市样本路 1 号',
  useCharacter: '非营运',
  model: '样本牌YB1234',
  vin: 'LSVAA4180E2000005',
  engineNum: 'YB1234567',
  registerDate: '2018-07-06',
  issueDate: '2018-07-06',
  plateNumB: '粤B12345',
  record: '440000000000',
  passengersNum: 7,
  totalQuality: 2700,
  prepareQuality: 1995,
  leadQuality: null,
  overallSize: { length: 4582, width: 1795, height: 1458 },
  cardPositionFront: null,
  cardPositionBack: null,
  imgSize: { w: 1200, h: 900 },
};

export const mainPage: VehicleLicense = {
  ...vehicleLicense,
  plateNumB: null,
  record: null,
  passengersNum: null,
  totalQuality: null,
  prepareQuality: null,
  overallSize: null,
};

/** As the function reads it: the plate of 主页 is taken over from 副页. */
export const secondPage: VehicleLicense = {
  ...absentVehicle,
  plateNum: '粤B12345',
  plateNumB: '粤B12345',
  record: '440000000000',
  passengersNum: 7,
  totalQuality: 2700,
  prepareQuality: 1995,
  overallSize: { length: 4582, width: 1795, height: 1458 },
  imgSize: { w: 800, h: 600 },
};

export const driverLicense: DriverLicense = {
  idNum: '440300199001010016',
  name: '样本',
  sex: '男',
  nationality: '中国',
  address: '广东省样本市样本路 1 号',
  birthDate: '1990-01-01',
  issueDate: '2012-12-21',
  carClass: 'C1D',
  carClasses: ['C1', 'D'],
  validFrom: '2018-12-21',
  validTo: '长期',
  officialSeal: '样本市公安局交通警察支队',
};

export function success<License>(license: License): Success<License> {
  return { ok: true, errCode: 0, errMsg: 'ok', license, warnings: [], extra: {}, photo: 'deleted' };
}

export function failure(reason: Reason, change: Partial<Failure> = {}): Failure {
  return {
    ok: false,
    errCode: -1,
    errMsg: `${reason} for the developer`,
    reason,
    retryable: false,
    photo: 'deleted',
    ...change,
  };
}

/** How a phone rejects a failed `callFunction`: -1 whatever happened, and a trace behind the text. */
export function callError(message: string): Error & { errCode: number; errMsg: string } {
  const errMsg = `cloud.callFunction:fail ${message} (callId: 1663981981628-0.32650654948825886) (trace: 9:13:1 start->9:13:1 app show->9:13:2 system error (${message}), abort)`;
  return Object.assign(new Error(errMsg), { errCode: -1, errMsg });
}
