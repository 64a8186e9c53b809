import type { ReactNode } from 'react';

/** What narrows the list below it. */
export function Toolbar({ children }: { readonly children: ReactNode }) {
  return <div className="toolbar">{children}</div>;
}
