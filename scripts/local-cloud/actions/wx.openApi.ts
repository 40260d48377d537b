import * as z from 'zod';
import { isWechatApi } from '../../cards';
import {
  encodeOpenApiResponse,
  type OpenApiPair,
  type OpenApiResponse,
  parseOpenApiRequest,
} from '../open-api-messages';
import { TencentError } from '../tencent-error';
import { type ActionContext, defineAction } from './action';

const ParamsSchema = z.object({
  apiName: z.string(),
  wxCloudApiToken: z.string().default(''),
  requestData: z.instanceof(Uint8Array),
});

/** `cloud.openapi.…`: the answer is protobuf. */
export const openApi = defineAction('ocr', ParamsSchema, async (params, context) => {
  const response = await callOpenApi(params, context);
  if (response.errorCode && response.errorCode !== apiMissing) context.note(response.errorCode);
  return encodeOpenApiResponse(response);
});

async function callOpenApi(
  { apiName, wxCloudApiToken, requestData }: z.infer<typeof ParamsSchema>,
  context: ActionContext,
): Promise<OpenApiResponse> {
  if (context.fault?.kind === 'gateway-error') return { errorCode: context.fault.errorCode };
  if (!isWechatApi(apiName)) return unknownApi(apiName, context);
  if (!(await context.permissions()).includes(apiName)) return { errorCode: -604101 };
  if (!context.isCallerToken(wxCloudApiToken)) return { errorCode: -604104 };
  let pairs: OpenApiPair[];
  try {
    pairs = parseOpenApiRequest(requestData);
  } catch (error) {
    throw new TencentError('INVALID_PARAM', `requestData: ${String(error)}`);
  }
  return context.callWechat(apiName, pairs);
}

const apiMissing = -604100;

/** The function says what would help in the cloud; here it is another thing. */
function unknownApi(apiName: string, { note }: ActionContext): OpenApiResponse {
  const [, kind] = /^ocr\.(\w+)$/.exec(apiName) ?? [];
  const advice = kind && `nothing here reads ${apiName}: write scripts/cards/${kind}.ts`;
  note([apiMissing, advice].filter(Boolean).join(' '));
  return { errorCode: apiMissing };
}
