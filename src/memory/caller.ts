/** Who asks, as established from its token. The compartment comes from the grant, never from an argument (ruling 23). */
export type Caller = {
  readonly compartment: string;
  readonly clientId: string;
  readonly clientName: string | null;
  readonly grantId: string;
  /** The file of the program that registered the client; null where it is not known. */
  readonly program: string | null;
  /** Whether what it was allowed still holds. To look through a long text takes a tenth of a second, in which the person may have revoked it. */
  readonly mayStill?: (() => boolean) | undefined;
};
