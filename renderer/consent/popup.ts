/** The popup: draws what it is told, guards its buttons, sends one answer. No framework, no dependency, no state beside the drawing. */
import type { ConsentApi, PopupState } from '../../src/shared/ipc.ts';
import { type Drawn, drawRequest } from './draw-request.ts';
import { element } from './element.ts';
import { createInputGuard } from './input-guard.ts';

function start(api: ConsentApi): void {
  const box = element('div', { class: 'dialog', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'title', 'aria-describedby': 'summary' });
  document.body.append(element('main', {}, box));
  let drawn: Drawn | null = null;
  let drawing = 0;
  const guard = createInputGuard(document, () => drawn?.refresh());

  /** The height that the content wants, whatever the window gives it. */
  function measure(): void {
    const parts = [...box.children].map((part) => part.scrollHeight);
    void api.fit(parts.reduce((sum, height) => sum + height, 0) + 1);
  }

  function draw(state: PopupState): void {
    // The first answer and a change can cross.
    if (state.drawing <= drawing) return;
    drawing = state.drawing;
    drawn?.remove();
    drawn = state.kind === 'request' ? drawRequest(state, { api, guard, measure }) : null;
    box.replaceChildren(...(drawn?.content ?? ended(state)));
    guard.restart();
    document.getElementById('title')?.focus();
    measure();
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') drawn?.deny(event);
  });
  document.addEventListener('visibilitychange', () => void api.seen(document.visibilityState === 'visible'));
  // Opened and closed by the person: another height.
  box.addEventListener('toggle', measure, true);
  api.onChanged(draw);
  api.onGuard((hold) => {
    guard.restart();
    drawn?.refresh(hold);
  });
  void api.state().then(draw);
}

function ended(state: PopupState): readonly HTMLElement[] {
  return state.kind === 'ended' ? [element('div', { class: 'body ended' }, element('h1', { id: 'title', tabindex: -1 }, state.line))] : [];
}

declare global {
  interface Window {
    readonly gatehouse: ConsentApi;
  }
}

start(window.gatehouse);
