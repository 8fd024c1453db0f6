/** What happens in one history: drawn by fast-check, which makes it smaller when it fails. */
import * as fc from 'fast-check';

/** What somebody does with one case. `who` picks a service. */
export type Act =
  | { act: 'resend'; changed: boolean }
  /** `isWhole`: as PUT, else as PATCH. `asks`: with the person's consent, given now. `again`: sent twice. */
  | { act: 'correct'; kind: CorrectionKind; isWhole: boolean; byHub: boolean; asks: boolean; again: boolean }
  | { act: 'read' }
  /** The lists of the sender, a service and triage. */
  | { act: 'list'; who: number }
  /** By triage since the person said no; by its sender as a duplicate, or as sent in error. */
  | { act: 'withdraw'; byTriage: boolean; asDuplicate: boolean }
  /** By the case's open hand-offs from the first on, each until its goal: two that end at once are what this is for. */
  | { act: 'report'; first: number; until: ReportGoal[] }
  | { act: 'receive'; who: number; until: ReportGoal }
  /** `adds`: in nobody's place. */
  | { act: 'route'; who: number; adds: boolean }
  | { act: 'return' }
  /** Triage says that it is a duplicate of another of the history. */
  | { act: 'decide-duplicate'; of: number }
  | { act: 'hold'; lift: boolean }
  | { act: 'ask-erasure' };

/** What runs for all cases. `after` is the number of looks at the time left before a job is cut short. */
export type Job =
  | { job: 'sweep'; after: number | undefined }
  | { job: 'deadlines'; after: number | undefined }
  | { job: 'erase'; after: number | undefined }
  | { job: 'recount' }
  | { job: 'deliver-again'; which: number }
  | { job: 'redrive' }
  /** The area's secret is rotated, if it can be: what is called from now on seals by the next version. */
  | { job: 'rotate' }
  | { job: 'reseal' };

export const correctionKinds = [
  'safe-contact',
  'unsafe-contact',
  'suspect',
  'need',
  'out-of-scope',
  'summary',
  'nothing',
] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

export const reportGoals = [
  'collected',
  'accepted',
  'declined',
  'returned',
  'contacted',
  'closed',
  'unreached',
  'suspended',
  'suspended-in-support',
  'called-by-person',
  'unsafe-attempt',
  'unexplained-attempt',
] as const;
export type ReportGoal = (typeof reportGoals)[number];

/** Done in this order; `together` begins at once, while what came before may still be under way. */
export type Step =
  | { on: number; together: Act[] }
  | Job
  /** Passes time while calls are under way. */
  | { waitS: number }
  /** Passes time once nothing is under way. */
  | { sleepH: number }
  /** A new catalogue is deployed, with or without the general service. */
  | { deploy: 'without-general' | 'whole' };

export interface Plan {
  /** Draws the order of calls and the faults. */
  order: number;
  start: string;
  faultRate: number;
  stream: (typeof streams)[number];
  /** How many months a person is recognised for after what was said of them is erased. */
  repeatVictimMonths: number;
  referrals: { shape: number; person: number; byHospital: boolean }[];
  steps: Step[];
  /** Whether the time to erase comes before the audit. */
  endsLate: boolean;
}

const streams = ['in-order', 'out-of-order', 'lost'] as const;

/** An ordinary morning, and moments before a midnight, a month, a year and the two clock changes. */
const starts = [
  '2026-11-19T09:00:00Z',
  '2026-11-30T23:59:00Z',
  '2026-12-31T23:58:30Z',
  '2026-07-31T22:59:00Z',
  '2026-03-29T00:58:00Z',
  '2026-10-25T00:58:00Z',
  '2026-10-24T22:59:00Z',
];

const who = fc.nat(3);
/** Mostly the same few cases, so that actors meet. */
const on = fc.oneof({ weight: 3, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(4) });
const until = fc.constantFrom(...reportGoals);
const oftenUndefined = fc.option(fc.nat(6), { nil: undefined, freq: 2 });
const weighted = <T>(...choices: [number, fc.Arbitrary<T>][]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const correction = fc.record({
  act: fc.constant('correct' as const),
  kind: weighted<CorrectionKind>(
    [3, fc.constant('safe-contact' as const)],
    [2, fc.constant('unsafe-contact' as const)],
    [3, fc.constantFrom(...correctionKinds)],
  ),
  isWhole: fc.boolean(),
  byHub: fc.boolean(),
  asks: fc.boolean(),
  again: fc.boolean(),
});

const act = weighted<Act>(
  [
    14,
    fc.record({
      act: fc.constant('report' as const),
      first: fc.nat(1),
      until: fc.array(until, { minLength: 1, maxLength: 3 }),
    }),
  ],
  [10, fc.record({ act: fc.constant('receive' as const), who, until })],
  [8, correction],
  [3, fc.record({ act: fc.constant('withdraw' as const), byTriage: fc.boolean(), asDuplicate: fc.boolean() })],
  [3, fc.record({ act: fc.constant('route' as const), who, adds: fc.boolean() })],
  [2, fc.record({ act: fc.constant('return' as const) })],
  [4, fc.record({ act: fc.constant('decide-duplicate' as const), of: fc.nat(4) })],
  [2, fc.record({ act: fc.constant('hold' as const), lift: fc.boolean() })],
  [2, fc.record({ act: fc.constant('ask-erasure' as const) })],
  [1, fc.record({ act: fc.constant('resend' as const), changed: fc.boolean() })],
  [1, fc.record({ act: fc.constant('read' as const) })],
  [2, fc.record({ act: fc.constant('list' as const), who })],
);

const job = weighted<Job>(
  [4, fc.record({ job: fc.constant('sweep' as const), after: oftenUndefined })],
  [3, fc.record({ job: fc.constant('deadlines' as const), after: oftenUndefined })],
  [3, fc.record({ job: fc.constant('erase' as const), after: oftenUndefined })],
  [1, fc.record({ job: fc.constant('recount' as const) })],
  [2, fc.record({ job: fc.constant('deliver-again' as const), which: fc.nat(9) })],
  [1, fc.record({ job: fc.constant('redrive' as const) })],
  [1, fc.record({ job: fc.constant('rotate' as const) })],
  [2, fc.record({ job: fc.constant('reseal' as const) })],
);

const step = weighted<Step>(
  [10, fc.record({ on, together: fc.array(act, { minLength: 1, maxLength: 4 }) })],
  [6, job],
  [2, fc.record({ waitS: fc.constantFrom(1, 31, 45) })],
  [3, fc.record({ sleepH: fc.constantFrom(0.1, 1.5, 13, 25, 25, 170) })],
  [1, fc.record({ deploy: fc.constantFrom('without-general' as const, 'whole' as const) })],
);

const referral = fc.record({ shape: fc.nat(4), person: fc.nat(1), byHospital: fc.boolean() });

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  order: fc.noShrink(fc.nat()),
  start: fc.constantFrom(...starts),
  faultRate: fc.constantFrom(0, 0.03, 0.08, 0.2),
  stream: fc.constantFrom(...streams),
  repeatVictimMonths: fc.constantFrom(0, 1),
  referrals: fc.array(referral, { minLength: 1, maxLength: 5 }),
  // Unbiased: long histories find more than many short ones.
  steps: fc.noBias(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' })),
  endsLate: fc.boolean(),
});
