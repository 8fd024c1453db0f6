/**
 * Checks the invariants of a system at rest in its tables, queues and API. Each violation is named;
 * no violation is an empty list. Every test that runs the system ends with it.
 */
import type { Client } from '#demo/client.ts';
import { casesOf, ledgerFaults, messageFaults, stateFaults } from './audit/cases.ts';
import { correctionFaults, onceFaults, safetyFaults } from './audit/corrections.ts';
import { countFaults } from './audit/counts.ts';
import { type Evidence, evidenceOf } from './audit/evidence.ts';
import { noticeFaults } from './audit/notices.ts';
import { agreementFaults, erasureFaults, ownerFaults, releaseFaults } from './audit/ownership.ts';

export interface AuditOptions {
  /** Ids of every referral that was answered 2xx. */
  answered?: Iterable<string>;
  /** How often a stored referral was sent again. */
  duplicates?: number;
  /** Strings that must not be outside the ledger: names, phones, narratives. */
  marks?: readonly string[];
}

export async function audit(evidence: Evidence, known: AuditOptions = {}): Promise<string[]> {
  const cases = casesOf(evidence.work);
  const ledger = Map.groupBy(evidence.referrals, ({ id }) => String(id));
  return [
    ...ledgerFaults(evidence, cases, known.answered ?? []),
    ...messageFaults(evidence, cases),
    ...[...cases.values()].flatMap((seen) => [
      ...stateFaults(seen),
      ...ownerFaults(seen),
      ...agreementFaults(seen),
      ...releaseFaults(seen),
      ...erasureFaults(seen, ledger.get(seen.id) ?? []),
      ...correctionFaults(seen, evidence.messages),
      ...safetyFaults(seen),
      ...onceFaults(seen),
      ...noticeFaults(seen),
    ]),
    ...(await countFaults(evidence, cases, known.duplicates)),
    ...markFaults(evidence, known.marks ?? []),
  ];
}

/** Audits a local run. @param taken messages that were already received from their queues */
export const auditRun = async (
  client: Client,
  known: AuditOptions & { taken?: Evidence['messages'] } = {},
): Promise<string[]> => audit(await evidenceOf(client, known.taken), known);

/** Personal data is in the ledger alone, and sealed (invariant 7). */
function markFaults(evidence: Evidence, marks: readonly string[]): string[] {
  const places = {
    'the ledger, unsealed': evidence.referrals,
    'the work table': evidence.work,
    'the counters': evidence.counters,
    'a queue': evidence.messages,
  };
  return Object.entries(places).flatMap(([place, rows]) => {
    const text = rows
      .map((row) => JSON.stringify(row))
      .join('\n')
      .toLowerCase();
    return marks.filter((mark) => text.includes(mark.toLowerCase())).map((mark) => `${mark} stands in ${place}`);
  });
}
