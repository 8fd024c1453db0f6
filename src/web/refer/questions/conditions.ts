/** Finds which pages and questions a draft needs that are asked in some cases only. */
import type { Area } from '#src/domain/area.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { type FormValues, firstValue } from '../../form/errors.ts';
import type { Condition, Conditions } from './condition-names.ts';

export const hasAgreed = (answers: FormValues): boolean => firstValue(answers, 'basis') === 'explicit-consent';

/** The conditions that answers alone decide. */
export const conditionsOfConsent = (answers: FormValues): Conditions => new Set(hasAgreed(answers) ? ['agreed'] : []);

/** @param known the valid part of the answers to the pages that do not depend on these conditions */
export function findConditions(
  answers: FormValues,
  known: PartialSubmission,
  { area, now }: { area: Area; now: Date },
): Conditions {
  const derived = deriveFacts(known, area.rules, now);
  const facts: Record<Exclude<Condition, 'agreed'>, boolean> = {
    child: derived.isChild,
    // Suspects are asked only then, so what is known of them cannot decide it.
    abuse: derived.needsKnownSafeChannel,
  };
  const found = Object.entries(facts).filter(([, holds]) => holds);
  return new Set([...conditionsOfConsent(answers), ...found.map(([condition]) => condition as Condition)]);
}
