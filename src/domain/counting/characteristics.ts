/**
 * Counts of characteristics that are asked for equality monitoring. They are added once, when a referral is received,
 * and are never a fact of the case: no row of the case or its history can be linked to an answer.
 */
import type { ArmedForces, Religion, SexualOrientation } from '../characteristics-vocabulary.ts';
import type { ServiceId } from '../ids.ts';
import { counterKey, deltaAccumulator, type Scope, scopesOf } from './cells.ts';
import { cellOf } from './codes.ts';
import type { CaseFacts, CounterDelta, Dimension } from './model.ts';

export interface Characteristics {
  sexualOrientation?: SexualOrientation;
  religion?: Religion;
  armedForces?: ArmedForces;
}

const characteristicDimensions = {
  sexualOrientation: 'sexual-orientation',
  religion: 'religion',
  armedForces: 'armed-forces',
} as const satisfies Record<keyof Characteristics, Dimension>;

export const isCharacteristic = (dimension: Dimension | undefined): boolean =>
  Object.values(characteristicDimensions).some((name) => name === dimension);

const notAsked = 'not-asked';

/** Whether a line counts all referrals but those with an answer: most have none, and write nothing. */
export const isRestOfReferrals = (dimension: Dimension | undefined, value: string | undefined): boolean =>
  isCharacteristic(dimension) && value === notAsked;

export interface CountedCharacteristics {
  /** London day of receipt. */
  day: string;
  facts: CaseFacts;
  services: readonly ServiceId[];
  characteristics: Characteristics;
}

export const characteristicsKey = (scope: Scope): string => counterKey('characteristics', scope);

/** Nothing where nobody answered. An answer is taken from the rest of the referrals, hence the -1. */
export function characteristicsDeltas({
  day,
  facts,
  services,
  characteristics,
}: CountedCharacteristics): CounterDelta[] {
  const accumulator = deltaAccumulator();
  for (const [name, dimension] of Object.entries(characteristicDimensions)) {
    const answer = characteristics[name as keyof Characteristics];
    if (answer === undefined || answer === notAsked) continue;
    for (const scope of scopesOf(facts, { services })) {
      accumulator.add(characteristicsKey(scope), day, cellOf(dimension, answer), 1);
      accumulator.add(characteristicsKey(scope), day, cellOf(dimension, notAsked), -1);
    }
  }
  return accumulator.deltas();
}
