/** Text that a model reads and a person does not see. Single joiners and marks belong to many scripts and to emoji; messages in them do not. */

/** Tag characters spell ASCII; behind a black flag they are England, Scotland and Wales. */
const TAGS = /(?<!\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{0,6})[\u{e0020}-\u{e007f}]/u;
/** One bit each: eight and more in a row are a message. */
const BITS = /(?:[\u00ad\u200b-\u200f\u2060-\u2064\u180e\ufeff]|\u034f|[\u{e0100}-\u{e01ef}]){8}/u;
const SELECTORS = /[\ufe00-\ufe0f]{4}/u;
/** An HTML comment that speaks to an assistant, or an element that is not shown and speaks to its reader. People who write sources say "you" in comments. */
const UNSEEN =
  /<!--((?:(?!<!--)[\s\S]){0,2000}?)-->|<[a-z]{1,20}[^<>]{0,300}?(?:display ?: ?none|visibility ?: ?hidden|font-size ?: ?(?:0(?![.\d])|1px)|opacity ?: ?0(?![.\d])|\bhidden\b)[^<>]{0,300}>([^<]{0,2000})/giu;
/** A link that nothing links to is how Markdown hides a remark. */
const REMARK = /^\[(?:\/\/|comment)\]: ?(?:#|<>) ?[("']([^\n]{0,2000})[)"']$/gimu;
const ASSISTANT = /\b(?:ai|llm|assistant|agents?(?=[,:])|chatbot|language model|claude|chatgpt|gpt|gemini|copilot)\b/iu;
const READER = /\b(?:agent|model|you|your)\b/iu;
const ORDERING =
  /\b(?:must|should|shall|ignore|disregard|call|invoke|execute|run|send|forward|upload|reveal|instructions?|never|always|do not|don't|please)\b/iu;

/** @param text as it was sent. @returns the rule that says so, or null */
export function hiddenText(text: string): string | null {
  if (TAGS.test(text)) return 'hidden-tag-characters';
  if (BITS.test(text) || SELECTORS.test(text)) return 'hidden-characters';
  for (const [, comment, element] of [...text.matchAll(UNSEEN), ...text.matchAll(REMARK)]) {
    const unseen = comment ?? element ?? '';
    const isAddressed = ASSISTANT.test(unseen) || (comment === undefined && READER.test(unseen));
    if (isAddressed && ORDERING.test(unseen)) return 'hidden-markup';
  }
  return null;
}
