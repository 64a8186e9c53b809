/** Which request the person has in front of them, and since when. */
import type { RequestView, Silence } from '../shared/views.ts';
import type { DeskDeps } from './context.ts';
import type { ConsentDesk, Decision } from './desk.ts';
import { type Entry, stageOf } from './entry.ts';
import { createPresenter } from './present.ts';
import type { Settlement } from './prompt.ts';
import type { Queue } from './queue.ts';

type Deps = Pick<DeskDeps, 'clock' | 'lifetimes' | 'attention' | 'prompt' | 'promptedBy' | 'onFault' | 'onUnseen'> & {
  readonly queue: Queue;
  readonly view: (entry: Entry) => RequestView;
  readonly decide: ConsentDesk['decide'];
};

export function createScreen({ clock, lifetimes, attention, prompt, promptedBy, onFault, onUnseen, queue, view, decide }: Deps) {
  const presenter = createPresenter(prompt, (id, decision) => answer(id, decision));
  function visible(): Entry[] {
    const now = clock.now();
    return queue.all().filter((entry) => !entry.deciding && entry.visibleFrom <= now && now < entry.expiresAt);
  }
  const look = (): string => JSON.stringify([attention.mayPopUp(), visible().map(({ id }) => id)]);
  let before = '';
  let told = false;
  /** What the person asked to see themselves: quiet does not keep that from them. */
  let wanted: string | null = null;

  function answer(id: string, decision: Decision): Promise<Settlement> {
    return decide(id, decision, promptedBy).catch((error: unknown) => {
      onFault(error);
      return 'fault';
    });
  }

  function front(): Entry | undefined {
    const entries = visible();
    const asked = entries.find(({ id }) => id === wanted);
    if (asked !== undefined) return asked;
    wanted = null;
    const current = entries.find(({ id }) => id === presenter.shownId());
    // What is on screen stays there: nothing may slip under the hand that is about to answer something else.
    if (current !== undefined && stageOf(current) === 'asking') return current;
    // What can be answered comes before what is only announced.
    return entries.find((entry) => stageOf(entry) === 'asking') ?? entries[0];
  }

  function appear(entry: Entry): RequestView {
    if (entry.shownAt === null && stageOf(entry) === 'asking') {
      // Its time begins when it can be read (ruling 11), not while it waits behind another.
      entry.shownAt = clock.now();
      entry.expiresAt = Math.min(clock.now() + lifetimes.asking, entry.arrivedAt + lifetimes.most);
    }
    return view(entry);
  }

  /** Once for all that wait together: a word per request would be the noise that a silence is there to end. */
  function tell(silence: Silence): void {
    if (told) return;
    told = true;
    onUnseen(silence);
  }

  return {
    visible,
    /** Brings a request to the screen because the person wants to see it. @returns whether it waits */
    want(id: string): boolean {
      if (!visible().some((entry) => entry.id === id)) return false;
      wanted = id;
      return true;
    },
    refresh(): void {
      before = look();
      const silence = attention.silence();
      const entry = front();
      const mayShow = silence === null || (silence !== 'away' && entry?.id === wanted);
      presenter.update(entry === undefined || !mayShow ? undefined : appear(entry));
      // Who comes after the others are gone is new to the person; in a flood, coming and going is the noise.
      if (silence === null || (entry === undefined && silence !== 'flood')) told = false;
      else if (entry !== undefined && stageOf(entry) === 'asking') tell(silence);
    },
    /** Whether time alone has brought something to the screen: a widening that has waited for its client, the end of quiet. */
    isStale: (): boolean => look() !== before,
    close: (): void => presenter.close(),
  };
}
