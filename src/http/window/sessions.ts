/** Who may call: a tab that came by a link. In memory only, so that they end with the broker. */
import type { Random } from '../../shared/edge.ts';
import { hashSecret, makeSecret, matchesHash, type Secret, type SecretHash } from '../../shared/secrets.ts';

type Deps = {
  readonly random: Random;
  readonly monotonic: () => number;
  /** Milliseconds without a call, and in all. An open page calls all the time; a closed one does not. */
  readonly lifetimes: { readonly idle: number; readonly most: number };
};
type Session<Subject> = { readonly hash: SecretHash; readonly subject: Subject; readonly begun: number; called: number };

export type Sessions<Subject> = {
  begin(subject: Subject): Secret;
  /** @param presented what came in the header, if anything came. @returns null when it opens nothing */
  find(presented: string | undefined): Subject | null;
  alive(): boolean;
};

const MOST = 32;

export function createSessions<Subject>({ random, monotonic, lifetimes }: Deps): Sessions<Subject> {
  let sessions: Session<Subject>[] = [];
  const alive = () => {
    const now = monotonic();
    sessions = sessions.filter(({ begun, called }) => now - called < lifetimes.idle && now - begun < lifetimes.most);
    return sessions;
  };
  return {
    begin(subject) {
      const secret = makeSecret(random);
      const now = monotonic();
      sessions = [...alive().slice(1 - MOST), { hash: hashSecret(secret), subject, begun: now, called: now }];
      return secret;
    },
    find(presented) {
      if (presented === undefined) return null;
      const session = alive().find(({ hash }) => matchesHash(presented, hash));
      if (session === undefined) return null;
      session.called = monotonic();
      return session.subject;
    },
    alive: () => alive().length > 0,
  };
}
