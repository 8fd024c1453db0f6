/** Who saw or changed what of a referral, when, and as whom: for the authority that answers for it. */
import type { Agent } from '#src/domain/agent.ts';
import type { Area } from '#src/domain/area.ts';
import type { CaseEvent } from '#src/domain/case/history.ts';
import type { ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Disclosure } from '#src/usecases/ports/disclosures.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import { disclosureReasonPlace, onBehalfOfPlace } from '#src/usecases/ports/seals.ts';
import { openText } from '#src/usecases/sealed-text.ts';
import { nameAgents, type StaffDeps } from './staff.ts';

export interface DisclosureDeps {
  ledger: Pick<Ledger, 'byReference'>;
  cases: Pick<Cases, 'read' | 'history' | 'disclosures' | 'disclose'>;
  keys: Pick<Keys, 'open'>;
  now: Clock;
}

interface Entry {
  /** RFC 3339, UTC. */
  at: string;
  by: PartyId | 'system';
  /** Who acted for the party; absent where it is not known. */
  agent?: Agent;
  /** The number of the hand-off that it concerns. */
  handOff?: number;
}

export type AccessEntry =
  | (Entry & {
      kind: 'shown';
      /** Fields of a referral, or `everything`, or `disclosures` for this list. */
      fields: readonly string[];
      reasonRequired?: ReasonRequirement;
      /** What they gave as their reason. */
      why?: string;
    })
  | (Entry & { kind: 'changed'; event: CaseEvent });

/** Which referral, by id or by spoken reference, and the party that asks. */
interface Reading {
  by: PartyId;
  of: { id: ReferralId } | { reference: string };
}

export interface AccessList<One extends AccessEntry = AccessEntry> {
  id: ReferralId;
  reference: string;
  items: One[];
}

/**
 * Oldest first. What was typed as a reason to open the case is shown too, so the reading itself goes into the disclosure
 * log, after what it shows.
 */
export async function listDisclosures(deps: DisclosureDeps, reading: Reading): Promise<AccessList | undefined> {
  const list = await readAccessList(deps, reading);
  return (
    list && { ...list, items: list.items.map((entry) => ({ ...entry, ...openAgent(deps, list.id, entry.agent) })) }
  );
}

export type NamedAccessEntry = AccessEntry & { agentName?: string };

/** The same, with the names of people from the staff directory, as far as the reader may know them. */
export async function listNamedDisclosures(
  deps: DisclosureDeps & StaffDeps & { area: Pick<Area, 'parties'> },
  reading: Reading,
): Promise<AccessList<NamedAccessEntry> | undefined> {
  const list = await readAccessList(deps, reading);
  return list && { ...list, items: await nameAgents(deps, reading.by, list.id, list.items) };
}

/** With agents as they are stored. */
async function readAccessList(deps: DisclosureDeps, { by, of }: Reading): Promise<AccessList | undefined> {
  const { ledger, cases, now } = deps;
  const id = 'id' in of ? of.id : (await ledger.byReference(of.reference))[0];
  const referralCase = id && (await cases.read(id));
  if (!id || !referralCase) return undefined;
  const [disclosures, history] = await Promise.all([cases.disclosures(id), cases.history(id)]);
  const shown = disclosures.map((entry) => shownEntry(deps, entry));
  const changed = history.map(
    ({ at, by, agent, handOff, event }): AccessEntry => ({
      kind: 'changed',
      at,
      by,
      ...(agent && { agent }),
      ...(handOff !== undefined && { handOff }),
      event,
    }),
  );
  const { reference, facts } = referralCase.head;
  const at = now().toISOString();
  await cases.disclose({
    referral: id,
    number: 0,
    by,
    at,
    fields: ['disclosures'],
    workOf: undefined,
    test: facts.test,
  });
  // Two of the same time stay in the order of their own list.
  const items = [...changed, ...shown].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { id, reference, items };
}

const shownEntry = (
  { keys }: Pick<DisclosureDeps, 'keys'>,
  { referral, at, by, agent, number, fields, reasonRequired, why }: Disclosure,
): AccessEntry => ({
  kind: 'shown',
  at,
  by,
  ...(agent && { agent }),
  ...(number > 0 && { handOff: number }),
  fields,
  ...(reasonRequired && { reasonRequired }),
  ...(why !== undefined && { why: openText(keys, disclosureReasonPlace(referral), why) }),
});

/** What a system says of its member of staff, in plain text. */
function openAgent(
  { keys }: Pick<DisclosureDeps, 'keys'>,
  id: ReferralId,
  agent: Agent | undefined,
): Pick<Entry, 'agent'> {
  if (!agent || 'user' in agent || agent.onBehalfOf === undefined) return agent ? { agent } : {};
  return { agent: { ...agent, onBehalfOf: openText(keys, onBehalfOfPlace(id), agent.onBehalfOf) } };
}
