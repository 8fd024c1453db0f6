/**
 * Volumes counted from the demo's own files by the definitions of the registry, without the code
 * that counts: from what was sent, the responses, what services did, and when the clock moved.
 */
import type { CaseMove } from '#demo/follow-up.ts';
import type { SentReferral } from '#demo/send.ts';
import type { HandOffEvent } from '#demo/service-simulation.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type DemoFiles, londonDay } from './demo-files.ts';
import { expectHandOffs } from './expected-hand-offs.ts';
import { factsOf, referredInTime } from './facts.ts';

type Values = Record<string, readonly string[]>;
/** A counted event; a person counts once in each value and period. */
interface Counted {
  measure: string;
  /** London day. */
  day: string;
  values: Values;
  person?: string;
}
/** By measure, dimension, and "period value"; the dimension `` is the total. */
export type Recounted = Map<string, Map<string, Map<string, number>>>;

export interface Recount {
  /** @param periodOf of a London day */
  by(periodOf: (day: string) => string): Recounted;
  /** Contradictions within the files: unexpected and missing messages. */
  contradictions: string[];
}

export function recount(files: DemoFiles): Recount {
  const first = files.sent.filter(({ answered }) => answered.status === 201);
  const stored = new Map(first.map((one) => [one.answered.referralId ?? '', valuesOf(one)]));
  const of = (referralId: string, more: Values): Values => ({ ...stored.get(referralId), ...more });
  const { handOffs: turns, held, contradictions: against } = expectHandOffs(files);
  const counted: Counted[] = [
    ...first.flatMap(countsOnReceipt),
    ...files.sent.flatMap(({ day, answered }) =>
      answered.status === 200 || answered.code === 'already-referred'
        ? [{ measure: 'duplicates', day, values: of(answered.referralId ?? '', {}) }]
        : [],
    ),
    ...files.sent.flatMap(saidNo),
    ...turns.map(({ referralId, service, day }) => ({
      measure: 'handed-off',
      day,
      values: of(referralId, { service: [service] }),
    })),
    ...once(files.worked).flatMap((one) => atService(one, of(one.referralId, { service: [one.service] }))),
    ...turns.flatMap(({ referralId, service, over }) =>
      over?.how === 'expired'
        ? [{ measure: 'expired', day: londonDay(over.at), values: of(referralId, { service: [service] }) }]
        : [],
    ),
    ...files.cases.flatMap((move) => byMove(move, of(move.referralId, { service: [] }))),
    ...held.map(({ referralId, day }) => ({
      measure: 'held',
      day,
      values: of(referralId, { service: [], 'held-reason': ['no-eligible-service'] }),
    })),
  ];
  return { by: (periodOf) => tally(counted, periodOf), contradictions: against };
}

/** Refused because the person said no: only the sender, the offence and its district are known. */
function saidNo(one: SentReferral): Counted[] {
  const reason = { 'victim-opted-out': 'opted-out', 'explicit-consent-required': 'consent-refused' }[
    one.answered.code ?? ''
  ];
  if (reason === undefined) return [];
  const { category, district } = (one.body as Submission).offence;
  const values = factsOf({ ...one, body: { offence: { category, district }, victim: {} } });
  const own = { 'age-band': ['unknown'], 'enhanced-rights': [], 'not-referred-reason': [reason] };
  return [
    {
      measure: 'not-referred',
      day: one.day,
      values: { ...values, ...own },
    },
  ];
}

const valuesOf = (one: SentReferral): Values => ({ ...factsOf(one), service: one.answered.chosen ?? [] });

function countsOnReceipt(one: SentReferral): Counted[] {
  const { day } = one;
  const values = valuesOf(one);
  const reasons = one.answered.heldReasons ?? [];
  return [
    { measure: 'referrals', day, values },
    { measure: 'victims', day, values, person: personOf(one) },
    ...(referredInTime(one) ? [{ measure: 'within-code', day, values }] : []),
    ...(reasons.length > 0
      ? [{ measure: 'held', day, values: { ...values, service: [], 'held-reason': reasons } }]
      : []),
  ];
}

/** By name and date of birth, which the demo always gives. */
function personOf(one: SentReferral): string {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const { victim } = one.body as Submission;
  return `${letters(victim.givenName ?? '')} ${letters(victim.familyName)} ${victim.dateOfBirth}`;
}

/** What the hub and the senders did with a referral that no service held. */
function byMove({ what, day, reason, heldReasons = [] }: CaseMove, values: Values): Counted[] {
  if (what === 'returned') return [{ measure: what, day, values: { ...values, 'return-reason': [reason ?? ''] } }];
  if (what === 'withdrawn') return [{ measure: what, day, values: { ...values, 'withdraw-reason': [reason ?? ''] } }];
  const held =
    heldReasons.length > 0 ? [{ measure: 'held', day, values: { ...values, 'held-reason': heldReasons } }] : [];
  return what === 'reopened' ? [{ measure: what, day, values }, ...held] : held;
}

const reported = ['accepted', 'declined', 'returned', 'contacted', 'supporting', 'suspended', 'amended', 'closed'];
const reasonOf: Record<string, string> = {
  returned: 'return-reason',
  closed: 'outcome',
  declined: 'decline-reason',
  suspended: 'suspend-reason',
};

function atService({ what, day, reason, inTime }: HandOffEvent, values: Values): Counted[] {
  if (!reported.includes(what)) return [];
  const dimension = reasonOf[what];
  const own = dimension === undefined ? values : { ...values, [dimension]: [reason ?? ''] };
  return [{ measure: what, day, values: own }, ...(inTime ? [{ measure: 'within-target', day, values }] : [])];
}

/** A message may be delivered and handled twice; a repeated report changes nothing. */
function once(worked: readonly HandOffEvent[]): HandOffEvent[] {
  const said = new Set<string>();
  return worked.filter(
    ({ handOffId, what, version = '' }) => said.size < said.add(`${handOffId} ${what} ${version}`).size,
  );
}

function tally(counted: readonly Counted[], periodOf: (day: string) => string): Recounted {
  const all: Recounted = new Map();
  const people = new Set<string>();
  const isNew = (who: string): boolean => people.size < people.add(who).size;
  for (const { measure, day, values, person } of counted) {
    const byDimension = emptyAt(all, measure, () => new Map<string, Map<string, number>>());
    for (const [dimension, list] of [...Object.entries(values), ['', ['']] as const]) {
      const counts = emptyAt(byDimension, dimension, () => new Map<string, number>());
      const cells = list.map((value) => `${periodOf(day)} ${value}`);
      for (const cell of cells) {
        if (person !== undefined && !isNew(JSON.stringify([dimension, cell, person]))) continue;
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
    }
  }
  return all;
}

function emptyAt<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const made = map.get(key) ?? make();
  map.set(key, made);
  return made;
}
