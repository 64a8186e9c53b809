import type { StatusView } from '../../../../src/shared/views.ts';
import { useLive } from '../../api/use-live.ts';
import { linkTo } from '../../shell/route.ts';
import { MEMORIES } from './words.ts';

const SECTIONS = [
  ['', MEMORIES.all],
  ['held', MEMORIES.held],
  ['suggestions', MEMORIES.suggestions],
  ['bin', MEMORIES.bin],
  ['compartments', MEMORIES.compartments],
  ['moving', MEMORIES.moving],
] as const;

/** The places of the page about memories, under its heading. @param current as in the address */
export function Sections({ current }: { readonly current: (typeof SECTIONS)[number][0] }) {
  const { value: status } = useLive<StatusView>('status');
  return (
    <nav className="sections" aria-label={MEMORIES.sections}>
      {SECTIONS.map(([name, title]) => (
        <a key={name} href={linkTo('memories', name === '' ? undefined : name)} aria-current={name === current ? 'page' : undefined}>
          {name === 'held' && status !== null && status.held > 0 ? `${title} (${status.held.toLocaleString('en')})` : title}
        </a>
      ))}
    </nav>
  );
}
