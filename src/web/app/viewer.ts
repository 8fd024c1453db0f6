/** Who looks at a page. */
import type { Party } from '#src/domain/area.ts';
import type { Session } from '#src/usecases/web-ports.ts';

/** Who is signed in: a party, and a pseudonym of the person. No name is stored. */
export interface Viewer {
  party: Party;
  user: string;
  session: Session;
}
