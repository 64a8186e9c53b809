import type { Admin } from '../admin/method.ts';
import type { Gatehouse } from '../gatehouse/gatehouse.ts';
import type { StatusView } from '../shared/views.ts';

export type RunningBroker = {
  readonly gatehouse: Gatehouse;
  readonly admin: Admin;
  readonly status: StatusView;
  /** Address of the control socket. */
  readonly control: string;
  /** The profile is new and keeps its keys in a file because no keychain answered. */
  readonly fellBack: boolean;
  close(): Promise<void>;
};
