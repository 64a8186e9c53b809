/** A zip archive of a few files (PKWARE APPNOTE 6.3.10 §4.3), the same bytes for the same files. */
import { crc32, deflateRawSync } from 'node:zlib';

const VERSION = 20;
const DEFLATE = 8;
const UTF8 = 0x0800;
/** 1 January 1980, where the format's time begins: when something was built is nobody's business. */
const DATE = 0x0021;

/**
 * @param {readonly { name: string, content: Buffer }[]} files names with forward slashes
 * @returns {Buffer}
 */
export function zip(files) {
  const entries = files.map(({ name, content }) => ({ name: Buffer.from(name), packed: deflateRawSync(content, { level: 9 }), content }));
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const local = header(0x04034b50, entry, []);
    directory.push(header(0x02014b50, entry, [offset]));
    parts.push(local, entry.packed);
    offset += local.length + entry.packed.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, end(entries.length, central.length, offset)]);
}

/** §4.3.7, and with an offset §4.3.12, which has the same fields and more. */
function header(signature, { name, packed, content }, [offset]) {
  const isCentral = offset !== undefined;
  const fields = Buffer.alloc(isCentral ? 46 : 30);
  let at = fields.writeUInt32LE(signature, 0);
  // Made by: version 2.0 on Unix, so that the mode below counts.
  if (isCentral) at = fields.writeUInt16LE((3 << 8) | VERSION, at);
  for (const value of [VERSION, UTF8, DEFLATE, 0, DATE]) at = fields.writeUInt16LE(value, at);
  for (const value of [crc32(content), packed.length, content.length]) at = fields.writeUInt32LE(value, at);
  for (const value of [name.length, 0]) at = fields.writeUInt16LE(value, at);
  if (isCentral) {
    for (const value of [0, 0, 0]) at = fields.writeUInt16LE(value, at);
    for (const value of [0o100644 * 0x10000, offset]) at = fields.writeUInt32LE(value, at);
  }
  return Buffer.concat([fields, name]);
}

/** §4.3.16. */
function end(count, length, offset) {
  const fields = Buffer.alloc(22);
  fields.writeUInt32LE(0x06054b50, 0);
  fields.writeUInt16LE(count, 8);
  fields.writeUInt16LE(count, 10);
  fields.writeUInt32LE(length, 12);
  fields.writeUInt32LE(offset, 16);
  return fields;
}
