import * as z from 'zod';
import { isWechatApi } from '../cards';
import type { OpenApiPair, OpenApiResponse } from '../live/wechat-client';
import { type ActionContext, defineAction } from './action';
import { encodeOpenApiResponse, parseOpenApiRequest } from './open-api-messages';
import { leftOut, TencentError } from './tencent-error';

const ParamsSchema = z.object({
  apiName: z.string(),
  wxCloudApiToken: z.string().default(''),
  requestData: z.instanceof(Uint8Array),
});

/** By name on the wire. `cloud.openapi.…`: the answer is protobuf. */
export const openApiActions = {
  'wx.openApi': defineAction('ocr', ParamsSchema, async (params, context) => {
    const response = await callOpenApi(params, context);
    if (response.errorCode && response.errorCode !== apiMissing) context.note(response.errorCode);
    return encodeOpenApiResponse(response);
  }),
};

async function callOpenApi(
  { apiName, wxCloudApiToken, requestData }: z.infer<typeof ParamsSchema>,
  context: ActionContext,
): Promise<OpenApiResponse> {
  if (context.fault?.kind === 'gateway-error') return { errorCode: context.fault.errorCode };
  if (!apiName.startsWith('ocr.')) throw leftOut(`cloud.openapi.${apiName}`);
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
  const kind = apiName.slice('ocr.'.length);
  note(`${apiMissing} nothing here reads ${apiName}: write scripts/cards/${kind}.ts`);
  return { errorCode: apiMissing };
}
