import { describe, expect, it } from 'vitest';
import type { Waiting } from '../../src/consent/desk.ts';
import { type Asked, createAskForBridge } from '../../src/oauth/bridges/ask.ts';
import type { Spelling } from '../../src/oauth/spellings.ts';
import type { Client } from '../../src/store/auth-store.ts';

const client = { id: 'client' } as Client;
const spelling: Spelling = { issuer: 'http://127.0.0.1:1', resource: 'http://127.0.0.1:1/mcp' } as Spelling;
const token: Asked = { access_token: 'token', token_type: 'Bearer', expires_in: 900, scope: 'memory:read' };

/** A desk with one person, whose answer can be taken once, as the store gives it out. */
function askOnePerson(taken: () => Promise<Asked | null>) {
  let questions = 0;
  let waiting: Waiting | null = null;
  let answers: Asked[] = [];
  const ask = createAskForBridge({
    desk: {
      join: async () => {
        questions += 1;
        waiting = { code: `Q${questions}` } as Waiting;
        return { handle: `handle ${questions}` };
      },
      untilAnswered: async () => undefined,
      waiting: () => waiting,
    },
    clock: { now: () => 0 },
    random: { bytes: (count) => new Uint8Array(count) },
    take: async () => (await taken()) ?? answers.pop() ?? null,
    place: 'Look.',
  });
  const answer = (given: Asked): void => {
    waiting = null;
    answers = [given];
  };
  return { ask: () => ask(client, spelling), answer, questions: () => questions };
}
const nothingElse = async () => null;

describe('an answer that comes while no bridge polls', () => {
  it('is for all that come back for it, and nobody is asked again', async () => {
    const { ask, answer, questions } = askOnePerson(nothingElse);
    expect(await ask()).toMatchObject({ waiting: true, code: 'Q1' });
    answer(token);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([token, token, token]);
    expect(questions()).toBe(1);
  });

  it('was none at all: one new question for all of them', async () => {
    const { ask, answer, questions } = askOnePerson(nothingElse);
    await ask();
    answer({ refused: 'unanswered' });
    const again = await Promise.all([ask(), ask()]);
    expect(again).toEqual([
      { waiting: true, code: 'Q2', place: 'Look.' },
      { waiting: true, code: 'Q2', place: 'Look.' },
    ]);
    expect(questions()).toBe(2);
  });

  it('is still there when it could not be taken the first time', async () => {
    let full = true;
    const { ask, answer, questions } = askOnePerson(async () => {
      if (full) throw new Error('the disk is full');
      return null;
    });
    await ask();
    answer(token);
    await expect(ask()).rejects.toThrow('the disk is full');
    full = false;
    expect(await ask()).toEqual(token);
    expect(questions()).toBe(1);
  });
});
