/** Words that carry no content in the five languages of the set: they may stand in any question without telling anything about its answer. */
import type { Language } from './labelled-set.ts';

const words = (text: string) => new Set(text.split(/\s+/u));

export const FUNCTION_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words(
    'a about against an and are as at back be been by can did do does down each else else for from had has have he her his how i if in is it its lot may me more much must my no not nobody nothing of off on one one or our out over s she should so some than that the their them there they this to under up was we were what when where which who whom whose why will with would you your',
  ),
  de: words(
    'ab aber alle allem als am an auf aus bei bevor bis das dass dem den der des die dies diese dieser du ein eine einem einen einer es für gibt haben hat ich ihr im in ist ja jede jeder jedes kann keine man mehr mich mir mit muss nach nicht nichts nie noch nur ob oder sich sie sind so soll um und uns unser unsere unseren vom von vor wann warum was weil welche welchem welchen welcher wem wen wenn wer werden weshalb wie wir wird wo zu zum zur',
  ),
  es: words(
    'a al algo antes con cual cuales cuando cuanta cuanto de del despues donde e el ella en es esta este hace hasta hay la las lo los mas me mi mis muy nada no nos nuestra nuestro o para pero poco por porque que quien se ser si sin sobre solo son su sus te todo todos tu un una y ya',
  ),
  // Single characters, because these two languages are compared by character.
  zh: new Set('的了在是我不有人这那就也要会到从对和与或及被把让给为什么谁哪几多少吗呢吧很都只能可没来去上下个种出时候过得地着'),
  ja: new Set('何誰私的事物者方様人'),
};
