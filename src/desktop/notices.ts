/** What Gatehouse says where it has no window: one line each, and a click on it leads to where it can be dealt with. */
import { Notification } from 'electron';

export type Say = (line: string, onClick?: () => void) => void;

export function createNotices(): Say {
  /** Kept, or the click on one that was collected would lead nowhere. */
  const shown = new Set<Notification>();
  return (line, onClick) => {
    if (!Notification.isSupported()) return;
    const notice = new Notification({ title: 'Gatehouse', body: line });
    const done = () => void shown.delete(notice);
    shown.add(notice);
    notice.on('click', () => {
      done();
      onClick?.();
    });
    notice.on('close', done);
    notice.on('failed', done);
    notice.show();
  };
}
