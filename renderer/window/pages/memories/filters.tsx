import { plainText, quotedName } from '../../../../src/shared/plain-text.ts';
import type { CompartmentView, MemoryFacetsView } from '../../../../src/shared/views.ts';
import { useLive } from '../../api/use-live.ts';
import { Button } from '../../parts/button.tsx';
import { Choice } from '../../parts/choice.tsx';
import { MEMORIES, TIMES } from './words.ts';

/** What was chosen; '' is anything. `author` is `person`, `import` or `client:ID`. */
export type Filter = {
  readonly compartment: string;
  readonly author: string;
  readonly kind: string;
  readonly tag: string;
  readonly time: (typeof TIMES)[number]['value'];
};

export const NO_FILTER: Filter = { compartment: '', author: '', kind: '', tag: '', time: 'any' };
const CLIENT = 'client:';
const DAY = 86_400_000;

/** @returns the id of the client that was chosen; null when none was */
export function clientOf({ author }: Filter): string | null {
  return author.startsWith(CLIENT) ? author.slice(CLIENT.length) : null;
}

/** What the admin functions take. @param now milliseconds, to the hour, so that the same question stays the same */
export function parametersOf(filter: Filter, now: number): Readonly<Record<string, unknown>> {
  const { compartment, author, kind, tag, time } = filter;
  const days = TIMES.find(({ value }) => value === time)?.days ?? null;
  const client = clientOf(filter);
  return {
    ...(compartment === '' ? {} : { compartment }),
    ...(client !== null ? { client } : author === '' ? {} : { source: author }),
    ...(kind === '' ? {} : { kind }),
    ...(tag === '' ? {} : { tag }),
    ...(days === null ? {} : { after: now - days * DAY }),
  };
}

type Props = {
  readonly filter: Filter;
  readonly compartments: readonly CompartmentView[];
  readonly facets: MemoryFacetsView | null;
  readonly onChange: (filter: Filter) => void;
};

export function Filters({ filter, compartments, facets, onChange }: Props) {
  const choose =
    <Name extends keyof Filter>(name: Name) =>
    (value: Filter[Name]) =>
      onChange({ ...filter, [name]: value });
  const any = { value: '', text: MEMORIES.any };
  return (
    <div className="filters">
      {compartments.length > 1 ? (
        <Choice
          label={MEMORIES.compartment}
          value={filter.compartment}
          choices={[{ value: '', text: MEMORIES.everywhere }, ...compartments.map(({ id, name }) => ({ value: id, text: plainText(name) }))]}
          onChange={choose('compartment')}
        />
      ) : null}
      <Choice
        label={MEMORIES.addedBy}
        value={filter.author}
        choices={[
          { value: '', text: MEMORIES.anyone },
          { value: 'person', text: MEMORIES.you },
          { value: 'import', text: MEMORIES.imports },
          ...(facets?.clients ?? []).map(({ id, name }) => ({ value: `${CLIENT}${id}`, text: quotedName(name) })),
        ]}
        onChange={choose('author')}
      />
      <Choice
        label={MEMORIES.kind}
        value={filter.kind}
        choices={[any, ...(facets?.kinds ?? []).map(({ kind }) => ({ value: kind, text: plainText(kind) }))]}
        onChange={choose('kind')}
      />
      <Choice
        label={MEMORIES.tags}
        value={filter.tag}
        choices={[any, ...(facets?.tags ?? []).map(({ tag, count }) => ({ value: tag, text: `${plainText(tag)} (${count.toLocaleString('en')})` }))]}
        onChange={choose('tag')}
      />
      <Choice label={MEMORIES.when} value={filter.time} choices={TIMES} onChange={choose('time')} />
      {JSON.stringify(filter) === JSON.stringify(NO_FILTER) ? null : (
        <Button look="quiet" onPress={() => onChange(NO_FILTER)}>
          {MEMORIES.clear}
        </Button>
      )}
    </div>
  );
}

/** What there is to filter by, and where. */
export function useFilterChoices(compartment: string) {
  const { value: facets } = useLive<MemoryFacetsView>('memories.facets', compartment === '' ? {} : { compartment });
  const { value } = useLive<{ readonly compartments: readonly CompartmentView[] }>('compartments.list');
  return { facets, compartments: value?.compartments ?? [] };
}
