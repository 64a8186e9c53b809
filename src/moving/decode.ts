/** Bytes as text, or null: a replacement character in a memory would be a silent loss. */
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function decode(bytes: Uint8Array): string | null {
  try {
    return DECODER.decode(bytes);
  } catch {
    return null;
  }
}

/** A file's text without the byte order mark that Windows programs put before it, and with one kind of line end, also of old Macs. */
export function plainLines(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
}
