/**
 * The crime and incident reference beside a case, so that lists show and find them without opening what was said about
 * the person. A reference is sealed where it is shown, and a keyed hash where it is looked for: it is never a key in plain text.
 */
import type { CaseReferences } from '#src/domain/case/model.ts';
import type { ReferralReferences } from '#src/domain/identity.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { referencesPlace } from '#src/usecases/ports/seals.ts';

export type PoliceReferences = Pick<ReferralReferences, 'crimeReference' | 'incidentReference'>;

/** Whoever refers a victim of one crime gives the same reference. */
export const hashCrimeReference = (keys: Pick<Keys, 'policeReference'>, reference: string): string =>
  keys.policeReference(['crime', reference]);

/** A partner's own case number may be another partner's too. */
export const hashIncidentReference = (
  keys: Pick<Keys, 'policeReference'>,
  sender: PartyId,
  reference: string,
): string => keys.policeReference(['incident', sender, reference]);

/** A reference has no line break. */
const separator = '\n';

/** @param references as a submission has them, so that the same reference in another spelling has the same hash */
export function sealReferences(
  keys: Pick<Keys, 'seal' | 'policeReference'>,
  id: ReferralId,
  sender: PartyId,
  { crimeReference, incidentReference }: PoliceReferences,
): CaseReferences {
  return {
    sealed: keys.seal(referencesPlace(id), `${crimeReference ?? ''}${separator}${incidentReference ?? ''}`),
    ...(crimeReference && { crime: hashCrimeReference(keys, crimeReference) }),
    ...(incidentReference && { incident: hashIncidentReference(keys, sender, incidentReference) }),
  };
}

/** Nothing once they are erased, or where a case is of before they were kept. */
export function openReferences(
  keys: Pick<Keys, 'open'>,
  id: ReferralId,
  references: CaseReferences | undefined,
): PoliceReferences {
  if (!references) return {};
  const [crimeReference, incidentReference] = keys.open(referencesPlace(id), references.sealed).split(separator);
  return { ...(crimeReference && { crimeReference }), ...(incidentReference && { incidentReference }) };
}
