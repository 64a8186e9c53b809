import { userInfo } from 'node:os';

/** The account's name; some containers have an account without one. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
