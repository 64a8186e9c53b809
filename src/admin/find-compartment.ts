import { nameKey } from '../shared/name-key.ts';
import type { CompartmentView } from '../shared/views.ts';
import { AdminFault } from './fault.ts';

/**
 * @param named an id, or a name in any case; left out it is the first
 * @param among what there is to choose from
 * @throws AdminFault when there is none
 */
export function findCompartment(named: string | undefined, among: readonly CompartmentView[]): CompartmentView {
  const found = named === undefined ? among[0] : (among.find(({ id }) => id === named) ?? among.find(({ name }) => nameKey(name) === nameKey(named)));
  if (found === undefined) throw new AdminFault(`There is no compartment ${named}. There are: ${among.map(({ name }) => name).join(', ')}`);
  return found;
}
