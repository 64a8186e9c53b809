import { describe, expect, it } from 'vitest';
import { loadMemories, loadQuestions, PARAPHRASE, SHARING } from './labelled-set.ts';
import { sharedWords } from './shared-words.ts';

const memories = loadMemories();
const questions = loadQuestions();
const answers = new Map(memories.map((memory) => [memory.id, memory]));
const shared = (question: (typeof questions)[number]) => {
  const answer = answers.get(question.answer);
  if (answer === undefined) throw new Error(`${question.id} is answered by ${question.answer}, which is not there`);
  return sharedWords(question, answer);
};

describe('the labelled retrieval set', () => {
  it('has at least 300 memories in five languages and 120 questions, each once', () => {
    expect(memories.length).toBeGreaterThanOrEqual(300);
    expect(new Set(memories.map(({ id }) => id.slice(0, 2)))).toEqual(new Set(['en', 'de', 'es', 'zh', 'ja']));
    expect(new Set(memories.map(({ content }) => content)).size).toBe(memories.length);
    expect(new Set(memories.map(({ id }) => id)).size).toBe(memories.length);
    expect(questions).toHaveLength(120);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(120);
    expect(new Set(questions.map(({ subset }) => subset))).toEqual(new Set([...SHARING, PARAPHRASE]));
  });

  it('asks half of its questions without a single content word of the answer, in any form of it', () => {
    const paraphrases = questions.filter(({ subset }) => subset === PARAPHRASE);
    expect(paraphrases).toHaveLength(60);
    expect(paraphrases.map((question) => [question.id, question.question, shared(question)]).filter(([, , words]) => words?.length !== 0)).toEqual([]);
  });

  it('asks the other half with a word of the answer', () => {
    const sharing = questions.filter(({ subset }) => subset !== PARAPHRASE);
    expect(sharing).toHaveLength(60);
    expect(sharing.filter((question) => shared(question).length === 0).map(({ id, question }) => [id, question])).toEqual([]);
  });

  it('sets every answer among others that share a word with it', () => {
    const lonely = questions.filter((question) => memories.every((memory) => memory.id === question.answer || sharedWords(question, memory).length === 0));
    // Parts of words, identifiers and short words are single words; most of the others meet distractors.
    expect(lonely.length).toBeLessThan(questions.length / 3);
  });
});
