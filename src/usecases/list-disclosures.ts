/** Who saw or changed what of a referral, when, and as whom: for the authority that answers for it. */
import type { Agent } from '#src/domain/agent.ts';
import type { ReasonRequirement } from '#src/domain/case/access-reason.ts';
import type { CaseEvent } from '#src/domain/case/model.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Cases, Clock, Keys, Ledger } from './ports.ts';
import { openText } from './sealed-text.ts';

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
  /** Who acted for the party, in plain text; absent where it is not known. */
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

/**
 * Oldest first. What was typed as a reason to open the case is shown too, so the reading itself goes into the disclosure
 * log, after what it shows.
 * @param reading the party that asks, and the referral by id or by spoken reference
 */
export async function listDisclosures(
  { ledger, cases, keys, now }: DisclosureDeps,
  reading: { by: PartyId; of: { id: ReferralId } | { reference: string } },
): Promise<{ id: ReferralId; reference: string; items: AccessEntry[] } | undefined> {
  const { by, of } = reading;
  const id = 'id' in of ? of.id : (await ledger.byReference(of.reference))[0];
  const referralCase = id && (await cases.read(id));
  if (!id || !referralCase) return undefined;
  const [disclosures, history] = await Promise.all([cases.disclosures(id), cases.history(id)]);
  const openAgent = (agent: Agent | undefined): Pick<Entry, 'agent'> => {
    if (!agent || 'user' in agent || agent.onBehalfOf === undefined) return agent ? { agent } : {};
    return { agent: { ...agent, onBehalfOf: openText(keys, id, agent.onBehalfOf) } };
  };
  const shown = disclosures.map(
    ({ at, by, agent, number, fields, reasonRequired, why }): AccessEntry => ({
      kind: 'shown',
      at,
      by,
      ...openAgent(agent),
      ...(number > 0 && { handOff: number }),
      fields,
      ...(reasonRequired && { reasonRequired }),
      ...(why !== undefined && { why: openText(keys, id, why) }),
    }),
  );
  const changed = history.map(
    ({ at, by, agent, handOff, event }): AccessEntry => ({
      kind: 'changed',
      at,
      by,
      ...openAgent(agent),
      ...(handOff !== undefined && { handOff }),
      event,
    }),
  );
  await cases.disclose({ referral: id, number: 0, by, at: now().toISOString(), fields: ['disclosures'] });
  // Two of the same time stay in the order of their own list.
  const items = [...changed, ...shown].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { id, reference: referralCase.head.reference, items };
}
