/** Drops faults that may only be a consequence of a field that could not be parsed. */
import type { Fault } from '#src/domain/decision.ts';
import type { Given } from '#src/domain/judgement/given.ts';

/** Fields that a fault depends on: while one of them cannot be parsed, the fault is not reported. */
const settledBy: Readonly<Record<string, readonly string[]>> = {
  '/crimeReference': ['/incidentReference'],
  '/contact/phone': ['/contact/alternative', '/victim/guardian', '/victim/dateOfBirth'],
  '/victim/guardian': ['/consent', '/risk', '/offence/domesticAbuse', '/victim/role'],
};

/** An override is allowed for high-risk domestic abuse and for children, so refusing it depends on all of these. */
const overrideSettledBy = ['/risk', '/offence/domesticAbuse', '/victim/role', '/victim/dateOfBirth', '/consent'];

/** Whether the fault is at the pointer or below it. A field dropped for its format must not also be reported as missing. */
const isIn = (place: string, wrong: Fault): boolean => wrong.pointer === place || wrong.pointer.startsWith(`${place}/`);

export function unsaid(further: readonly Fault[], ofForm: readonly Fault[], given: Given): Fault[] {
  const overridden = given.consent?.basis === 'safeguarding-override';
  return further.filter(({ pointer }) => {
    const settling = pointer === '/consent/basis' && overridden ? overrideSettledBy : settledBy[pointer];
    return ![pointer, ...(settling ?? [])].some((place) => ofForm.some((wrong) => isIn(place, wrong)));
  });
}
