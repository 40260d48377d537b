import { memo, useState } from 'hono/jsx/dom';
import type { Result } from '../../../cloudfunctions/shared/contract';
import type { RunStep } from '../wire';

/** The steps of one run, by their number. */
export type Run = ReadonlyMap<number, RunStep>;

export type Runs = ReadonlyMap<number, Run>;

const maxRuns = 30;

export function withStep(runs: Runs, step: RunStep): Runs {
  const run = new Map(runs.get(step.run)).set(step.id, step);
  return new Map([...new Map(runs).set(step.run, run)].slice(-maxRuns));
}

const sources: Record<RunStep['source'], readonly [name: string, meaning: string]> = {
  page: ['page 页面', '小程序页面的代码。The code of the Mini Program page.'],
  function: ['function 云函数', '云端运行的云函数。The function that runs in the cloud.'],
  gateway: [
    'gateway 网关',
    '云函数与微信之间的云调用网关：查验权限，再把调用转给微信。Between function and WeChat: it checks the permission and passes the call on.',
  ],
  storage: ['storage 云存储', '照片暂存的地方。Where the photo lies until it is deleted.'],
  wechat: [
    'WeChat 微信',
    '微信的识别接口；没有 --live 时由本机代替。WeChat’s own API; without --live this machine stands in.',
  ],
};

/** Each run as a list of steps over a common time axis, newest run first. */
export function RunList({ runs }: { runs: Runs }) {
  // The page prepares by itself: nobody has photographed anything yet.
  const hasBegun = [...runs.values()].some((run) =>
    [...run.values()].some(({ source, step }) => source === 'page' && step !== 'prepare'),
  );
  return (
    <div class="runs" aria-live="polite">
      <p class="empty" hidden={hasBegun}>
        在手机里点“拍照识别”，拍一张样本：每一步都会显示在这里。
        <span lang="en">
          Tap 拍照识别 in the phone and photograph a specimen: each step appears here.
        </span>
      </p>
      {[...runs].reverse().map(([number, run]) => (
        <RunView key={number} run={run} />
      ))}
    </div>
  );
}

interface CallDetail {
  name?: string;
  event?: unknown;
  result?: Result<object>;
  error?: { errCode: number; errMsg: string };
}

const RunView = memo(({ run }: { run: Run }) => {
  const steps = [...run.values()];
  const begin = Math.min(...steps.map(({ at }) => at));
  const spanMs = Math.max(1, ...steps.map((step) => step.at + lengthOf(step) - begin));
  const call = steps.find(({ step }) => step === 'callFunction' || step === 'prepare');
  const { name, event, result, error } = (call?.detail ?? {}) as CallDetail;
  const title = call?.step === 'prepare' ? 'prepare' : call ? 'recognize' : steps[0]?.step;
  const isRunning = steps.some(({ state }) => state === 'running');
  const state = isRunning ? 'running' : call?.state === 'failed' ? 'failed' : 'done';
  return (
    <section class="run" data-state={state}>
      <div class="run-summary">
        <strong>{`${title}${name ? ` · ${name}` : ''}`}</strong>
        <span class="outcome">{error ? error.errCode : result && outcomeOf(result)}</span>
        <span class="time">{`${Math.round(spanMs)} ms`}</span>
      </div>
      <ol class="steps">
        {steps.map((step) => (
          <StepView key={step.id} step={step} begin={begin} spanMs={spanMs} />
        ))}
      </ol>
      {title !== 'prepare' && (result || error) && (
        <div class="exchange">
          <JsonBox title="event 事件" value={event} />
          <JsonBox title={error ? 'error 平台错误' : 'result 结果'} value={error ?? result} />
        </div>
      )}
    </section>
  );
});

function lengthOf({ at, durationMs }: RunStep): number {
  return durationMs ?? Date.now() - at;
}

function StepView({ step, begin, spanMs }: { step: RunStep; begin: number; spanMs: number }) {
  const [isOpen, open] = useState(false);
  const [source, meaning] = sources[step.source];
  const left = `${(100 * (step.at - begin)) / spanMs}%`;
  const width = `${Math.max(1, (100 * lengthOf(step)) / spanMs)}%`;
  return (
    <li class="step" data-state={step.state}>
      <button
        type="button"
        class="step-head"
        aria-expanded={String(isOpen)}
        onClick={() => open(!isOpen)}
      >
        <span class={`source ${step.source}`} title={meaning}>
          {source}
        </span>
        <span class="step-name">{step.step}</span>
        <span class="track">
          <i style={{ left, width }} />
        </span>
        <span class="time">
          {step.state === 'running' ? progressOf(step) : `${Math.round(lengthOf(step))} ms`}
        </span>
      </button>
      {isOpen && (
        <div class="detail">
          <p class="note">{meaning}</p>
          <Json value={step.detail ?? {}} />
        </div>
      )}
    </li>
  );
}

function progressOf({ detail }: RunStep): string {
  const { sent, bytes } = (detail ?? {}) as { sent?: number; bytes?: number };
  return sent !== undefined && bytes ? `${Math.floor((100 * sent) / bytes)}%` : '…';
}

function outcomeOf(result: Result<object>): string {
  if (!result.ok) return `${result.reason} ${result.errCode}`;
  // Of prepare's result neither is there.
  const { warnings: { length = 0 } = {}, photo = 'none' } = result as Partial<typeof result>;
  const doubts = length > 0 && `${length} ${length > 1 ? 'warnings' : 'warning'}`;
  return ['ok', doubts, photo !== 'none' && `photo ${photo}`].filter(Boolean).join(' · ');
}

function JsonBox({ title, value }: { title: string; value: unknown }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(JSON.stringify(value, undefined, 2));
    setCopied(true);
  };
  return (
    <details open>
      <summary>{title}</summary>
      <button type="button" class="quiet" onClick={copy}>
        {isCopied ? 'copied 已复制' : 'copy 复制'}
      </button>
      <Json value={value} />
    </details>
  );
}

/** JSON with its parts in colour. */
function Json({ value }: { value: unknown }) {
  const text = JSON.stringify(value, undefined, 2) ?? '';
  const parts = text.split(/("(?:\\.|[^"\\])*"(?:\s*:)?|\b(?:true|false|null|-?\d[\d.eE+-]*)\b)/);
  return (
    <pre class="json">
      {parts.map((part, index) => {
        // Every other part is what the expression above has found.
        if (index % 2 === 0) return part;
        const kind = part.startsWith('"') ? (part.endsWith(':') ? 'key' : 'text') : 'literal';
        return <span class={kind}>{part}</span>;
      })}
    </pre>
  );
}
