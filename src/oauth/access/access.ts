/** Who is calling a protected resource, and the port through which `mcp`, REST and the window ask. */
import type { RefusalReason } from '../../activity/events.ts';
import type { Scope } from '../../shared/scopes.ts';

/** An authenticated caller. It says who; what it may do is asked per call, because a grant can change under it. */
export type Access = {
  readonly clientId: string;
  readonly clientName: string | null;
  /** The file of the program that registered the client, as the kernel said; null where it is not known. */
  readonly program: string | null;
  readonly grantId: string;
  readonly sessionId: string | null;
  readonly compartment: string;
  /** `jti` of the access token, or the API key's id. */
  readonly tokenId: string;
  readonly method: 'access-token' | 'api-key';
  /** Narrower than the grant, only when the client itself asked for less at refresh (ruling 15). */
  readonly cap: readonly Scope[] | null;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
};

export type AccessRefusal = {
  readonly refused: RefusalReason;
  /** Whether the caller sent a token at all; without one the challenge carries no `error` (RFC 6750 §3.1). */
  readonly tokenSent: boolean;
  /** Whose token it was, where its signature was good; the caller is never told. */
  readonly clientId: string | null;
};

export type AccessCheck = {
  /**
   * Signature, issuer, audience, times, and the state of grant, session and client, on every request.
   * @param authorization the raw `Authorization` header value
   */
  authenticate(authorization: string | undefined): Promise<Access | AccessRefusal>;
  /** The same judgement of a bare token, without counting it as a use. */
  inspect(token: string): Promise<Access | AccessRefusal>;
  /** The scopes that hold for this caller right now: the live grant's, under the caller's own cap. */
  scopes(access: Access): readonly Scope[];
  /** Whether the caller's live scopes cover the needed one. */
  permits(access: Access, needed: Scope): boolean;
};

/** What the person can do to connections; every call changes the state in memory first, then commits, then resolves. */
export type GrantControl = {
  /** Ends every grant of these clients. @returns how many were live */
  disconnect(clientIds: readonly string[]): Promise<number>;
  /** Ends these grants alone. @returns how many were live */
  endGrants(grantIds: readonly string[], reason?: 'disconnected' | 'idle'): Promise<number>;
  /**
   * Leaves a grant no more than these scopes, from the next call on and with the same tokens (ruling 15).
   * @returns what it may do now, or null without having changed anything: it has ended, or nothing would be left of it
   */
  narrow(grantId: string, scopes: readonly Scope[]): Promise<readonly Scope[] | null>;
  endSessions(sessionIds: readonly string[]): Promise<number>;
  /** Their grants are refused from now on and their calls cut off; the caller makes it durable. */
  forget(clientIds: readonly string[]): void;
  pause(clientIds: readonly string[]): Promise<void>;
  /** Refused for good, until resumed; what is connected ends. */
  block(clientIds: readonly string[]): Promise<void>;
  resume(clientIds: readonly string[]): Promise<void>;
  locked(): boolean;
  setLocked(locked: boolean): Promise<void>;
};
