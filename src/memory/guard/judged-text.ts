/** Everything that a memory can say, as one text: a key may stand in a tag as well as in the content. */
export type Judged = {
  readonly content: string;
  readonly tags: readonly string[];
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
};

const DEEPEST = 16;
/** Characters. */
const LONGEST_PATH = 100;

/** What names the content (kind and tags) stands before it, as it would in a note: "password" and then the password. */
export function judgedText({ content, tags, kind, metadata }: Judged): string {
  return [
    content,
    '',
    tags.join('\n'),
    kind,
    ...members(metadata, '', 0),
    ...(isOneWord(content) ? [...tags, kind].map((name) => `${name}: ${content}`) : []),
  ].join('\n');
}

function isOneWord(content: string): boolean {
  return content.length <= 200 && !/\s/.test(content.trim());
}

/** As `name: value`, so that a member that is called `password` says so; a name may hold a secret itself. */
function members(value: unknown, name: string, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST)
    return typeof value === 'string' ? [value, `${name}: ${value}`] : [`${name}: ${JSON.stringify(value) ?? ''}`];
  return [
    ...pair(value),
    ...Object.entries(value).flatMap(([key, each]) => {
      const list = Array.isArray(value);
      const inner = list ? name : `${name === '' ? '' : `${name.slice(-LONGEST_PATH)}_`}${key}`;
      return [...(list ? [] : [key]), ...members(each, inner, depth + 1)];
    }),
  ];
}

/** `{ key: 'password', value: 'hunter2' }` says the same as `{ password: 'hunter2' }`. */
function pair(value: object): string[] {
  const { name, key, value: said }: { name?: unknown; key?: unknown; value?: unknown } = value;
  const label = key ?? name;
  return typeof label === 'string' && typeof said === 'string' ? [`${label}: ${said}`] : [];
}
