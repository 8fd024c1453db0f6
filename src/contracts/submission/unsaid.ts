/** Of the faults found in what could be read of a body: those that its faults of form do not explain. */
import type { Fault } from '#src/domain/decision.ts';
import type { Given } from '#src/domain/judgement/given.ts';

/** Places that could settle what is wrong at a place: while one is unreadable, nothing is said of it. */
const settledBy: Readonly<Record<string, readonly string[]>> = {
  '/crimeReference': ['/incidentReference'],
  '/contact/phone': ['/contact/alternative', '/victim/guardian', '/victim/dateOfBirth'],
  '/victim/guardian': ['/consent', '/risk', '/offence/domesticAbuse', '/victim/role'],
};

/** The override stands for high-risk domestic abuse and for children: so much has to be read to refuse it. */
const overrideSettledBy = ['/risk', '/offence/domesticAbuse', '/victim/role', '/victim/dateOfBirth', '/consent'];

/** The field itself, or something in it, has a fault of form: what was dropped there is not also missing. */
const isIn = (place: string, wrong: Fault): boolean => wrong.pointer === place || wrong.pointer.startsWith(`${place}/`);

export function unsaid(further: readonly Fault[], ofForm: readonly Fault[], given: Given): Fault[] {
  const overridden = given.consent?.basis === 'safeguarding-override';
  return further.filter(({ pointer }) => {
    const settling = pointer === '/consent/basis' && overridden ? overrideSettledBy : settledBy[pointer];
    return ![pointer, ...(settling ?? [])].some((place) => ofForm.some((wrong) => isIn(place, wrong)));
  });
}
