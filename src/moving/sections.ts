/** A Markdown text by its headings. What looks like a heading inside a code block is code. */

export type Section = {
  /** The headings that lead here, outermost first. */
  readonly headings: readonly string[];
  readonly lines: readonly string[];
  /** Of its first line, starting at 1. */
  readonly line: number;
};

const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)?$/;
/** "# Title #" is closed. Looked for in what is trimmed: a pattern for all of it would try every blank of a long row three times. */
const CLOSED = /(?:^|(?<=\s))#+$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** @param body with `\n` line ends. @param before lines of the file before the body */
export function sectionsOf(body: string, before = 0): Section[] {
  const sections: { headings: string[]; lines: string[]; line: number }[] = [];
  let open: { headings: string[]; lines: string[]; line: number } = { headings: [], lines: [], line: before + 1 };
  let levels: { depth: number; title: string }[] = [];
  let fence: string | null = null;

  body.split('\n').forEach((line, index) => {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
    } else if (mark !== undefined) {
      fence = mark;
    } else {
      const [, hashes, title = ''] = HEADING.exec(line) ?? [];
      if (hashes !== undefined) {
        sections.push(open);
        levels = [...levels.filter(({ depth }) => depth < hashes.length), { depth: hashes.length, title: title.trim().replace(CLOSED, '').trim() }];
        open = { headings: levels.map((level) => level.title).filter((each) => each !== ''), lines: [], line: before + index + 1 };
        return;
      }
    }
    open.lines.push(line);
  });
  sections.push(open);
  return sections;
}

/** @returns the text under a heading with the way to it, null where there is none */
export function sectionText({ headings, lines }: Pick<Section, 'headings' | 'lines'>, title = ''): string | null {
  const body = lines.join('\n').trim();
  if (body === '') return null;
  // A note's first heading is most often its title again.
  const way = title === '' || headings[0]?.toLowerCase() === title.toLowerCase() ? headings : [title, ...headings];
  return way.length === 0 ? body : `${way.join(' › ')}\n\n${body}`;
}
