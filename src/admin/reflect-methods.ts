/** What could be tidied up among the memories of one compartment, and doing one of it. */
import type { ActivityLog } from '../activity/record.ts';
import { PERSON } from '../memory/actions.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import { EXCERPT } from '../memory/reflect/reflect.ts';
import { cutText } from '../shared/plain-text.ts';
import type { SuggestionView } from '../shared/views.ts';
import { findCompartment } from './find-compartment.ts';
import type { Admin } from './method.ts';
import { type Parameters, readObject, readOptionalText, readText } from './parameters.ts';
import { inThePersonsWords } from './person-fault.ts';

type Deps = { readonly memories: Memories; readonly compartments: Compartments; readonly activity: ActivityLog };

export function reflectMethods({ memories, compartments, activity }: Deps): Admin {
  const compartmentOf = (parameters: Parameters): string => findCompartment(readOptionalText(parameters, 'compartment'), compartments.list()).id;

  return {
    'memories.reflect': async (value) => {
      const parameters = readObject(value);
      const { suggestions, tags, next } = await memories.reflect(compartmentOf(parameters), readOptionalText(parameters, 'cursor'));
      const views = suggestions.map(
        ({ memories: about, ...suggestion }): SuggestionView => ({
          ...suggestion,
          memories: about.map(({ id, content, createdAt }) => ({ id, content: cutText(content, EXCERPT), createdAt })),
        }),
      );
      return { suggestions: views, tags, next };
    },
    'memories.apply': async (value, by) => {
      const parameters = readObject(value);
      const applied = await inThePersonsWords(() => memories.applySuggestion(compartmentOf(parameters), PERSON, readText(parameters, 'id')));
      if (applied.forgotten > 0) activity.record({ kind: 'memories.forgotten', action: applied.action ?? '', count: applied.forgotten, clientId: null, by });
      return applied;
    },
  };
}
