/** Who looks at a page. */
import type { Party } from '#src/domain/area.ts';
import type { StaffRole } from '#src/domain/vocabulary.ts';
import type { Session } from '#src/usecases/ports/web.ts';

/** Who is signed in: a party, and the stable id of the person. */
export interface Viewer {
  party: Party;
  user: string;
  /** As the staff directory has it: their address where the issuer gave no name; absent where it gave neither. */
  name?: string;
  /** Undefined where the issuer says nothing of roles. */
  roles?: readonly StaffRole[];
  session: Session;
}

/** Where the issuer says nothing of roles: all but the administrator's, which must be given. */
const withoutRoles: readonly StaffRole[] = ['worker', 'manager', 'triage'];

export const rolesOf = ({ roles = withoutRoles }: Pick<Viewer, 'roles'>): readonly StaffRole[] => roles;
