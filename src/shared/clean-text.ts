/** NFC without NUL and lone surrogates, which SQLite would cut or refuse. */
export function cleanText(text: string): string {
  return text.toWellFormed().normalize('NFC').replaceAll('\0', ' ');
}
