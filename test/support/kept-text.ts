import { existsSync, readFileSync } from 'node:fs';

/** @returns what a file holds, byte by byte; nothing where it went meanwhile: a broker that ends removes its `-wal` and `-shm`, a file that is replaced comes and goes */
export function keptText(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if (existsSync(file)) throw error;
    return '';
  }
}
