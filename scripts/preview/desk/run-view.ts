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

const sourceNames: Record<RunStep['source'], string> = {
  page: 'page 页面',
  function: 'function 云函数',
  gateway: 'gateway 网关',
  storage: 'storage 云存储',
  wechat: 'WeChat 微信',
};

const maxRuns = 30;

/** Shows each run as a list of steps over a common time axis, newest run first. */
export function createRunsView(place: HTMLElement) {
  const runs = new Map<number, RunView>();
  const empty = element(
    'p',
    { class: 'empty' },
    '在手机里拍一张样本，这里会显示每一步。Photograph a specimen in the phone: each step appears here.',
  );
  place.replaceChildren(empty);

  function addRun(number: number): RunView {
    const summary = element('div', { class: 'run-summary' });
    const list = element('ol', { class: 'steps' });
    const box = element('section', { class: 'run' }, summary, list);
    const run: RunView = { box, list, summary, steps: new Map() };
    runs.set(number, run);
    empty.remove();
    place.prepend(box);
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
    },
    clear() {
      runs.clear();
      place.replaceChildren(empty);
    },
  };
}

function addStep(run: RunView, step: RunStep): StepView {
  const name = element('span', { class: 'step-name' });
  const bar = element('i', {});
  const time = element('span', { class: 'time' });
  const detail = element('pre', { class: 'json', attributes: { hidden: true } });
  const head = element(
    'button',
    {
      class: 'step-head',
      attributes: { 'aria-expanded': 'false' },
      onClick: () => {
        detail.hidden = !detail.hidden;
        head.setAttribute('aria-expanded', String(!detail.hidden));
        if (!detail.hidden) detail.replaceChildren(...toJsonNodes(view.step.detail ?? {}));
      },
    },
    element('span', { class: `source ${step.source}` }, sourceNames[step.source]),
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
