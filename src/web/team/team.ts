/** The people of the viewer's party. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import { listTeam, type StaffMember } from '#src/usecases/staff/team.ts';
import type { TeamCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { insetText } from '../components/inset-text.ts';
import type { TableCell } from '../components/table.ts';
import { tag } from '../components/tag.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { html } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { workList } from '../work/work-list.ts';
import { doneBanner } from './done.ts';

export async function list(call: TeamCall): Promise<HttpResponse> {
  const { deps, viewer, site } = call;
  const words = site.texts.team;
  const members = await listTeam(deps, viewer.party.id);
  const heading = html`${doneBanner(call)}
  <h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.lead(viewer.party.name)}</p>
  ${deps.accounts ? button({ text: words.invite.button, href: '/team/invite' }) : insetText({ text: words.elsewhere })}`;
  const content = workList(site.texts, {
    title: words.title,
    lead: '',
    heading,
    caption: words.caption,
    isCaptionHidden: true,
    none: words.none,
    columns: Object.values(words.columns),
    rows: members.map((member) => row(call, member)),
  });
  return call.page({ title: words.title, content, width: 'full' });
}

function row({ site, viewer }: TeamCall, member: StaffMember): TableCell[] {
  const { team: words } = site.texts;
  const who = member.name ?? member.email ?? words.unnamed;
  const isSelf = member.user === viewer.user;
  return [
    { text: isSelf ? `${who} (${words.you})` : who },
    { text: member.email ?? '–' },
    member.removedAt === undefined
      ? { text: describeRoles(site.texts, member) }
      : { html: tag({ text: words.closed, classes: 'govuk-tag--grey' }) },
    { text: member.seenAt === undefined ? words.never : formatDateTimeWithYear(member.seenAt) },
    {
      html: html`<a class="govuk-link" href="/team/${member.user}">${words.change}<span class="govuk-visually-hidden">${words.changeHidden(who)}</span></a>`,
    },
  ];
}

function describeRoles({ team: words }: Texts, { roles }: StaffMember): string {
  if (!roles) return words.allRoles;
  return roles.map((role) => words.role[role]).join(', ') || words.noRoles;
}
