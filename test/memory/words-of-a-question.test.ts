/** What a question is taken apart into, what of it finds a memory, and what of it an answer tells. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textQuery } from '../../src/memory/text-query.ts';
import { openMemories } from './remembering.ts';

let opened: Awaited<ReturnType<typeof openMemories>>;
beforeAll(async () => {
  opened = await openMemories();
});
afterAll(() => opened.close());

const told = async (question: string, ...contents: readonly string[]) => {
  const { items } = await opened.memories.recall(await opened.remembering(...contents), question);
  return items.map(({ memory, terms }) => [memory.content, terms]);
};

describe('what an apostrophe cuts off is no word to look for', () => {
  it.each([
    ["what's the plan", ['plan']],
    ['what’s the plan', ['plan']],
    ["Anna's party, and where we'll park", ['anna', 'party', 'park']],
    ["l'adresse d'Anne", ['adresse', 'anne']],
    ['L’Oréal', ['oreal']],
    ["qu'il mange", ['mange']],
    ["c't", ['c']],
    ["rock'n'roll", ['rock', 'n', 'roll']],
    ["O'Reilly", ['o', 'reilly']],
    ["what's", ['what']],
  ])('%s', (question, words) => {
    expect(textQuery(question).words).toEqual(words);
  });

  it('so that it finds nothing, and is not told', async () => {
    expect(await told("what's the plan", "Tom's bike is red", "The plan's a secret")).toEqual([["The plan's a secret", ['plan']]]);
  });
});

describe('"am" is a function word of two languages', () => {
  it.each([
    ['where am I parked', ['parked']],
    ['Wer kommt am Montag', ['kommt', 'montag']],
    ['the war hat am I', ['war', 'hat']],
    ['who am I', ['who', 'am', 'i']],
  ])('%s', (question, words) => {
    expect(textQuery(question).words).toEqual(words);
  });
});

describe('a single character of grammar is no term beside others', () => {
  it.each([
    ['我的钥匙', ['我的', '的钥', '钥', '钥匙', '匙']],
    ['サーバー', ['サー', 'ーバ', 'バー']],
    ['鍵は', ['鍵', '鍵は']],
    ['おはよう', ['おは', 'はよ', 'よう']],
    ['iPhone を', []],
    ['iPhone ねこ', ['ねこ']],
    ['的', ['的']],
    ['を', ['を']],
    ['茶', ['茶']],
  ])('%s', (question, grams) => {
    expect(textQuery(question).grams).toEqual(grams);
  });

  it('so that it finds nothing, and is not told', async () => {
    expect(await told('我的钥匙在哪里', '钥匙在抽屉', '我喜欢他的猫')).toEqual([['钥匙在抽屉', ['钥', '钥匙', '匙', '匙在']]]);
  });
});
