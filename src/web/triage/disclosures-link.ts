/** The way from a case to who saw or changed it, for those who may know. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { TriageCall } from '../app/page.ts';
import { decisionRoles, hasRole } from '../app/roles.ts';
import { type Content, html } from '../html.ts';
import { caseHref, readPlace } from './list-place.ts';

export function disclosuresLink(call: TriageCall, id: ReferralId): Content {
  if (!hasRole(call.viewer, decisionRoles)) return undefined;
  const href = caseHref(id, readPlace(call), { action: 'disclosures' });
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">${call.site.texts.work.disclosures.title}</a></p>`;
}
