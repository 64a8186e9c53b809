/** Words by which nothing is asked but what there was, beside function words and a time. Folded; they are empty nowhere else. */
import { foldText } from '../shared/fold-text.ts';
import { ENGLISH, KOREAN, OTHERS } from './function-word-lists.ts';

/** `asking`: one of these makes it a question. `all`: what may stand in it. `enough`: a single "fare" or "come" is no language but English. */
export type EmptyWords = { readonly asking: ReadonlySet<string>; readonly all: ReadonlySet<string>; readonly enough: number };

/** One row for each language of the function words, in their order. */
const ROWS: readonly (readonly [asking: string, beside: string])[] = [
  ['what how where when who do does did done doing happen happens happened happening new', 's t d m re ve ll were been being all anything everything'],
  [
    'was wie wo wann wer machen mache macht machte machten gemacht tun getan geschah geschehen passiert passierte los gab gibt neues',
    's alles denn da hatte hatten',
  ],
  [
    'que como donde cuando quien hacer hago hacemos hice hizo hicimos hicieron hecho haciendo paso pasa pasado pasando hubo nuevo',
    'he hemos habia habiamos estado algo todo',
  ],
  [
    'qu que quoi qui comment faire fais fait faisons faites font faisait passe passer nouveau',
    'c d j l m n s t y ai as avons avez ont avait etait ete eu tout',
  ],
  ['che cosa chi come dove quando fare fatto facciamo successo', 'c e s ho hai ha abbiamo avete hanno era stato tutto'],
];

/** "일", what there was, is a noun elsewhere. */
const IN_KOREAN = foldText('뭐 뭘 무엇을 무슨 어떤 했지 했어 했나 했나요 있었지 있었어').split(' ');

export const EMPTY_WORDS: readonly EmptyWords[] = [
  ...[ENGLISH, ...OTHERS].map((language, index) => {
    const [asking = [], beside = []] = ROWS[index]?.map((words) => words.split(' ')) ?? [];
    return { asking: new Set(asking), all: new Set([...language, ...asking, ...beside]), enough: language === ENGLISH ? 1 : 2 };
  }),
  { asking: new Set(IN_KOREAN), all: new Set([...KOREAN, ...IN_KOREAN, ...foldText('일 일이 일들 모두 전부 다').split(' ')]), enough: 1 },
];

/** What Chinese and Japanese ask it with, where nothing marks a word. */
export const EMPTY_UNSPACED =
  /^(?:我|你|您|他|她|们|們|咱|大家|都|有|在|是|做|干|发生|發生|了|过|過|什么|什麼|啥|哪些|些|事情?|的|吗|嗎|呢|呀|私|僕|たち|は|が|を|に|の|も|と|か|何|なに|なん|した|しました|する|やった|あった|ありました|起きた|起きました|起こった|こと|です|でした|だった)+$/u;
