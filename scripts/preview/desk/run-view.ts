import type { RunStep } from '../wire';
import { element } from './dom';

interface StepView {
  row: HTMLElement;
  bar: HTMLElement;
  time: HTMLElement;
}

interface RunView {
  box: HTMLElement;
  list: HTMLElement;
  summary: HTMLElement;
  steps: Map<number, RunStep>;
  views: Map<number, StepView>;
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
export interface RunsView {
  update(step: RunStep): void;
  clear(): void;
}

export function createRunsView(place: HTMLElement): RunsView {
  const runs = new Map<number, RunView>();
  const empty = element(
    'p',
    { class: 'empty' },
    '在手机里拍一张样本，这里会显示每一步。Photograph a specimen in the phone: each step appears here.',
  );
  place.replaceChildren(empty);

  function runOf(step: RunStep): RunView {
    const known = runs.get(step.run);
    if (known) return known;
    const summary = element('div', { class: 'run-summary' });
    const list = element('ol', { class: 'steps' });
    const box = element(
      'section',
      { class: 'run', attributes: { 'data-run': String(step.run) } },
      summary,
      list,
    );
    const run: RunView = { box, list, summary, steps: new Map(), views: new Map() };
    runs.set(step.run, run);
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
    update(step) {
      const run = runOf(step);
      run.steps.set(step.id, step);
      if (!run.views.has(step.id)) {
        const view = createStepView(() => run.steps.get(step.id) as RunStep);
        run.views.set(step.id, view);
        run.list.append(view.row);
      }
      draw(run);
    },
    clear() {
      runs.clear();
      place.replaceChildren(empty);
    },
  };
}

function createStepView(current: () => RunStep): StepView {
  const bar = element('i', {});
  const time = element('span', { class: 'time' });
  const detail = element('pre', { class: 'json', attributes: { hidden: true } });
  const { source, step } = current();
  const head = element(
    'button',
    {
      class: 'step-head',
      attributes: { 'aria-expanded': 'false' },
      onClick: () => {
        detail.hidden = !detail.hidden;
        head.setAttribute('aria-expanded', String(!detail.hidden));
        if (!detail.hidden) detail.replaceChildren(...toJsonNodes(current().detail ?? {}));
      },
    },
    element('span', { class: `source ${source}` }, sourceNames[source]),
    element('span', { class: 'step-name' }, step),
    element('span', { class: 'track' }, bar),
    time,
  );
  return { row: element('li', { class: 'step' }, head, detail), bar, time };
}

function draw(run: RunView): void {
  const steps = [...run.steps.values()];
  const begin = Math.min(...steps.map(({ at }) => at));
  const end = Math.max(...steps.map(({ at, durationMs }) => at + (durationMs ?? Date.now() - at)));
  const span = Math.max(1, end - begin);
  for (const step of steps) {
    const view = run.views.get(step.id) as StepView;
    const durationMs = step.durationMs ?? Date.now() - step.at;
    view.row.dataset.state = step.state;
    view.bar.style.left = `${(100 * (step.at - begin)) / span}%`;
    view.bar.style.width = `${Math.max(1, (100 * durationMs) / span)}%`;
    view.time.textContent =
      step.state === 'running' ? progressOf(step) : `${Math.round(durationMs)} ms`;
    const name = view.row.querySelector('.step-name');
    if (name) name.textContent = step.step;
  }
  drawSummary(run, steps, Math.round(span));
}

function progressOf({ detail }: RunStep): string {
  const { sent, bytes } = (detail ?? {}) as { sent?: number; bytes?: number };
  return sent !== undefined && bytes ? `${Math.floor((100 * sent) / bytes)}%` : '…';
}

interface CallDetail {
  name?: string;
  event?: unknown;
  result?: {
    ok?: boolean;
    reason?: string;
    errCode?: number;
    warnings?: unknown[];
    photo?: string;
  };
  error?: { errCode: number; errMsg: string };
}

function drawSummary(run: RunView, steps: RunStep[], spanMs: number): void {
  const call = steps.find(({ step }) => step === 'callFunction' || step === 'prepare');
  const { name, event, result, error } = (call?.detail ?? {}) as CallDetail;
  const title =
    call?.step === 'prepare'
      ? 'prepare'
      : steps.length > 0 && !call
        ? (steps[0] as RunStep).step
        : 'recognize';
  const outcome = error
    ? `${error.errCode}`
    : result?.ok === false
      ? `${result.reason} ${result.errCode}`
      : result?.ok
        ? `ok${result.warnings?.length ? ` · ${result.warnings.length} warning${result.warnings.length > 1 ? 's' : ''}` : ''}${result.photo && result.photo !== 'none' ? ` · photo ${result.photo}` : ''}`
        : '';
  const state = steps.some(({ state }) => state === 'running')
    ? 'running'
    : call?.state === 'failed'
      ? 'failed'
      : 'done';
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
