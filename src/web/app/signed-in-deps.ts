/** Dependencies of the pages that need a table, a key or a queue. Each group of pages gets only what it uses. */
import type { CellKey } from '#src/domain/volumes/publish-count.ts';
import type { SubmitDeps } from '#src/usecases/intake/submit-referral.ts';
import type { OpeningDeps } from '#src/usecases/jobs/watch-openings.ts';
import type { MailSettingsDeps } from '#src/usecases/mail/mail-settings.ts';
import type { BalanceStore } from '#src/usecases/ports/balance.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { CounterReader } from '#src/usecases/ports/counters.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import type { MailAddresses } from '#src/usecases/ports/mail.ts';
import type { StaffDirectory } from '#src/usecases/ports/staff.ts';
import type { Drafts, SignInIssuers } from '#src/usecases/ports/web.ts';
import type { OwnDeps } from '#src/usecases/sender/own-referrals.ts';
import type { HandOffDeps } from '#src/usecases/service/hand-offs.ts';
import type { StaffDeps } from '#src/usecases/staff/staff.ts';
import type { TeamDeps } from '#src/usecases/staff/team.ts';
import type { TriageDeps } from '#src/usecases/triage/triage.ts';
import type { SessionDeps } from './session.ts';

export interface SignInDeps extends SessionDeps {
  issuers: SignInIssuers;
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
