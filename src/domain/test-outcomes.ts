/**
 * Family names with which a test party brings about an outcome. For everybody else they are names. The table is the documentation too
 * (src/web/docs/try-page.ts).
 */
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import type { Fault, Refusal, RefusalCode } from './decision.ts';
import { refusalCodes } from './decision.ts';
import { fault } from './judgement/fault.ts';
import type { TestMark } from './test-party.ts';
import { type TestHandOffOutcome, testHandOffOutcomes } from './test-vocabulary.ts';
import { type HeldReason, heldReasons } from './vocabulary.ts';

/** What a test service does by itself, in this order, as soon as it has the referral. `at` is the time of the hand-off. */
export const playedReports: Readonly<Record<PlayedOutcome, (at: string) => ServiceReport[]>> = {
  accepted: () => [{ status: 'accepted' }],
  declined: () => [{ status: 'declined', reason: 'no-capacity' }],
  returned: () => [{ status: 'returned', reason: 'insufficient-information' }],
  suspended: () => [{ status: 'accepted' }, { status: 'suspended', reason: 'wrong-contact-details' }],
  contacted: (at) => [{ status: 'accepted' }, { status: 'contacted', at }],
  closed: (at) => [
    { status: 'accepted' },
    { status: 'contacted', at },
    { status: 'closed', outcome: 'support-completed' },
  ],
};
/** All but the one that comes about where the service does nothing. */
export type PlayedOutcome = Exclude<TestHandOffOutcome, 'expired'>;

/** What the local run's gateway answers to the first try; the same body passes after that. */
export const gatewayOutcomes = ['429', '503', 'slow'] as const;
export type GatewayOutcome = (typeof gatewayOutcomes)[number];

export type TestOutcome =
  | { kind: 'refused'; outcome: RefusalCode }
  | { kind: 'held'; outcome: HeldReason }
  | { kind: 'hand-off'; outcome: TestHandOffOutcome }
  /** In the local run alone. */
  | { kind: 'gateway'; outcome: GatewayOutcome };

export const testOutcomes: readonly TestOutcome[] = [
  ...refusalCodes.map((outcome) => ({ kind: 'refused', outcome }) as const),
  ...heldReasons.map((outcome) => ({ kind: 'held', outcome }) as const),
  ...testHandOffOutcomes.map((outcome) => ({ kind: 'hand-off', outcome }) as const),
  ...gatewayOutcomes.map((outcome) => ({ kind: 'gateway', outcome }) as const),
];

/** For example Test-suspended. Capitals and spaces make no difference. */
export const testNameOf = ({ outcome }: TestOutcome): string => `Test-${outcome}`;

const byName = new Map(testOutcomes.map((one) => [testNameOf(one).toLowerCase(), one]));

/** Undefined for any other name, and whoever is no test party. */
export const findTestOutcome = (sender: TestMark, familyName: string | undefined): TestOutcome | undefined =>
  sender.test && familyName !== undefined ? byName.get(familyName.trim().toLowerCase()) : undefined;

/** How soon the deadline of a hand-off passes that is to expire. */
export const expiresWithinMs = 60_000;

/** A refusal that was asked for, as if the referral had given reason for it. */
export function refusalOf(code: RefusalCode): Refusal {
  const detail = 'A test asked for this refusal by the family name.';
  const asked: Fault = fault('/victim/familyName', code === 'invalid-referral' ? 'invalid-value' : code, detail);
  return { code, faults: [asked] };
}
