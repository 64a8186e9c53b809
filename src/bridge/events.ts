/** The messages in an event stream (WHATWG HTML §9.2.6). Ids and retries mean nothing here: streams of the broker are not resumed. */

/** @returns takes the next text, gives back the data of the events that it completed */
export function createEvents(): (text: string) => string[] {
  let rest = '';
  let data: string[] = [];

  function complete(): string[] {
    const event = data.join('\n');
    data = [];
    return event === '' ? [] : [event];
  }

  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    return lines.flatMap((line) => {
      if (line === '') return complete();
      if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      return [];
    });
  };
}
