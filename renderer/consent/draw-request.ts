/** One request on the screen, and the three answers to it. */
import type { ConsentApi, Hold, PopupDecision, PopupState } from '../../src/shared/ipc.ts';
import { createCountdown } from './countdown.ts';
import { element } from './element.ts';
import { claims, details, seen } from './evidence.ts';
import type { InputGuard } from './input-guard.ts';
import { createQuestions } from './questions.ts';
import { codePlace, summary, title, WORDS } from './words.ts';

type RequestState = Extract<PopupState, { kind: 'request' }>;
type Deps = { readonly api: ConsentApi; readonly guard: InputGuard; readonly measure: () => void };

/** What is on the screen now, for whoever hears of keys and disturbances. */
export type Drawn = {
  readonly content: readonly HTMLElement[];
  /** The guard began or is over, or the window hangs over the edge. */
  readonly refresh: (hold?: Hold) => void;
  readonly deny: (event: UIEvent) => void;
  readonly remove: () => void;
};

export function drawRequest({ drawing, request, note, hold: held }: RequestState, { api, guard, measure }: Deps): Drawn {
  let hold = held;
  let busy = false;
  const isAsking = request.stage === 'asking';
  const questions = createQuestions(request, refresh);
  const why = element('p', { id: 'why', class: 'why', role: 'status' });
  const [notAsked, deny, allow] = [WORDS.notAsked, WORDS.deny, WORDS.allow].map((label) => element('button', { type: 'button' }, label)) as [
    HTMLButtonElement,
    HTMLButtonElement,
    HTMLButtonElement,
  ];
  notAsked.className = 'quiet';
  allow.className = 'allow';
  allow.setAttribute('aria-describedby', 'why');
  const countdown = createCountdown({ time: request, extend: () => api.extend(drawing), onChange: measure });

  function reason(): string {
    if (!isAsking) return '';
    if (!questions.isAnswerable()) return WORDS.nothingTicked;
    return hold === 'off-screen' ? WORDS.offScreen : '';
  }

  function refresh(next: Hold = hold): void {
    hold = next;
    const off = busy || !guard.isOver();
    // Not `disabled`: the focus would be lost each time the guard begins anew.
    for (const button of [notAsked, deny]) button.setAttribute('aria-disabled', String(off));
    allow.setAttribute('aria-disabled', String(off || reason() !== ''));
    allow.textContent = questions.allowLabel();
    if (why.textContent !== reason()) {
      why.textContent = reason();
      measure();
    }
  }

  async function answer(event: UIEvent, decision: PopupDecision): Promise<void> {
    if (busy || !guard.admits(event)) return;
    busy = true;
    refresh();
    const taken = await api.answer(drawing, decision).catch(() => false);
    if (taken) return;
    busy = false;
    guard.restart();
  }

  const sayNo = (event: UIEvent) => void answer(event, { answer: 'deny', notAsked: false });
  notAsked.addEventListener('click', (event) => void answer(event, { answer: 'deny', notAsked: true }));
  deny.addEventListener('click', sayNo);
  allow.addEventListener('click', (event) => {
    if (reason() !== '') return;
    void answer(event, { answer: 'allow', scopes: questions.scopes(), for: questions.duration(), compartment: questions.compartment() });
  });
  refresh();

  const body = element(
    'div',
    { class: 'body' },
    request.test ? element('p', { class: 'test' }, WORDS.test) : null,
    element('h1', { id: 'title', tabindex: -1 }, title(request)),
    element('p', { id: 'summary', class: 'spoken' }, summary(request)),
    note === null ? null : element('p', { class: 'note', role: 'status' }, note),
    claims(request),
    seen(request),
    details(request),
    ...(isAsking ? questions.parts : [element('p', { class: 'soft' }, WORDS.announced)]),
  );
  const code = element('p', { class: 'code' }, 'Code ', element('strong', {}, request.code), `${codePlace(request)} `);
  const foot = element(
    'div',
    { class: 'foot' },
    element('div', { class: 'line' }, code, countdown.text),
    countdown.offer,
    countdown.aloud,
    why,
    element('div', { class: 'buttons' }, notAsked, element('div', { class: 'answers' }, deny, isAsking ? allow : null)),
  );
  return { content: [body, foot], refresh, deny: sayNo, remove: countdown.stop };
}
