/** The labelled set: memories as people who work with AI tools keep them, and questions with the one memory that answers each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'en' | 'de' | 'es' | 'zh' | 'ja';

export type LabelledMemory = {
  readonly id: string;
  /** The day it was stored, `2026-11-11`. */
  readonly created: string;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly content: string;
};

export const SHARING = ['same words', 'inflected', 'part of a word', 'diacritics', 'short word, no spaces', 'identifier', 'time'] as const;
export const PARAPHRASE = 'paraphrase';
export type Subset = (typeof SHARING)[number] | typeof PARAPHRASE;

export type Question = {
  readonly id: string;
  readonly subset: Subset;
  readonly language: Language;
  /** The id of the memory that answers it. */
  readonly answer: string;
  readonly question: string;
};

/** The questions are asked on this day; their "last week" is the one before it. */
export const ASKED_AT = Date.UTC(2026, 10, 21, 9);

const directory = join(import.meta.dirname, 'set');

function readLines<Row>(file: string): Row[] {
  return readFileSync(join(directory, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** Oldest first, as they would have been stored. */
export function loadMemories(): LabelledMemory[] {
  return readdirSync(directory)
    .filter((file) => file.startsWith('memories.'))
    .flatMap((file) => readLines<LabelledMemory>(file))
    .sort((left, right) => (left.created + left.id < right.created + right.id ? -1 : 1));
}

export function loadQuestions(): Question[] {
  return readLines<Question>('questions.jsonl');
}
