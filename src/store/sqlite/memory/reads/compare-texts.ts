/** In the order of SQLite, which compares texts as bytes of UTF-8: beyond U+FFFF that is not the order of JavaScript. */
export function compareTexts(left: string | Buffer, right: string | Buffer): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
