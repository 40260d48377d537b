import { parse } from 'protobufjs';
import type { OpenApiPair, OpenApiResponse } from '../live/wechat-client';

/**
 * The messages of `wx.openApi`, as far as they are used: field numbers read from the bundled code
 * of wx-server-sdk 4.0.2 (`CommApiData`, `CommOpenApiResp`).
 */
const { root } = parse(`
  syntax = "proto3";
  enum ApiType { OPEN_API = 0; INNER_API = 1; SVRKIT_API = 2; TOKEN_API = 3; }
  message KeyValuePair { string key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
  message OpenApiData { repeated KeyValuePair pairs = 1; }
  message CommApiData { ApiType apiType = 1; OpenApiData openapiData = 2; string appid = 6; }
  message CommOpenApiResp {
    bytes respData = 1; string contentType = 2; int32 errorCode = 3; uint32 httpCode = 4;
    int32 svrkitErrorCode = 6;
  }
`);
const requestType = root.lookupType('CommApiData');
const responseType = root.lookupType('CommOpenApiResp');

/** Throws where the bytes are not a `CommApiData` of an open API. */
export function parseOpenApiRequest(bytes: Uint8Array): OpenApiPair[] {
  const message = requestType.toObject(requestType.decode(bytes), {
    arrays: true,
    defaults: true,
  }) as { apiType: number; openapiData: { pairs: OpenApiPair[] } | null };
  if (message.apiType !== 0 || !message.openapiData) {
    throw new TypeError('only apiType OPEN_API is known');
  }
  return message.openapiData.pairs;
}

export function encodeOpenApiResponse(response: OpenApiResponse): Uint8Array {
  return responseType.encode(responseType.create(response)).finish();
}
