/** Drops faults that may only be a consequence of a field that could not be parsed. */
import type { Fault } from '#src/domain/decision.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';

const ages = ['/victim/dateOfBirth', '/victim/approximateAge'];

/** Fields that a fault depends on: while one of them cannot be parsed, the fault is not reported. */
const dependsOn: Readonly<Record<string, readonly string[]>> = {
  '/crimeReference': ['/incidentReference'],
  '/contact/phone': ['/contact/alternative', '/victim/guardian', ...ages],
  '/victim/address': ['/contact/postTo'],
  '/victim/guardian': ['/contact/alternative', '/suspects', '/consent', '/risk', '/offence', '/victim/role'],
  '/victim/address/postcode': ['/victim/address/country'],
};

/** An override is allowed for high-risk domestic abuse and for children, so refusing it depends on all of these. */
const overrideDependsOn = ['/risk', '/offence/domesticAbuse', '/victim/role', ...ages, '/consent'];

/** Whether the fault is at the pointer or below it. A field dropped for its format must not also be reported as missing. */
const isWithin = (place: string, fault: Fault): boolean =>
  fault.pointer === place || fault.pointer.startsWith(`${place}/`);

export function unexplainedFaults(
  moreFaults: readonly Fault[],
  formatFaults: readonly Fault[],
  readable: PartialSubmission,
): Fault[] {
  const isOverride = readable.consent?.basis === 'safeguarding-override';
  return moreFaults.filter(({ pointer }) => {
    const dependencies = pointer === '/consent/basis' && isOverride ? overrideDependsOn : dependsOn[pointer];
    return ![pointer, ...(dependencies ?? [])].some((place) => formatFaults.some((fault) => isWithin(place, fault)));
  });
}
