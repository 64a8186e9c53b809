/** SHA-256 over what comes bit by bit; whoever reads or writes a file brings one, because Node and a page have different ones. */
export type Digest = {
  update(bytes: Uint8Array): void;
  /** In hex; once, at the end. */
  end(): Promise<string>;
};
export type CreateDigest = () => Digest;
