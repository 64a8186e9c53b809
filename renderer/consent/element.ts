/** DOM without markup: text can only ever be text (F10, and `require-trusted-types-for`). */

type Attributes = Readonly<Record<string, string | boolean | number>>;
type Child = Node | string | null;

/**
 * @param attributes `false` leaves one out
 * @param children `null` leaves one out
 */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value === true ? '' : String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Read aloud, and not shown. */
export function spoken(text: string): HTMLElement {
  return element('span', { class: 'spoken' }, text);
}
