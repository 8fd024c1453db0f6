/** What somebody who is let in does first: the authority's own issuer writes to them with a password, the common one sends a code at sign-in. */
import type { TeamCall } from '../app/page.ts';

type Call = Pick<TeamCall, 'site' | 'viewer'>;

const isWrittenTo = ({ site, viewer }: Call): boolean => site.hasAuthorityIssuer && viewer.party.kind === 'authority';

export function invitationLead(call: Call): string {
  const { lead, leadByMail } = call.site.texts.team.invite;
  return isWrittenTo(call) ? leadByMail : lead;
}

export function invitedText(call: Call, pagesUrl: string): string {
  const { invited, invitedByMail } = call.site.texts.team.done;
  return isWrittenTo(call) ? invitedByMail : invited(pagesUrl);
}
