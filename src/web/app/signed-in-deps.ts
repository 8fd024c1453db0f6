/** Dependencies of the pages that need a table, a key or a queue. Each group of pages gets only what it uses. */
import type { CellKey } from '#src/domain/volumes/publish-count.ts';
import type { BalanceStore } from '#src/usecases/balance-ports.ts';
import type { CounterReader } from '#src/usecases/counter-ports.ts';
import type { HandOffDeps } from '#src/usecases/hand-offs.ts';
import type { Log } from '#src/usecases/log-port.ts';
import type { MailAddresses } from '#src/usecases/mail-ports.ts';
import type { MailSettingsDeps } from '#src/usecases/mail-settings.ts';
import type { OwnDeps } from '#src/usecases/own-referrals.ts';
import type { Cases } from '#src/usecases/ports.ts';
import type { StaffDeps } from '#src/usecases/staff.ts';
import type { StaffDirectory } from '#src/usecases/staff-ports.ts';
import type { SubmitDeps } from '#src/usecases/submit-referral.ts';
import type { TeamDeps } from '#src/usecases/team.ts';
import type { TriageDeps } from '#src/usecases/triage.ts';
import type { OpeningDeps } from '#src/usecases/watch-openings.ts';
import type { Drafts, SignInProvider } from '#src/usecases/web-ports.ts';
import type { SessionDeps } from './session.ts';

export interface SignInDeps extends SessionDeps {
  provider: SignInProvider;
}

export interface ReferDeps extends OwnDeps, Omit<SubmitDeps, keyof OwnDeps> {
  drafts: Drafts;
  log: Log;
}

/** By group of pages, except for the session and the watch on openings, which are for every page. */
export interface SignedInDeps {
  session: SessionDeps;
  openings: OpeningDeps;
  signIn: SignInDeps;
  refer: ReferDeps;
  sent: OwnDeps;
  inbox: HandOffDeps & { staff: StaffDirectory; log: Log };
  triage: TriageDeps & {
    staff: StaffDirectory;
    addresses: Pick<MailAddresses, 'marked'>;
    balances: Pick<BalanceStore, 'read'>;
    log: Log;
  };
  team: TeamDeps & { pagesUrl: string };
  dashboard: {
    counters: CounterReader;
    cellKey: () => Promise<CellKey>;
    cases: Pick<Cases, 'triageList' | 'openHandOffs'>;
  };
  eMails: MailSettingsDeps & StaffDeps;
}
