/** What the person can choose: permissions, time, memories. */
import { compartmentLines, compartmentWords } from '../../src/shared/compartment-words.ts';
import type { Scope } from '../../src/shared/scopes.ts';
import type { DurationLine, RequestView } from '../../src/shared/views.ts';
import { allowLabel, ticked, toggled } from './choices.ts';
import { element } from './element.ts';
import { list } from './evidence.ts';
import { WORDS } from './words.ts';

export type Questions = {
  readonly parts: readonly HTMLElement[];
  readonly scopes: () => Scope[];
  readonly duration: () => DurationLine['duration'] | null;
  readonly compartment: () => string;
  readonly allowLabel: () => string;
  /** Whether there is anything to allow. */
  readonly isAnswerable: () => boolean;
};

/** @param onChange called when something else is chosen */
export function createQuestions(request: RequestView, onChange: () => void): Questions {
  const { permissions, durations, compartments, alreadyAllowed, kind, call } = request;
  let ticks = ticked(permissions);
  const boxes = permissions.map(({ scope }) => element('input', { type: 'checkbox', value: scope }));
  const times = durations.map(({ duration, chosen }) => element('input', { type: 'radio', name: 'duration', value: duration, checked: chosen }));
  const places = element('select', { id: 'compartment' }, ...compartments.map((each) => element('option', { value: each.id }, compartmentWords(each))));

  function show(): void {
    for (const [index, box] of boxes.entries()) box.checked = ticks[index] === true;
    onChange();
  }
  for (const [index, box] of boxes.entries()) {
    box.addEventListener('change', () => {
      ticks = toggled(ticks, index);
      show();
    });
  }
  for (const [index, box] of boxes.entries()) box.checked = ticks[index] === true;

  return {
    parts: [
      ...(alreadyAllowed.length === 0 || kind !== 'widening'
        ? []
        : [element('details', {}, element('summary', {}, WORDS.already), list(alreadyAllowed, 'facts'))]),
      ...(call === null ? [] : [callPart(call)]),
      ...(boxes.length === 0
        ? []
        : [
            group(
              WORDS.may,
              boxes,
              permissions.map(({ sentence }) => sentence),
            ),
          ]),
      ...(times.length === 0
        ? []
        : [
            group(
              WORDS.stay,
              times,
              durations.map(({ sentence }) => sentence),
            ),
          ]),
      ...(compartments.length === 1 ? compartmentLines(request).map((line) => element('p', {}, line)) : []),
      ...(compartments.length < 2 || kind !== 'connection'
        ? []
        : [element('p', { class: 'field' }, element('label', { for: 'compartment' }, WORDS.memories), places)]),
    ],
    scopes: () => permissions.filter((_, index) => ticks[index]).map(({ scope }) => scope),
    duration: () => durations[times.findIndex(({ checked }) => checked)]?.duration ?? null,
    compartment: () => (compartments.length < 2 ? (compartments[0]?.id ?? '') : places.value),
    allowLabel: () => allowLabel(request, ticks),
    isAnswerable: () => call !== null || ticks.includes(true),
  };
}

function group(name: string, inputs: readonly HTMLInputElement[], sentences: readonly string[]): HTMLElement {
  const lines = inputs.map((input, index) => element('label', {}, input, element('span', {}, sentences[index] ?? '')));
  const inRow = inputs[0]?.type === 'radio' ? 'choices' : 'lines';
  return element('fieldset', {}, element('legend', {}, name), element('div', { class: inRow }, ...lines));
}

function callPart({ sentence, conditions, samples, count }: NonNullable<RequestView['call']>): HTMLElement {
  const rest = count - samples.length;
  return element(
    'section',
    { 'aria-labelledby': 'call' },
    element('h2', { id: 'call' }, WORDS.callWhat),
    element('p', { class: 'call' }, sentence),
    list(conditions, 'facts'),
    list([...samples, ...(rest > 0 ? [`and ${rest} more`] : [])], 'samples'),
    element('p', { class: 'soft' }, WORDS.back),
  );
}
