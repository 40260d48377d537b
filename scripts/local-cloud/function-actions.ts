import * as z from 'zod';
import { defineAction } from './action';
import { FunctionCallError } from './client-error';
import { TencentError } from './tencent-error';

/** By name on the wire. */
export const functionActions = {
  /** `cloud.callFunction` in a function: the event of the called one has no caller. */
  'functions.invokeFunction': defineAction(
    undefined,
    z.object({ function_name: z.string(), request_data: z.string() }),
    async ({ function_name, request_data }, { callFunction }) => {
      try {
        const { result } = await callFunction(function_name, JSON.parse(request_data || '{}'));
        return { response_data: JSON.stringify(result) };
      } catch (error) {
        if (!(error instanceof FunctionCallError)) throw error;
        const code =
          error.serviceCode === -504002 ? 'FUNCTIONS_EXECUTE_FAIL' : 'FUNCTIONS_REQUEST_FAIL';
        throw new TencentError(code, error.text);
      }
    },
  ),
};
