/** Finds which pages and questions a draft needs that are asked in some cases only. */
import { isSurelyUnder, mayBeUnder } from '#src/domain/ages.ts';
import type { Area } from '#src/domain/area.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { youngChildAge } from '#src/domain/judgement/notes.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { type FormValues, firstValue } from '../../form/errors.ts';
import { allConditions, type Condition, type Conditions } from './condition-names.ts';

/** A younger child is not asked about. */
const youngestPregnancyAge = 10;

export const hasAgreed = (answers: FormValues): boolean => firstValue(answers, 'basis') === 'explicit-consent';

/** Nobody asked the person, or somebody else agreed for them. */
export function mayNotKnow(answers: FormValues): boolean {
  if (firstValue(answers, 'basis') === '') return false;
  return !hasAgreed(answers) || !['', 'victim'].includes(firstValue(answers, 'givenBy'));
}

/** The conditions that the answers about consent decide. */
export const conditionsOfConsent = (answers: FormValues): Conditions =>
  new Set<Condition>([
    ...(hasAgreed(answers) ? (['agreed'] as const) : []),
    ...(mayNotKnow(answers) ? (['may-not-know'] as const) : []),
  ]);

/** @param known the valid part of the answers to the pages that no other condition decides */
export function findConditions(
  answers: FormValues,
  known: PartialSubmission,
  { area, now }: { area: Area; now: Date },
): Conditions {
  const derived = deriveFacts(known, area.rules, now);
  const ofConsent = conditionsOfConsent(answers);
  // Suspects are asked only in abuse, so what is known of them cannot decide it.
  const abuse = derived.needsKnownSafeChannel;
  const holds: Readonly<Record<Condition, boolean>> = {
    agreed: ofConsent.has('agreed'),
    'may-not-know': ofConsent.has('may-not-know'),
    child: derived.isChild,
    abuse,
    'adult-abuse': abuse && !derived.isSurelyChild,
    pregnancy: abuse && !isSurelyUnder(youngestPregnancyAge, derived.ageNow),
    safeguarding: abuse || mayBeUnder(youngChildAge, derived.ageNow),
    'other-address': abuse || known.victim?.noFixedAddress === true,
    housing: known.needs?.includes('housing') === true,
  };
  return new Set(allConditions.filter((condition) => holds[condition]));
}
