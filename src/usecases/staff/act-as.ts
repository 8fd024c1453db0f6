/**
 * Writes who acts beside the party in whose name they do. Bound once for each call, where its dependencies are made, so
 * that no rule has to pass it on and none can forget it.
 */
import type { Agent } from '#src/domain/agent.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseChange } from '#src/domain/case/model.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Disclosure } from '#src/usecases/ports/disclosures.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { onBehalfOfPlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';

/** Who makes a call. `onBehalfOf` is what a system says of its member of staff, not sealed yet. */
export interface Caller {
  party: PartyId;
  agent: Agent;
}

/** What a call may be given of the tables it writes. */
interface WriteDeps {
  keys?: Pick<Keys, 'seal'>;
  cases?: Partial<Pick<Cases, 'commit' | 'commitTogether' | 'disclose' | 'discloseOnceADay'>>;
  ledger?: Partial<Pick<Ledger, 'put'>>;
}

/** The same dependencies; what they write in the name of the caller's party bears the caller. */
export function actAs<Deps extends object>(deps: Deps, caller: Caller): Deps {
  const { keys, cases, ledger }: WriteDeps = deps;
  const agentOf = (id: ReferralId): Agent => sealAgent(keys, id, caller.agent);
  return {
    ...deps,
    ...(cases && { cases: { ...cases, ...casesActingAs(cases, caller.party, agentOf) } }),
    ...(ledger && { ledger: { ...ledger, ...ledgerActingAs(ledger, caller.party, agentOf) } }),
  };
}

/** It names a person, though not the victim. */
function sealAgent(keys: Pick<Keys, 'seal'> | undefined, id: ReferralId, agent: Agent): Agent {
  if ('user' in agent || agent.onBehalfOf === undefined) return agent;
  if (!keys) throw new TypeError('nothing to seal the name of a member of staff with');
  return { ...agent, onBehalfOf: sealText(keys, onBehalfOfPlace(id), agent.onBehalfOf) };
}

function casesActingAs(
  { commit, commitTogether, disclose, discloseOnceADay }: NonNullable<WriteDeps['cases']>,
  party: PartyId,
  agentOf: (id: ReferralId) => Agent,
): NonNullable<WriteDeps['cases']> {
  const stampEvent = (event: HistoryEvent, id: ReferralId): HistoryEvent =>
    // It was received before: who sent it stands in the ledger.
    event.by === party && event.event !== 'received' ? { ...event, agent: agentOf(id) } : event;
  const stampChange = (change: CaseChange): CaseChange => ({
    ...change,
    events: change.events.map((event) => stampEvent(event, change.head.after.id)),
  });
  const stampEntry = <Entry extends Disclosure>(entry: Entry): Entry =>
    entry.by === party ? { ...entry, agent: agentOf(entry.referral) } : entry;
  return {
    ...(commit && { commit: (change, correction) => commit(stampChange(change), correction) }),
    ...(commitTogether && { commitTogether: (changes) => commitTogether(changes.map(stampChange)) }),
    ...(disclose && { disclose: (entry) => disclose(stampEntry(entry)) }),
    ...(discloseOnceADay && { discloseOnceADay: (entries) => discloseOnceADay(entries.map(stampEntry)) }),
  };
}

const ledgerActingAs = (
  { put }: NonNullable<WriteDeps['ledger']>,
  party: PartyId,
  agentOf: (id: ReferralId) => Agent,
): NonNullable<WriteDeps['ledger']> => ({
  ...(put && {
    put: (record: LedgerRecord) => put(record.sender === party ? { ...record, agent: agentOf(record.id) } : record),
  }),
});
