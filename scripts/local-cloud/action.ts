import * as z from 'zod';
import type { WechatApiName } from '../cards';
import type { OpenApiPair, OpenApiResponse } from '../live/wechat-client';
import type { LocalDatabase } from './database';
import type { Fault, FaultStage } from './faults';
import type { LocalStorage } from './storage';
import { TencentError } from './tencent-error';
import type { FunctionCall } from './types';

/** The cloud around one request. */
export interface ActionContext {
  storage: LocalStorage;
  database: LocalDatabase;
  /** In the name of nobody. */
  callFunction(name: string, event: unknown): Promise<FunctionCall>;
  callWechat(api: WechatApiName, pairs: OpenApiPair[]): Promise<OpenApiResponse>;
  /** What the function's own config.json lists. */
  permissions(): Promise<string[]>;
  /** Whether this is the token of an event that a Mini Program's user caused. */
  isCallerToken(token: string): boolean;
  /** What this action has to bring about itself. */
  fault: Fault | undefined;
  /** Puts a detail into the trace. */
  note(detail: unknown): void;
}

/** One operation of the gateway: what it takes, and what it answers as `data`. */
export interface Action {
  stage: FaultStage | undefined;
  run(params: unknown, context: ActionContext): unknown;
}

export function defineAction<Schema extends z.ZodType>(
  stage: FaultStage | undefined,
  schema: Schema,
  run: (params: z.infer<Schema>, context: ActionContext) => unknown,
): Action {
  return {
    stage,
    run(params, context) {
      const parsed = schema.safeParse(params);
      if (!parsed.success) throw new TencentError('INVALID_PARAM', z.prettifyError(parsed.error));
      return run(parsed.data, context);
    },
  };
}
