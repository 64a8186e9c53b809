/** Words that almost every question of a language has, as people write them; folded here, as the words of a question are. */
import { foldText } from '../shared/fold-text.ts';

const accented = new Set<string>();
/** Those that have an accent, with it: another word with one is no function word, though it folds to one, as "thé" and "té" do. */
export const ACCENTED: ReadonlySet<string> = accented;

function list(words: string): ReadonlySet<string> {
  for (const word of words.split(/\s+/)) if (foldText(word) !== word) accented.add(word);
  return new Set(foldText(words).split(/\s+/));
}

export const ENGLISH =
  list(`a about after also an and any are as at be because been before being both but by can could did do does during every for from had has have he her here him his how
  i if in into is it its just many me much must my no not of on only or other our out over own same she should so some such than that the their them then there these they
  this those to too up us very was we were what when where which who whom whose why will with within without would you your`);

/**
 * Whatever else is said. German has "am" as well, and to tell German by it is worth more than to tell English; the others say nothing in any
 * language, and are often the only one of their language in a question.
 */
export const ANYWHERE = list('am de der dem une');

/** Its particles are written at the end of its nouns, and are no words. */
export const KOREAN =
  list(`뭐 뭘 뭔가 뭐야 뭐지 뭐였지 뭐였어 뭔가요 무엇 무엇을 무엇이 무엇인가요 무슨 어떤 어느 어디 어디에 어디서 어디야 어디지 언제 언제야 언제지 누구 누가 누구야 누구지 왜 어떻게 몇 얼마 얼마야
  내 내가 나는 나의 제 제가 저는 저의 우리 우리가 우리는 우리의 그 이 저 것 수 및 또는 그리고 있어 있나 있나요 있지 있었지 있었어 있는 했지 했어 했나 했나요 했는지 하는 한 할 된 되는 해
  알려줘 알려주세요 찾아줘 대해 대한 관한 관해 위한 위해`);

/** German, Spanish, French, Italian, Portuguese, Dutch, Swedish, Polish, Turkish, Russian, Ukrainian, Korean. What is a name or a thing elsewhere is left out. */
export const OTHERS: readonly ReadonlySet<string>[] = [
  list(`aber als also am an auch auf aus bei beim bin bis da das dass dem den der des die diese diesem diesen dieser dieses doch du ein eine einem einen einer eines er es für
    hab habe haben hat her ich ihr im in ist ja kann kein keine keinen können mehr mein meine meinem meinen meiner mit muss müssen nach nicht noch nur ob oder schon sein
    seine sich sie sind so soll sollen um und uns unser unsere unseren unserem über vom von vor wann war waren warum was welche welchem welchen welcher welches wem wen
    wenn wer werden wie wir wird wo wurde zu zum zur`),
  list(`qué cuál cuáles cuándo cómo dónde quién más él mí sí tú está
    a al como con cual cuales cuando de debo del donde el ella en era es esa ese eso esta este esto fue ha han hasta hay la las lo los mas me mi mis muy no nos nuestra
    nuestro o para pero por porque puede puedo que quien se ser si sin sobre son su sus también te tengo tenemos tiene un una unas unos y ya`),
  list(`à où là même
    a au aux avec ce ces cette dans de des dois doit du elle en est et faut il ils je la le les leur leurs lui ma mes mon ne ni nos notre nous on ou par pas peut peux
    plus pour qu que quel quelle quelles quels qui quoi sa sans se ses son sont sur ta tes ton très tu un une vos votre vous`),
  list(`è né sì là lì
    a agli ai al alla alle anche che chi ci come con cosa da dal dalla degli dei del della delle dello deve devo di dobbiamo dove e gli ho i il in io la le lo loro ma mi
    mia mie miei mio nei nel nella nelle noi non nostra nostro o per perché più posso può quale quali quando questa questo se si sono su sul sulla sua suo tra un una`),
  list(`a ao aos as até com como da das de do dos e ela ele em era essa esse esta este eu foi há isso já mais mas me meu meus minha minhas na nas no nos nossa nosso
    não o onde os ou para pela pelo por porque qual quais quando que quem se sem seu seus sua suas são só tem tenho um uma você`),
  list(`aan al als bij dat de deze die dit een en er geen haar heb hebben heeft het hij hoe hun ik in is je kan maar me mijn met na naar niet nog nu of om ons onze ook
    op over te tot uit van voor waar waarom wanneer was wat we wel welk welke werd wie wij zijn zo`),
  list(`alla att av den det detta din efter ej eller en ett från för ha hade han har hon hur i inte jag kan med mig min mina mitt nu när någon och om oss på sig sin
    ska som så till upp vad var vara vart vem vi vid vilka vilken vilket är`),
  list(`a albo ale bez być był była było czy dla do gdzie go i ich ile jak jaka jaki jakie jako jego jej jest jestem już kiedy kto która które który mam mi mnie moi moja moje
    mój na nad nasz nasza nie o od przez przy się skąd są ta tak tam te ten to tym u w we z za ze że`),
  list('ama bana ben beni benim bir bu da de gibi hangi için ile kaç kim kimin mi mu mı mü ne nasıl neden nerede nereye niye o olan su ve veya ya çok şu'),
  list(`а без бы был была были было быть в вам вас во вот все вы где да для до его ее если есть еще же за и из или им их к как какая какие какой каких ко когда кого которая
    которые который кто куда ли меня мне мной мой моя мои моего моей мою мы на над нам нас наш наша наши не нет но о об он она они оно от по под почему при про с со
    свой сколько так там то того тоже тот ты у уже чей чем что чтобы чья эта эти это этот я`),
  list(`а або без був була були було в ви вона вони вас від він де для до є ж з за зі і із її й його коли кого ми мені мене мій моя мої на нам нас наш наша не ні о
    по при про та так те ти то у хто це цей ця чи чий чому що щоб як яка яке який які я`),
  KOREAN,
];

/** Of these one is enough: they are nothing else in any of these languages, and nobody's name. */
export const UNMISTAKABLE =
  list(`beim eine einem einen einer eines im nicht und unsere unserem unseren vom wann warum welche welchem welchen welcher welches wurde zum zur
  cuando donde nuestra nuestro porque avec cette dans quelle quelles votre perche quando você minha minhas meus nossa quais
  het welke wanneer waarom mijn onze heeft hebben och vilken vilket jag inte jest gdzie kiedy który która które jaki jakie nerede hangi nasıl için`);
