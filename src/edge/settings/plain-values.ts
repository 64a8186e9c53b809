/** Values of one word. Each answers null to what is not allowed. */

/** @param unit what one of them is counted as, such as a minute in milliseconds */
export const wholeNumber =
  (least: number, most: number, unit = 1) =>
  (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value * unit : null;
  };

/** @param values by their word in lower case */
export const oneOf =
  <Value>(values: Readonly<Record<string, Value>>) =>
  (text: string) =>
    Object.hasOwn(values, text.toLowerCase()) ? (values[text.toLowerCase()] ?? null) : null;

export const trueOrFalse = oneOf({ true: true, false: false });

export const printable = (most: number) => (text: string) => (/^[\x21-\x7e]+$/.test(text) && text.length <= most ? text : null);

export const absolutePath = (text: string) => (text.startsWith('/') || /^[A-Za-z]:\\/.test(text) ? text : null);
