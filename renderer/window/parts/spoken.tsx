import type { ReactNode } from 'react';

/** Read aloud, and not shown. */
export function Spoken({ children }: { readonly children: ReactNode }) {
  return <span className="spoken">{children}</span>;
}
