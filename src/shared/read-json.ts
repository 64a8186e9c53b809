/** @returns any JSON value; `undefined`, which is none, where the text is no JSON */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
