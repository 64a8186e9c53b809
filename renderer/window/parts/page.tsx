import { type ReactNode, useEffect, useRef } from 'react';
import { isDialogOpen } from '../shell/use-shortcuts.ts';

type Props = {
  readonly title: string;
  /** Beside the title: what can be done on the whole page. */
  readonly actions?: ReactNode;
  /** The way to where this page belongs. */
  readonly back?: ReactNode;
  /** Why what is shown is not the latest. */
  readonly problem?: string | null;
  /** What Esc does, where it leaves something. */
  readonly onEscape?: () => void;
  readonly children: ReactNode;
};

/** A page: its heading, which gets the focus when the page opens, and what is under it. */
export function Page({ title, actions, back, problem = null, onEscape, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  useEffect(() => {
    document.title = `${title} · Gatehouse`;
  }, [title]);
  useEffect(() => {
    if (onEscape === undefined) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isDialogOpen()) onEscape();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [onEscape]);
  return (
    <>
      <div className="head">
        <div className="title">
          {back}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        <div className="actions">{actions}</div>
      </div>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {children}
    </>
  );
}
