/** Lets a colleague in, renames them, sets their roles, and shuts them out. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import {
  type Administrator,
  changeColleague,
  findMember,
  inviteColleague,
  readmitColleague,
  removeColleague,
  type StaffMember,
} from '#src/usecases/staff/team.ts';
import type { TeamCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { insetText } from '../components/inset-text.ts';
import { summaryList } from '../components/summary-list.ts';
import { emptyForm, type FormError, type FormState } from '../form/errors.ts';
import { postForm, questionForm } from '../form/patterns.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { type Content, html } from '../html.ts';
import { teamHref } from './done.ts';
import { invitationLead } from './invitation.ts';
import { accountFields, readAccount } from './member-form.ts';

const administratorOf = ({ viewer }: TeamCall): Administrator => ({ party: viewer.party.id, user: viewer.user });

export async function showInvite(call: TeamCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  if (!call.deps.accounts) return call.notFound();
  const words = call.site.texts.team.invite;
  const content = questionForm(call.site.texts, {
    formAction: call.formAction('/team/invite'),
    heading: words.title,
    intro: html`<p class="govuk-body">${invitationLead(call)}</p>`,
    fields: accountFields(call, state, true),
    button: words.submit,
  });
  return call.page({ title: words.title, back: '/team', content, errors: state.errors }, status);
}

export async function invite(call: TeamCall): Promise<HttpResponse> {
  const { accounts } = call.deps;
  if (!accounts) return call.notFound();
  const { account, errors } = readAccount(call, true);
  const refuse = (all: FormError[]) => showInvite(call, { values: call.form, errors: all }, 422);
  if (errors.length > 0) return refuse(errors);
  const result = await inviteColleague({ ...call.deps, accounts }, administratorOf(call), account);
  if ('taken' in result) return refuse([{ field: 'email', text: call.site.texts.team.errors.taken[result.taken] }]);
  return call.redirect(teamHref('invited'));
}

export async function show(call: TeamCall, state?: FormState, status = 200): Promise<HttpResponse> {
  const member = await findMember(call.deps, call.viewer.party.id, call.params.user ?? '');
  if (!member) return call.notFound();
  const words = call.site.texts.team;
  const content = html`<h1 class="govuk-heading-l">${member.name ?? member.email ?? words.unnamed}</h1>
  ${memberSummary(call, member)}
  ${member.removedAt === undefined ? openAccount(call, member, state) : closedAccount(call, member)}`;
  return call.page({ title: words.member.title, back: '/team', content, errors: state?.errors }, status);
}

function memberSummary({ site }: TeamCall, { email, invitedAt, seenAt, removedAt }: StaffMember): Content {
  const { team } = site.texts;
  const words = team.member;
  return summaryList({
    rows: [
      { key: { text: words.email }, value: { text: email ?? '–' } },
      invitedAt !== undefined && {
        key: { text: words.invited },
        value: { text: formatDateTimeWithYear(invitedAt) },
      },
      {
        key: { text: words.seen },
        value: { text: seenAt === undefined ? team.never : formatDateTimeWithYear(seenAt) },
      },
      removedAt !== undefined && {
        key: { text: team.closed },
        value: { text: formatDateTimeWithYear(removedAt) },
      },
    ],
  });
}

function openAccount(call: TeamCall, member: StaffMember, state: FormState | undefined): Content {
  const words = call.site.texts.team;
  const isSelf = member.user === call.viewer.user;
  const values = { name: member.name, roles: member.roles };
  const form = questionForm(call.site.texts, {
    formAction: call.formAction(`/team/${member.user}`),
    intro: html`<p class="govuk-body">${words.member.emailFixed}</p>
    ${isSelf && insetText({ text: words.member.ownRoles })}`,
    fields: accountFields(call, state ?? { values, errors: [] }, false),
    button: words.member.save,
  });
  return html`${call.deps.accounts ? form : insetText({ text: words.elsewhere })}
  <h2 class="govuk-heading-m">${words.remove.heading}</h2>
  ${isSelf ? html`<p class="govuk-body">${words.remove.self}</p>` : removeForm(call, member)}`;
}

function removeForm(call: TeamCall, { user, removedAt }: StaffMember): Content {
  const { remove, removeAgain } = call.site.texts.team;
  const words = removedAt === undefined ? remove : removeAgain;
  const classes = removedAt === undefined ? 'govuk-button--warning' : 'govuk-button--secondary';
  const submit = button({ text: words.button, classes, preventDoubleClick: true });
  return postForm(call.formAction(`/team/${user}/remove`), html`<p class="govuk-body">${words.body}</p>${submit}`);
}

/** An account of ours may still be there: it is closed at the issuer after here, which may fail, and nobody can tell from here. */
function closedAccount(call: TeamCall, member: StaffMember): Content {
  const words = call.site.texts.team.readmit;
  const heading = html`<h2 class="govuk-heading-m">${words.heading}</h2>`;
  if (call.deps.accounts) return html`${heading}<p class="govuk-body">${words.again}</p>${removeForm(call, member)}`;
  const submit = button({ text: words.button, preventDoubleClick: true });
  return html`${heading}
  ${postForm(call.formAction(`/team/${member.user}/readmit`), html`<p class="govuk-body">${words.body}</p>${submit}`)}`;
}

export async function change(call: TeamCall): Promise<HttpResponse> {
  const { accounts } = call.deps;
  if (!accounts) return call.notFound();
  const { account, errors } = readAccount(call, false);
  const refuse = (all: FormError[]) => show(call, { values: call.form, errors: all }, 422);
  if (errors.length > 0) return refuse(errors);
  const result = await changeColleague(
    { ...call.deps, accounts },
    administratorOf(call),
    call.params.user ?? '',
    account,
  );
  if (result === 'absent') return call.notFound();
  if (result === 'own-roles') return refuse([{ field: 'roles', text: call.site.texts.team.errors.ownRoles }]);
  return call.redirect(teamHref('changed'));
}

export async function remove(call: TeamCall): Promise<HttpResponse> {
  const result = await removeColleague(call.deps, administratorOf(call), call.params.user ?? '');
  if (result === 'absent') return call.notFound();
  return result === 'self' ? showOwn(call) : call.redirect(teamHref('removed'));
}

/** No page offers it. */
function showOwn(call: TeamCall): Promise<HttpResponse> {
  const { name, roles } = call.viewer;
  const errors = [{ field: 'main-content', text: call.site.texts.team.remove.self }];
  return show(call, { values: { ...(name !== undefined && { name }), ...(roles && { roles }) }, errors }, 422);
}

export async function readmit(call: TeamCall): Promise<HttpResponse> {
  const isDone = await readmitColleague(call.deps, administratorOf(call), call.params.user ?? '');
  return isDone ? call.redirect(teamHref('readmitted')) : show(call, undefined, 422);
}
