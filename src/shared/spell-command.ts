/**
 * How the `gatehouse` command is called: an installer brings it under its name, in a checkout npm runs it.
 * Sentences name it by its name and after a colon, as in `See: gatehouse requests`; whoever shows one on a terminal or a page
 * spells it as it is called there. The colon and the known word keep it from entries, programs and files of the same name.
 */
const NAMED =
  /(?<=: )gatehouse (--help|\[options\]|(?:activity|allow|clients?|compartments|connect|deny|doctor|export|forget-client|held|import|keys|lock|memories|pause|reflect|requests|resume|revoke|serve|sessions|status|token|undo|unlock|window)(?![\w-]))/g;

/** How a checkout is started; a release names the app. */
const START = /(?<=: )npm start(?! --)/g;

export const IN_CHECKOUT = 'npm run --silent gatehouse --';
export const INSTALLED = 'gatehouse';

/**
 * @param call what is typed for `gatehouse`
 * @param options what is typed after the first word, such as ` --data-dir DIR`; nothing when left out
 */
export function spellCommand(sentence: string, call: string, options = ''): string {
  const spelled = sentence.replace(NAMED, (_, word: string) => `${call} ${word}${options}`);
  return options === '' ? spelled : spelled.replace(START, (start) => `${start} --${options}`);
}
