import type { Result } from '../../../cloudfunctions/shared/contract';
import type { RunStep } from '../wire';
import { element } from './dom';

interface StepView {
  step: RunStep;
  row: HTMLElement;
  name: HTMLElement;
  bar: HTMLElement;
  time: HTMLElement;
}

interface RunView {
  box: HTMLElement;
  list: HTMLElement;
  summary: HTMLElement;
  steps: Map<number, StepView>;
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

const maxRuns = 30;

/** Shows each run as a list of steps over a common time axis, newest run first. */
export function createRunsView(place: HTMLElement) {
  const runs = new Map<number, RunView>();
  const empty = element(
    'p',
    { class: 'empty' },
    '在手机里点“拍照识别”，拍一张样本：每一步都会显示在这里。',
    element(
      'span',
      { attributes: { lang: 'en' } },
      'Tap 拍照识别 in the phone and photograph a specimen: each step appears here.',
    ),
  );
  const list = element('div');
  place.replaceChildren(empty, list);

  function addRun(number: number): RunView {
    const summary = element('div', { class: 'run-summary' });
    const steps = element('ol', { class: 'steps' });
    const box = element('section', { class: 'run' }, summary, steps);
    const run: RunView = { box, list: steps, summary, steps: new Map() };
    runs.set(number, run);
    list.prepend(box);
    if (runs.size > maxRuns) {
      const oldest = Math.min(...runs.keys());
      runs.get(oldest)?.box.remove();
      runs.delete(oldest);
    }
    return run;
  }

  return {
    update(step: RunStep) {
      const run = runs.get(step.run) ?? addRun(step.run);
      const view = run.steps.get(step.id) ?? addStep(run, step);
      view.step = step;
      draw(run);
      // The page prepares by itself: nobody has photographed anything yet.
      if (step.source === 'page' && step.step !== 'prepare') empty.hidden = true;
    },
    clear() {
      runs.clear();
      list.replaceChildren();
      empty.hidden = false;
    },
  };
}

function addStep(run: RunView, step: RunStep): StepView {
  const [source, meaning] = sources[step.source];
  const name = element('span', { class: 'step-name' });
  const bar = element('i', {});
  const time = element('span', { class: 'time' });
  const json = element('pre', { class: 'json' });
  const detail = element(
    'div',
    { class: 'detail', attributes: { hidden: true } },
    element('p', { class: 'note' }, meaning),
    json,
  );
  const head = element(
    'button',
    {
      class: 'step-head',
      attributes: { 'aria-expanded': 'false' },
      onClick: () => {
        detail.hidden = !detail.hidden;
        head.setAttribute('aria-expanded', String(!detail.hidden));
        if (!detail.hidden) json.replaceChildren(...toJsonNodes(view.step.detail ?? {}));
      },
    },
    element('span', { class: `source ${step.source}`, attributes: { title: meaning } }, source),
    name,
    element('span', { class: 'track' }, bar),
    time,
  );
  const view = { step, row: element('li', { class: 'step' }, head, detail), name, bar, time };
  run.steps.set(step.id, view);
  run.list.append(view.row);
  return view;
}

function draw(run: RunView): void {
  const views = [...run.steps.values()];
  const lengthOf = ({ at, durationMs }: RunStep) => durationMs ?? Date.now() - at;
  const begin = Math.min(...views.map(({ step }) => step.at));
  const end = Math.max(...views.map(({ step }) => step.at + lengthOf(step)));
  const span = Math.max(1, end - begin);
  for (const { step, row, name, bar, time } of views) {
    row.dataset.state = step.state;
    name.textContent = step.step;
    bar.style.left = `${(100 * (step.at - begin)) / span}%`;
    bar.style.width = `${Math.max(1, (100 * lengthOf(step)) / span)}%`;
    time.textContent =
      step.state === 'running' ? progressOf(step) : `${Math.round(lengthOf(step))} ms`;
  }
  drawSummary(
    run,
    views.map(({ step }) => step),
    Math.round(span),
  );
}

function progressOf({ detail }: RunStep): string {
  const { sent, bytes } = (detail ?? {}) as { sent?: number; bytes?: number };
  return sent !== undefined && bytes ? `${Math.floor((100 * sent) / bytes)}%` : '…';
}

interface CallDetail {
  name?: string;
  event?: unknown;
  result?: Result<object>;
  error?: { errCode: number; errMsg: string };
}

function drawSummary(run: RunView, steps: RunStep[], spanMs: number): void {
  const call = steps.find(({ step }) => step === 'callFunction' || step === 'prepare');
  const { name, event, result, error } = (call?.detail ?? {}) as CallDetail;
  const title = call?.step === 'prepare' ? 'prepare' : call ? 'recognize' : steps[0]?.step;
  const outcome = error ? `${error.errCode}` : result ? outcomeOf(result) : '';
  const isRunning = steps.some(({ state }) => state === 'running');
  const state = isRunning ? 'running' : call?.state === 'failed' ? 'failed' : 'done';
  run.box.dataset.state = state;
  run.summary.replaceChildren(
    element('strong', {}, `${title}${name ? ` · ${name}` : ''}`),
    element('span', { class: 'outcome' }, outcome),
    element('span', { class: 'time' }, `${spanMs} ms`),
  );
  if (title === 'prepare' || (!result && !error)) return;
  if (run.box.querySelector('.exchange')) return;
  run.box.append(
    element(
      'div',
      { class: 'exchange' },
      jsonBox('event 事件', event),
      jsonBox(error ? 'error 平台错误' : 'result 结果', error ?? result),
    ),
  );
}

function outcomeOf(result: Result<object>): string {
  if (!result.ok) return `${result.reason} ${result.errCode}`;
  // Of prepare's result neither is there.
  const { warnings: { length = 0 } = {}, photo = 'none' } = result as Partial<typeof result>;
  const doubts = length > 0 && `${length} ${length > 1 ? 'warnings' : 'warning'}`;
  return ['ok', doubts, photo !== 'none' && `photo ${photo}`].filter(Boolean).join(' · ');
}

function jsonBox(title: string, value: unknown): HTMLElement {
  const copy = element(
    'button',
    {
      class: 'quiet',
      onClick: () => {
        void navigator.clipboard.writeText(JSON.stringify(value, undefined, 2));
        copy.textContent = 'copied 已复制';
      },
    },
    'copy 复制',
  );
  return element(
    'details',
    { attributes: { open: true } },
    element('summary', {}, title),
    copy,
    element('pre', { class: 'json' }, ...toJsonNodes(value)),
  );
}

/** JSON with its parts in colour. */
function toJsonNodes(value: unknown): (Node | string)[] {
  const text = JSON.stringify(value, undefined, 2) ?? '';
  const nodes: (Node | string)[] = [];
  let last = 0;
  for (const match of text.matchAll(
    /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null|-?\d[\d.eE+-]*)\b/g,
  )) {
    nodes.push(text.slice(last, match.index));
    const kind = match[1] === undefined ? 'literal' : match[2] ? 'key' : 'text';
    nodes.push(element('span', { class: kind }, match[1] ?? match[0]), match[2] ?? '');
    last = match.index + match[0].length;
  }
  nodes.push(text.slice(last));
  return nodes;
}
