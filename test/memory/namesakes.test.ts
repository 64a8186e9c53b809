import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/memory/caller.ts';
import type { Memories } from '../../src/memory/memories.ts';
import { createTestClock } from '../support/gatehouse.ts';
import { openMemories } from './remembering.ts';

const clock = createTestClock(Date.parse('2024-05-06T09:00:00Z'));
const zones = ['Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles'] as const;
let zone: string = zones[0];
let opened: Awaited<ReturnType<typeof openMemories>>;
let memories: Memories;
let counter = 0;

beforeAll(async () => {
  opened = await openMemories({ clock, timeZone: () => zone });
  memories = opened.memories;
});
afterAll(() => opened.close());

/** Who remembers each of these from its day, and asks on the weekend of 21 November 2026. */
async function remembering(...days: readonly (readonly [day: string, content: string])[]): Promise<Caller> {
  counter += 1;
  const who: Caller = { compartment: `named${counter}`, clientId: 'gh_a', clientName: 'A', program: null, grantId: `gr_${counter}` };
  for (const [day, content] of days) {
    clock.advance(Date.parse(`${day}T12:00:00Z`) - clock.now());
    await memories.store(who, { content });
  }
  clock.advance(Date.parse('2026-11-21T12:00:00Z') - clock.now());
  return who;
}
async function recalled(who: Caller, question: string, limit?: number) {
  const { items, when } = await memories.recall(who, question, limit);
  return { found: items.map(({ memory }) => memory.content), when };
}

describe.each(zones)('a time in a question that is part of what it asks for, in %s', (here) => {
  beforeAll(() => {
    zone = here;
  });

  it.each([
    [
      'Where is the tax return from 2024?',
      ['2026-02-10', 'The tax return for 2024 is in the blue folder on the shelf.'],
      ['2024-05-06', 'Started to think about the tax software.'],
    ],
    ['When is the budget review in March?', ['2026-11-10', 'The budget review takes place in March with Priya.'], ['2026-03-10', 'The budget was raised.']],
    [
      'How do we configure the datasource in Spring Boot?',
      ['2026-10-10', 'The Spring Boot datasource is set in application.yml.'],
      ['2026-04-10', 'Configure the printer by its web page.'],
    ],
    ['Which ladder did we borrow from Jan?', ['2026-10-10', 'The long ladder was borrowed from Jan.'], ['2026-01-10', 'The ladder is too short.']],
    ['Was hat die Prüfung im März ergeben?', ['2026-11-10', 'Die Prüfung im März hat nichts ergeben.'], ['2026-03-10', 'Die Prüfung ist teuer.']],
  ] as const)('one that has more of its words leads: %s', async (question, exact, weak) => {
    const who = await remembering(weak, exact);
    expect(await recalled(who, question)).toEqual({ found: [exact[1], weak[1]], when: null });
  });

  it('what is from then leads where it has as many of the other words, and what names it takes turns with the rest', async () => {
    const who = await remembering(
      ['2026-03-03', 'The budget was raised.'],
      ['2026-03-10', 'The budget review went well.'],
      ['2026-11-10', 'The budget review takes place in March.'],
    );
    expect(await recalled(who, 'When is the budget review in March?')).toEqual({
      found: ['The budget review went well.', 'The budget review takes place in March.', 'The budget was raised.'],
      when: 'in March',
    });
  });

  it('what does not name the time, or has fewer of the other words, is not in the answer', async () => {
    const who = await remembering(
      ['2026-03-10', 'The budget review went well.'],
      ['2026-10-10', 'A budget review as ever.'],
      ['2026-11-10', 'The budget of March.'],
    );
    expect(await recalled(who, 'How was the budget review in March?')).toEqual({ found: ['The budget review went well.'], when: 'in March' });
  });

  it('a last week in a memory was another one: with one word more it follows', async () => {
    const who = await remembering(
      ['2026-05-10', 'Last week we decided on tests.'],
      ['2026-11-11', 'The tests run at night.'],
      ['2026-11-12', 'Something else.'],
    );
    expect(await recalled(who, 'what did I decide last week about tests')).toEqual({
      found: ['The tests run at night.', 'Last week we decided on tests.'],
      when: 'last week',
    });
  });

  it('a last week that is what the question asks for leads with two words more', async () => {
    const who = await remembering(['2026-05-10', 'The report shows sales of the last week per shop.'], ['2026-11-11', 'The shop has a new door.']);
    expect((await recalled(who, 'which report shows the sales of last week per shop')).found[0]).toMatch(/^The report/);
  });

  it('a question about a time alone lists what is from then, and nothing else', async () => {
    const who = await remembering(['2026-03-10', 'first'], ['2026-03-11', 'second'], ['2026-11-10', 'The fair is in March.']);
    expect(await recalled(who, 'in March')).toEqual({ found: ['second', 'first'], when: 'in March' });
  });

  it('an answer holds no more than was asked for, nor 50,000 characters', async () => {
    const long = 'a'.repeat(30_000);
    const who = await remembering(['2026-03-10', `budget ${long}`], ['2026-11-10', `budget of March ${long}`]);
    const { found } = await recalled(who, 'budget in March');
    expect(found.map((content) => content.slice(0, 12))).toEqual(['budget aaaaa', 'budget of Ma']);
    expect(found.join('').length).toBeLessThanOrEqual(50_000);
    const short = await remembering(['2026-03-10', 'budget then'], ['2026-11-10', 'budget of March']);
    expect((await recalled(short, 'budget in March', 1)).found).toEqual(['budget then']);
  });
});

describe('memories from then and memories that name it take turns', () => {
  it('however much there is from then with as many words, it hides none that names the time, nor the other way round', async () => {
    const days = Array.from({ length: 12 }, (_, index) => `${index + 10}`);
    const from = (month: string, content: string) => days.map((day) => [`2026-${month}-${day}`, `${content} ${day}`] as const);
    const many = await remembering(...from('01', 'We get a chair number'), ['2026-10-10', 'The long ladder was borrowed from Jan.']);
    expect((await recalled(many, 'Which ladder did we get from Jan?', 5)).found.indexOf('The long ladder was borrowed from Jan.')).toBe(1);
    const named = await remembering(['2026-01-10', 'Ladder bought.'], ...from('10', 'A ladder in the shed of Jan, number'));
    expect((await recalled(named, 'ladder from Jan', 5)).found[0]).toBe('Ladder bought.');
    const more = await remembering(['2026-01-10', 'Ladder bought.'], ...from('10', 'A long ladder in the shed of Jan, number'));
    expect((await recalled(more, 'long ladder from Jan', 5)).found[1]).toBe('Ladder bought.');
  });
});

describe('a time that is only said beside the question', () => {
  it('hides nothing that has one more of its words', async () => {
    const who = await remembering(['2026-05-10', 'Balu takes a tablet of Apoquel.'], ['2026-11-17', 'Balu slept on the sofa.']);
    expect(await recalled(who, 'Balu was ill on Tuesday, which tablet?')).toEqual({
      found: ['Balu slept on the sofa.', 'Balu takes a tablet of Apoquel.'],
      when: 'on Tuesday',
    });
  });

  it('nor one with a word that is much rarer', async () => {
    const common = Array.from({ length: 30 }, (_, index) => ['2026-05-10', `The colleague in room ${index} is new.`] as const);
    const who = await remembering(...common, ['2026-05-11', 'We dropped GraphQL.'], ['2026-11-16', 'A colleague asked for coffee.']);
    expect((await recalled(who, 'Why not GraphQL? I tell it a colleague who came on Monday')).found.slice(0, 2)).toEqual([
      'A colleague asked for coffee.',
      'We dropped GraphQL.',
    ]);
  });

  it('and comes behind what has two more', async () => {
    const who = await remembering(['2026-05-10', 'Hannah is a nurse on night shifts.'], ['2026-11-18', 'The night train is booked.']);
    expect(await recalled(who, 'Does Hannah have night shifts this week?')).toEqual({
      found: ['Hannah is a nurse on night shifts.', 'The night train is booked.'],
      when: null,
    });
  });
});

describe('what was decided, said or noted at a time', () => {
  const days = [
    ['2026-05-10', 'We decided on Postgres.'],
    ['2026-11-11', 'The port is 8080 from now on.'],
  ] as const;

  it.each(['What did we decide last week?', 'what was discussed last week', 'Was haben wir letzte Woche besprochen?', '¿Qué decidimos la semana pasada?'])(
    'is what is from then, where none of it says so, and then what says so from another time: %s',
    async (question) => {
      expect((await recalled(await remembering(...days), question)).found[0]).toBe('The port is 8080 from now on.');
    },
  );

  it('stands beside what says so from another time', async () => {
    expect((await recalled(await remembering(...days), 'What did we decide last week?')).found).toEqual([
      'The port is 8080 from now on.',
      'We decided on Postgres.',
    ]);
  });

  it('is what says so, where something does', async () => {
    const who = await remembering(...days, ['2026-11-12', 'It was decided to paint the wall.']);
    expect((await recalled(who, 'What did we decide last week?')).found).toEqual(['It was decided to paint the wall.']);
  });

  it('and where it is about something, that is looked for', async () => {
    expect((await recalled(await remembering(...days), 'What did we decide about Postgres last week?')).found).toEqual(['We decided on Postgres.']);
  });
});
