/** What the person said in one conversation, as one memory: their own words only, because the answers are a program's. */
import type { Item } from './reading.ts';

type Conversation = {
  readonly title: string;
  readonly said: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly id: string;
  readonly place: string;
};

export function ownWords({ title, said, id, ...rest }: Conversation): Item | null {
  const words = said.map((each) => each.trim()).filter((each) => each !== '');
  if (words.length === 0) return null;
  const content = [title, ...words].filter((each) => each !== '').join('\n\n');
  return { ...rest, content, kind: 'conversation', tags: [], metadata: id === '' ? {} : { conversation: id } };
}
