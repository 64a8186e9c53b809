/** A question whose words are written otherwise than those of the memory that answers it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemories } from './remembering.ts';

let opened: Awaited<ReturnType<typeof openMemories>>;
beforeAll(async () => {
  opened = await openMemories();
});
afterAll(() => opened.close());

describe('a question of nothing but signs', () => {
  it.each([
    ['🦄', 'Party theme for Lena: 🦄 and rainbow 🌈 cake.'],
    [' 🦄? ', 'Party theme for Lena: 🦄 and rainbow 🌈 cake.'],
    ['❤️', 'Mum signs with ❤'],
    ['❤', 'Mum signs with ❤️'],
    ['→', 'Deploy: main → staging'],
  ])('%s finds what has exactly these', async (question, content) => {
    const { memories, remembering, recalled } = opened;
    const who = await remembering(content, 'What else is there?');
    expect(await recalled(who, question)).toEqual([content]);
    expect((await memories.search(who, { query: question, filter: {} })).items.map(({ memory }) => memory.content)).toEqual([content]);
  });

  it.each(['?', '...', '-', '🐢'])('%s finds nothing where there is no such sign', async (question) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering('What else is there? - Nothing ... 🦄'), question)).toEqual([]);
  });
});
