import type { VehicleLicense } from '../shared/cards/vehicleLicense';
import type { PrepareResult, Result } from '../shared/contract';
import { createRecognizer } from '../shared/handler';
import { toVehicleLicense } from './license';

const recognize = createRecognizer('vehicleLicense', toVehicleLicense);

export async function main(
  event: unknown,
  context: unknown,
): Promise<Result<VehicleLicense> | PrepareResult> {
  const result = await recognize(event, context);
  // The place for your own code, such as storing the licence in a database: here the fields come
  // from WeChat, while what a page sends later may have been edited by its user.
  // if (result.ok && 'license' in result) await save(result.license);
  return result;
}
