/** The form of a colleague's account, and what was posted in it. */
import { email as emailFormat, name as nameFormat } from '#src/contracts/submission/field-formats.ts';
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { rolesFor } from '#src/usecases/staff/team.ts';
import type { TeamCall } from '../app/page.ts';
import { allValues, type FormError, type FormState, firstValue } from '../form/errors.ts';
import { checkboxesField, textField } from '../form/fields.ts';
import { type Content, html } from '../html.ts';

/** The fields of an account. @param isNew then its address is asked too; it cannot be changed later */
export function accountFields({ site, viewer }: TeamCall, state: FormState, isNew: boolean): Content {
  const { texts } = site;
  const words = texts.team;
  const form = { ...state, texts };
  const { kind } = viewer.party;
  return html`${textField(form, { name: 'name', label: words.fields.name })}
  ${isNew && textField(form, { name: 'email', label: words.fields.email, hint: words.fields.emailHint, type: 'email' })}
  ${checkboxesField(form, {
    name: 'roles',
    label: words.fields.roles,
    choices: rolesFor(kind).map((role) => ({
      value: role,
      text: words.roleChoice[role],
      hint: words.roleHint(role, kind),
    })),
  })}`;
}

export interface Account {
  name: string;
  email: string;
  roles: StaffRole[];
}

/** @param isNew as of `accountFields`; the address is empty otherwise */
export function readAccount(
  { form, site, viewer }: TeamCall,
  isNew: boolean,
): { account: Account; errors: FormError[] } {
  const words = site.texts.team.errors;
  const name = nameFormat().safeParse(firstValue(form, 'name'));
  const email = emailFormat().safeParse(firstValue(form, 'email'));
  const posted = allValues(form, 'roles');
  const roles = rolesFor(viewer.party.kind).filter((role) => posted.includes(role));
  const errors = [
    ...(name.success ? [] : [{ field: 'name', text: words.name }]),
    ...(email.success || !isNew ? [] : [{ field: 'email', text: words.email }]),
    ...(roles.length > 0 ? [] : [{ field: 'roles', text: words.roles }]),
  ];
  return { account: { name: name.data ?? '', email: email.data ?? '', roles }, errors };
}
