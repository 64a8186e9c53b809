/** How a text says what a password, a key or a code is: by a sign, in a sentence, or with digits alone. Each pattern looks at what follows the name. */

/** `_PROD`, quotes and brackets before the sign. */
const NAME_ENDS = '[A-Za-z0-9_-]{0,20}["\'`\\]*]{0,3}';
/** "Mot de passe wifi :" */
const DEVICE = '(?: (?:wi-?fi|wlan|nas|router|laptop)(?= ?[:=]))?';
const QUOTED =
  '"([^"\\n]{4,200})"|\'([^\'\\n]{4,200})\'|`([^`\\n]{4,200})`|„([^“”\\n]{4,200})[“”]|“([^”\\n]{4,200})”|«\\s?([^»\\n]{4,200}?)\\s?»|「([^」\\n]{4,200})」';
const BARE = '([^\\s"\'`,;<>(){}\\[\\]「」，。、]{4,200})(?=[\\s"\'`,;<>)}\\]」，。、]|$)';
export const VALUE = `(?:${QUOTED}|${BARE})`;

/** A list of pairs: `- name: DB_PASSWORD`, and on the next line `value: …`. */
const PAIRED = '(?:,\\s{0,12}|\\s{1,12})["\']?value["\']?\\s{0,2}[:=]\\s{0,2}';
/** Signs of code and of lists: `=`, `:`, `=>`, `:=`, an XML tag, a call, an option, a table cell. */
export const ASSIGNED = new RegExp(
  `^${NAME_ENDS}${DEVICE}(?:${PAIRED}|\\s{0,4}(?::=|=>|->|[=:：|]|\\bas\\b)\\s{0,4}[*_]{0,2}\\s?|\\s?>|\\(\\s{0,2}(?=["'\`])|\\s{1,2}(?=["'\`„“«「]))${VALUE}`,
  'i',
);
/** "for the router", "der EC-Karte", "от вайфая". */
export const WHOSE =
  '(?:for|of|to|from|on|at|in|fur|zu|zum|zur|vom|von|im|der|des|meine[rs]|unsere[rs]|pour|du|de|della|del|para|do|da|van|av|voor|til|till|dla|od|от|для|к|на|ل[^ \\t]{2,20})';
/** "for the router is", "lautet", 是. What stands between may be a few words, but not another sentence. */
export const SAID = new RegExp(
  `^(?:[ \\t]${WHOSE}(?=[ \\t])[^\\n.:;,]{1,50}?)?\\s{0,3}(?:[=:：]|['’]s\\b|, c['’]est\\b|\\b(?:is|was|are|ar|equals|changed to|set to|changed from \\S{1,64} to|will be|becomes|wird|lautet|ist|war|est|etait|es|era|e'|e|is now|is still|has been set to|ist jetzt)\\b|是|为|為|は|は、|이|은|는|هي|هو|है|คือ|—|–|-)\\s{0,3}[:：]?\\s{0,2}${VALUE}`,
  'i',
);
/** Digits that nothing goes on from: a number of things is no code, but what opens something may go on with what it opens. */
const GOES_ON = '["\']?[ \\t]?(?!(?:for|and|on|und|fur|pour|et|para|y|per)\\b)[A-Za-z€$桁年月个個位]';
export const digitsOf = (which: string) =>
  new RegExp(
    `^["'\\]]{0,2}(?: ${WHOSE} [^\\n.:;,\\d]{1,40}?| \\([^\\n()]{1,30}\\))?\\s{0,3}(?:\\b(?:is|ist|est|es|e|lautet)\\b(?: now| jetzt| nun)?:?|[=:：]|是|为|は|는|은|هي|है|คือ)\\s{0,3}["']?[#*]?(${which})(?![.,:/%-]?\\d|${GOES_ON})`,
    'i',
  );
