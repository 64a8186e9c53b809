import { describe, expect, it } from 'vitest';
import { asksNothing } from '../../src/memory/asks-nothing.ts';

describe('what is left of a question beside its time', () => {
  it.each([
    'What did we do ?',
    'What happened ?',
    'What went on ?',
    "what's new",
    'Did anything happen ?',
    'Was war ?',
    'Was habe ich gemacht?',
    'Was war los?',
    'Was haben Sie gemacht?',
    '¿Qué pasó ?',
    '¿Qué hicimos ?',
    "Qu'est-ce qui s'est passé ?",
    'Qu’est-ce que j’ai fait ?',
    'Cosa abbiamo fatto?',
    '发生了什么？',
    '我们做了什么',
    '何をした',
    '뭐 했지?',
    '무슨 일이 있었어?',
  ])('asks for nothing of its own: %s', (rest) => {
    expect(asksNothing(rest)).toBe(true);
  });

  it.each([
    [
      'a word that says something',
      ['what did we do about the port', 'what happened to Anna', 'Wo liegt der Schlüssel', 'what was done with C', '会议', '做了会议'],
    ],
    ['a word that is empty in another language', ['what about the war', 'what about AI', 'los', 'fare', 'hat', 'come']],
    ['"go" without "on"', ['what did we do in Go', 'Go']],
    ['a capital that makes it a name', ['What did Will do', 'what happened in IT']],
    [
      'what is to come',
      [
        'what is there to do',
        'was ist zu tun',
        'was wird passieren',
        'Qu’est-ce que j’ai à faire',
        '¿Qué hay que hacer?',
        'what should we do',
        'what must I do',
        'Was müssen wir machen',
        'Qu’est-ce que je dois faire',
        '¿Qué tengo que hacer?',
      ],
    ],
    [
      'a plan',
      ['Was machen wir', 'What are we doing', 'What am I doing', 'What do we do', '¿Qué hacemos?', 'Qu’est-ce qu’on fait ?', 'Que fait-on ?', 'Cosa facciamo?'],
    ],
    ['Korean', ['회의', '뭐 먹었지', '일', '우리 회의']],
    ['no question', ['IT', 'the', 'war', '3', '-->', '']],
  ])('asks for something: %s', (_rule, rests) => {
    expect(rests.filter(asksNothing)).toEqual([]);
  });
});
