/** Links that open something once, and soon. Kept as hashes in memory: whoever reads it finds nothing to open with. */
import type { Random } from '../../shared/edge.ts';
import { hashSecret, makeSecret, matchesHash, type Secret, type SecretHash } from '../../shared/secrets.ts';

type Deps = { readonly random: Random; readonly monotonic: () => number };
type Link<Subject> = { readonly hash: SecretHash; readonly subject: Subject; readonly until: number };

export type Links<Subject> = {
  make(subject: Subject): Secret;
  /** @returns what the link leads to, the first time within its minute; null for everything else */
  redeem(presented: string): Subject | null;
  /** Whether any can still be opened. */
  wait(): boolean;
};

/** Milliseconds (ruling 13). */
const LIFETIME = 60_000;
/** Whoever makes more than this at once is not a person. */
const MOST = 16;

export function createLinks<Subject>({ random, monotonic }: Deps): Links<Subject> {
  let links: Link<Subject>[] = [];
  const alive = () => {
    links = links.filter(({ until }) => monotonic() < until);
    return links;
  };
  return {
    make(subject) {
      const secret = makeSecret(random);
      links = [...alive().slice(1 - MOST), { hash: hashSecret(secret), subject, until: monotonic() + LIFETIME }];
      return secret;
    },
    redeem(presented) {
      const found = alive().find(({ hash }) => matchesHash(presented, hash));
      links = links.filter((link) => link !== found);
      return found?.subject ?? null;
    },
    wait: () => alive().length > 0,
  };
}
