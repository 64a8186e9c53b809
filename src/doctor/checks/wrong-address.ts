import type { Check, EntryFacts, Facts } from '../facts.ts';
import { addressFault } from './address-fault.ts';

/** What a program's settings say, before it ever asks: wrong path, wrong host, wrong port. */
export const wrongAddress: Check = (facts) =>
  facts.entries.flatMap((entry) =>
    meantForUs(entry, facts).flatMap(({ name, address }) => {
      const fault = addressFault(address, facts);
      if (fault === null) return [];
      return [
        {
          check: fault.check,
          what: `${entry.name} asks for ${address}`,
          why: `${fault.why} (entry ${name} in ${entry.path})`,
          todo:
            name === 'gatehouse'
              ? `run: gatehouse connect ${entry.client}. ${entry.next}`
              : `take the entry ${name} out there and run: gatehouse connect ${entry.client}, or write ${facts.url} into it`,
        },
      ];
    }),
  );

/** Under our name, or at our port under another. */
function meantForUs({ addresses }: EntryFacts, { port }: Facts): EntryFacts['addresses'] {
  return addresses.filter(({ name, address }) => name === 'gatehouse' || URL.parse(address)?.port === String(port));
}
