import type { ReactNode } from 'react';
import { Fact, Facts } from './facts.tsx';

/** Terms and what is known; null leaves one out. */
export function FactRows({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Facts>
      {rows.map(([term, value]) =>
        value === null ? null : (
          <Fact key={term} term={term}>
            {value}
          </Fact>
        ),
      )}
    </Facts>
  );
}
