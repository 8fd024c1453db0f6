/** How the demo's services behave: how often they decline, reach somebody, or never answer a message. */
import { SimpleFaker } from '@faker-js/faker';
import type { AttemptResult, DeclineReason, SupportOutcome, SuspendReason } from '#src/domain/vocabulary.ts';
import { pick, type Weighted } from './people.ts';

export interface ServiceBehaviour {
  /** Share of messages that nobody reads, so that their deadlines expire. */
  unansweredShare: number;
  /** Share of accepted hand-offs whose first call reaches nobody who may be spoken to. */
  mishapShare: number;
  /** Shortest and longest support, in days. */
  supportDays: { min: number; max: number };
}
export const defaultBehaviour: ServiceBehaviour = {
  unansweredShare: 0.02,
  mishapShare: 1 / 8,
  supportDays: { min: 14, max: 120 },
};

const declineReasons: Weighted<DeclineReason> = [
  ['no-capacity', 45],
  ['not-eligible', 20],
  ['unable-to-meet-needs', 12],
  ['already-supported', 15],
  ['insufficient-information', 6],
  ['other', 2],
];
const outcomesWithoutContact: Weighted<SupportOutcome> = [
  ['no-contact-after-attempts', 70],
  ['wrong-contact-details', 22],
  ['unsafe-to-contact', 8],
];
const outcomesAfterContact: Weighted<SupportOutcome> = [
  ['declined-by-victim', 60],
  ['support-completed', 25],
  ['referred-on', 13],
  ['deceased', 0.2],
];

/** A first call that went wrong: contact stops until the sender has found another way. */
export interface Mishap {
  result: AttemptResult;
  reason: SuspendReason;
  advice: string;
}
const mishaps: Weighted<Mishap> = [
  [
    { result: 'wrong-number', reason: 'wrong-contact-details', advice: 'The number is a stranger’s. Find another.' },
    60,
  ],
  [{ result: 'someone-else-answered', reason: 'unsafe-to-contact', advice: 'Somebody else has this telephone.' }, 40],
];

/** The random choices for one hand-off, drawn step by step. */
export interface HandOffChoices {
  chance(probability: number): boolean;
  isNeverAnswered(): boolean;
  /** Days until the message is read. */
  daysToRead(urgent: boolean): number;
  daysToFirstAttempt(): number;
  /** Undefined for most. */
  mishap(): Mishap | undefined;
  /** Whether the sender finds another safe way after a mishap, and its made-up number. */
  isMended(): boolean;
  otherPhone(): string;
  daysToMend(): number;
  daysSupported(): number;
  declineReason(): DeclineReason;
  outcomeWithoutContact(): SupportOutcome;
  outcomeAfterContact(): SupportOutcome;
}

/** The same seed gives the same choices, in whatever order hand-offs are worked. */
export function choicesFor(
  seed: number,
  { unansweredShare, mishapShare, supportDays }: ServiceBehaviour,
): HandOffChoices {
  const faker = new SimpleFaker({ seed });
  const chance = (probability: number): boolean => faker.number.float() < probability;
  return {
    chance,
    isNeverAnswered: () => chance(unansweredShare),
    daysToRead: (urgent) =>
      urgent
        ? 0
        : pick(faker, [
            [0, 72],
            [1, 20],
            [4, 8],
          ]),
    daysToFirstAttempt: () =>
      pick(faker, [
        [0, 70],
        [1, 20],
        [3, 10],
      ]),
    mishap: () => (chance(mishapShare) ? pick(faker, mishaps) : undefined),
    isMended: () => chance(0.5),
    // From Ofcom's other range for drama, so that it is never the number that was sent.
    otherPhone: () => `+441614960${String(faker.number.int({ max: 999 })).padStart(3, '0')}`,
    daysToMend: () => faker.number.int({ min: 0, max: 2 }),
    daysSupported: () => faker.number.int(supportDays),
    declineReason: () => pick(faker, declineReasons),
    outcomeWithoutContact: () => pick(faker, outcomesWithoutContact),
    outcomeAfterContact: () => pick(faker, outcomesAfterContact),
  };
}

/** Hashes a text to a seed that is the same in every run (FNV-1a, 32 bits). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
