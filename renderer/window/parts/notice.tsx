import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { Button } from './button.tsx';

type Notice = { readonly number: number; readonly text: string; readonly isProblem: boolean; readonly undo: (() => void) | null };

type Notices = {
  /** One line of what was done. @param undo offered for ten seconds */
  say(text: string, undo?: () => void): void;
  /** One line of what was refused; it stays until it is closed. */
  warn(text: string): void;
};

const WORDS = { undo: 'Undo', close: 'Close' } as const;
/** Milliseconds (ux 2.6). The time stands still while somebody is at it. */
const SHOWN = 10_000;

const NoticesContext = createContext<Notices | null>(null);
const NoticeContext = createContext<{ readonly notice: Notice | null; readonly close: () => void }>({ notice: null, close: () => undefined });

export function useNotice(): Notices {
  const notices = use(NoticesContext);
  if (notices === null) throw new Error('There is no notice line around this part.');
  return notices;
}

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const close = useCallback(() => setNotice(null), []);
  const notices = useMemo<Notices>(() => {
    const show = (text: string, isProblem: boolean, undo: Notice['undo']) =>
      setNotice((before) => ({ number: (before?.number ?? 0) + 1, text, isProblem, undo }));
    return { say: (text, undo) => show(text, false, undo ?? null), warn: (text) => show(text, true, null) };
  }, []);
  const shown = useMemo(() => ({ notice, close }), [notice, close]);
  return (
    <NoticesContext value={notices}>
      <NoticeContext value={shown}>{children}</NoticeContext>
    </NoticesContext>
  );
}

/** Where the window says what was just done. It is always there, so that it is read aloud when it fills. */
export function NoticeLine() {
  const { notice, close } = use(NoticeContext);
  const [isHeld, setHeld] = useState(false);
  const number = notice?.number;
  const stays = isHeld || (notice?.isProblem ?? true);
  useEffect(() => {
    if (number === undefined || stays) return;
    const timer = setTimeout(close, SHOWN);
    return () => clearTimeout(timer);
  }, [number, stays, close]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches whether somebody is at it
    <div
      className="notices"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div role="status" aria-live={notice?.isProblem === true ? 'assertive' : 'polite'}>
        {notice === null ? null : <span key={notice.number}>{notice.text}</span>}
      </div>
      {notice === null ? null : (
        <div className="actions">
          {notice.undo === null ? null : (
            <Button
              onPress={() => {
                notice.undo?.();
                close();
              }}
            >
              {WORDS.undo}
            </Button>
          )}
          <Button look="quiet" onPress={close}>
            {WORDS.close}
          </Button>
        </div>
      )}
    </div>
  );
}
