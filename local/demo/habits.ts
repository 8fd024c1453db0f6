/** How the demo's services behave: how often they decline, reach somebody, or never answer a message. */
import { SimpleFaker } from '@faker-js/faker';
import type { DeclineReason, Outcome } from '#src/domain/vocabulary.ts';
import { pick, type Weighted } from './people.ts';

export interface Habits {
  /** Share of messages that nobody reads, so that their deadlines expire. */
  unanswered: number;
  /** Shortest and longest support, in days. */
  support: { min: number; max: number };
}
export const usualHabits: Habits = { unanswered: 0.02, support: { min: 14, max: 120 } };

const declines: Weighted<DeclineReason> = [
  ['no-capacity', 45],
  ['not-eligible', 20],
  ['unable-to-meet-needs', 12],
  ['already-supported', 15],
  ['insufficient-information', 6],
  ['other', 2],
];
const unreached: Weighted<Outcome> = [
  ['no-contact-after-attempts', 70],
  ['wrong-contact-details', 22],
  ['unsafe-to-contact', 8],
];
const afterContact: Weighted<Outcome> = [
  ['declined-by-victim', 60],
  ['support-completed', 25],
  ['referred-on', 13],
  ['deceased', 0.2],
];

/** The random choices for one hand-off, drawn step by step. */
export interface Fate {
  odds(share: number): boolean;
  leavesUnanswered(): boolean;
  /** Days until the message is read. */
  daysToRead(urgent: boolean): number;
  daysToReach(): number;
  daysOfSupport(): number;
  declines(): DeclineReason;
  unreached(): Outcome;
  afterContact(): Outcome;
}

/** The same seed gives the same choices, in whatever order hand-offs are worked. */
export function fateOf(seed: number, { unanswered, support }: Habits): Fate {
  const faker = new SimpleFaker({ seed });
  const odds = (share: number): boolean => faker.number.float() < share;
  return {
    odds,
    leavesUnanswered: () => odds(unanswered),
    daysToRead: (urgent) =>
      urgent
        ? 0
        : pick(faker, [
            [0, 72],
            [1, 20],
            [4, 8],
          ]),
    daysToReach: () =>
      pick(faker, [
        [0, 70],
        [1, 20],
        [3, 10],
      ]),
    daysOfSupport: () => faker.number.int(support),
    declines: () => pick(faker, declines),
    unreached: () => pick(faker, unreached),
    afterContact: () => pick(faker, afterContact),
  };
}

/** Hashes a text to a seed that is the same in every run (FNV-1a, 32 bits). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
