/** Sample counts over months, the same each time. */
import type { Area } from '#src/domain/area.ts';
import { disabilities } from '#src/domain/characteristics-vocabulary.ts';
import type { CaseFacts, Count } from '#src/domain/counting/model.ts';
import type { MonitoringFacts } from '#src/domain/counting/monitoring-model.ts';
import { measuredBands } from '#src/domain/counting/time-bands.ts';
import { addDays, dayOfWeek } from '#src/domain/london.ts';
import { suspectRelationships } from '#src/domain/suspect-vocabulary.ts';
import * as words from '#src/domain/vocabulary.ts';
import { dimensionValues } from '#src/domain/volumes/query.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { senderKindOf } from '#test/web/dashboard/support/sender-kind.ts';

/** Pseudo-random numbers from 0 to below 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Wanted {
  /** The first day, and how many days from it. */
  from: string;
  days: number;
  /** Average referrals a day. */
  perDay: number;
  seed?: number;
}

type Pick = <Value>(list: readonly Value[]) => Value;

function factsOf(area: Area, day: string, pick: Pick, next: () => number): CaseFacts {
  const source = partyId(pick(dimensionValues('source', area)));
  return {
    source,
    sourceKind: senderKindOf(area, source),
    offence: pick(words.offenceCategories),
    district: pick(dimensionValues('district', area)),
    ageBand: pick([...words.ageBands].reverse()),
    sex: pick(words.sexes),
    ethnicity: pick(words.ethnicities),
    risk: pick(words.riskLevels),
    enhancedRights: next() < 0.3 ? [pick(words.enhancedRights)] : [],
    domesticAbuse: pick(words.triStates),
    knifeEnabled: pick([...words.triStates].reverse()),
    hateStrands: next() < 0.1 ? [pick(words.hateStrands)] : [],
    locationType: pick(words.locationTypes),
    method: pick(words.methods),
    alcohol: pick(words.triStates),
    timeOfDay: pick(words.timesOfDay),
    dayOfWeek: dayOfWeek(day),
    occupation: pick(words.occupations),
    monitoring: monitoringOf(area, numbers(Math.floor(next() * 2 ** 31))),
  };
}

/** From numbers of its own. */
function monitoringOf(area: Area, next: () => number): MonitoringFacts {
  const pick: Pick = (list) => list[Math.floor(next() ** 2 * list.length)] as (typeof list)[number];
  const flag = () => pick(['no', 'unknown', 'yes'] as const);
  return {
    victimRole: pick(words.victimRoles),
    priority: pick([...words.priorities].reverse()),
    consentBasis: pick(words.consentBases),
    repeatVictim: flag(),
    modernSlavery: flag(),
    honourBased: flag(),
    firearm: flag(),
    childExploitation: flag(),
    timeToReferral: pick(measuredBands),
    needs: words.needs.filter(() => next() < 0.2),
    suspectRelationships: [pick(suspectRelationships)],
    section13: [pick(['none', 'domestic', 'serious-violence', 'sexual'] as const)],
    disabilities: [pick(['not-asked', 'none', ...disabilities] as const)],
    homeDistrict: pick(dimensionValues('home-district', area)),
  };
}

/** The counts of a referral after it was handed to a service. */
function lifeOf(handedOff: Omit<Count, 'measure'>, pick: Pick, next: () => number): Count[][] {
  const later = (days: number) => ({ ...handedOff, day: addDays(handedOff.day, days) });
  const minutes = Math.floor(next() ** 3 * 14_400);
  const inTime = next() < 0.8 ? [{ ...later(3), measure: 'within-target' as const, minutes }] : [];
  const life: Count[][] = [
    [{ ...later(1), measure: 'accepted' }],
    [{ ...later(3), measure: 'contacted', minutes }, ...inTime],
    ...(next() < 0.7 ? [[{ ...later(5), measure: 'supporting' as const, minutes: minutes * 2 }]] : []),
    [{ ...later(20), measure: 'closed', outcome: pick(words.supportOutcomes) }],
  ];
  return life.slice(0, Math.floor(next() * 5));
}

/** The counts of all referrals, one transaction each. */
export function madeUp(area: Area, { from, days, perDay, seed = 7 }: Wanted): Count[][] {
  const next = numbers(seed);
  /** Early values more often than late ones, so that figures differ as in real life. */
  const pick: Pick = (list) => list[Math.floor(next() ** 2 * list.length)] as (typeof list)[number];
  const services = dimensionValues('service', area).slice(0, -2);
  const people = perDay * days * 2;
  const onDay = (day: string): Count[][] => {
    const facts = factsOf(area, day, pick, next);
    const isHeld = next() < 0.1;
    const all = { facts, day, services: isHeld ? [] : [serviceId(pick(services))] };
    const inTime = facts.sourceKind === 'police' && next() < 0.9;
    const received: Count[] = [
      { ...all, measure: 'referrals' },
      { ...all, measure: 'victims', person: `person-${Math.floor(next() * people)}` },
      ...(inTime ? [{ ...all, measure: 'within-code' as const }] : []),
      isHeld ? { ...all, measure: 'held', heldReasons: [pick(words.heldReasons)] } : { ...all, measure: 'handed-off' },
    ];
    return isHeld ? [received] : [received, ...lifeOf(all, pick, next)];
  };
  return Array.from({ length: days }, (_, index) => addDays(from, index)).flatMap((day) =>
    Array.from({ length: Math.floor(perDay * (0.6 + next() * 0.8) + next()) }, () => onDay(day)).flat(),
  );
}
