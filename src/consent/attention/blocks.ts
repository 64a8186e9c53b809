/** Programs and websites of which the person said "I didn't ask for this". Kept until the person lifts it. */
import type { Clock, Random } from '../../shared/edge.ts';
import { quotedName } from '../../shared/plain-text.ts';
import type { BlockView } from '../../shared/views.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import { type Asker, UNKNOWN_PROGRAM } from './asker.ts';

type Block = BlockView & { readonly key: string };
type Deps = { readonly facts: AuthStore['facts']; readonly clock: Clock; readonly random: Random };

const FACT = 'blocks';
/** The oldest go beyond this, so that a flood of names cannot grow without end. */
const MOST = 200;

export async function loadBlocks({ facts, clock, random }: Deps) {
  let blocks: readonly Block[] = JSON.parse((await facts.get(FACT)) ?? '[]');
  const keep = (next: readonly Block[]): Promise<void> => {
    blocks = next.slice(-MOST);
    return facts.set(FACT, blocks.length === 0 ? null : JSON.stringify(blocks));
  };
  return {
    has: (asker: Asker): boolean =>
      blocks.some(({ kind, key }) => (kind === 'website' ? key === asker.website : asker.website === null && key === asker.program)),
    /** In force at once, durable when it resolves. @returns what was blocked, or null where the asker cannot be told apart */
    async add(asker: Asker): Promise<BlockView | null> {
      const kind = asker.website === null ? 'program' : 'website';
      const key = asker.website ?? asker.program;
      if (kind === 'program' && key === UNKNOWN_PROGRAM) return null;
      const id = `bk_${Buffer.from(random.bytes(9)).toString('base64url')}`;
      const block: Block = { id, kind, key, name: kind === 'website' ? nameOfWebsite(key) : nameOfProgram(key), at: clock.now() };
      await keep([...blocks.filter((other) => other.kind !== kind || other.key !== key), block]);
      return view(block);
    },
    /** @returns whether it was there */
    async remove(id: string): Promise<boolean> {
      if (!blocks.some((block) => block.id === id)) return false;
      await keep(blocks.filter((block) => block.id !== id));
      return true;
    },
    list: (): BlockView[] => blocks.map(view),
  };
}

function view({ key: _, ...block }: Block): BlockView {
  return block;
}

function nameOfProgram(key: string): string {
  const [, path, name] = JSON.parse(key) as [number | null, string, string | null];
  return name === null ? path : `${path} (calls itself ${quotedName(name)})`;
}

function nameOfWebsite(origin: string): string {
  return origin === '' ? 'websites that do not say who they are' : origin;
}
