/** The pages with which an administrator looks after the people of their party. */
import type { PartyKind, StaffRole } from '#src/domain/vocabulary.ts';

/** What a role lets somebody do, by what their party does. */
const roleHints: Record<StaffRole, string> = {
  worker: 'Refers people, or works on the referrals that your organisation has.',
  triage:
    'Takes the hub’s decisions: also erases a person’s details before their time, and keeps them for legal reasons.',
  manager: 'Reads the volumes. Sees no referral.',
  administrator: 'Looks after these accounts.',
};

export const team = {
  title: 'Your team',
  lead: (party: string): string => `Everybody who signs in for ${party}.`,
  caption: 'People',
  columns: { name: 'Name', email: 'E-mail', roles: 'May', seen: 'Last here', change: 'Account' },
  change: 'Change',
  changeHidden: (who: string): string => ` the account of ${who}`,
  you: 'you',
  never: 'Not yet',
  unnamed: 'Name not known',
  closed: 'Closed',
  closedOn: (when: string): string => `Closed on ${when}`,
  none: 'Nobody has signed in yet.',
  role: {
    worker: 'work on referrals',
    triage: 'decide for the hub',
    manager: 'read volumes',
    administrator: 'look after accounts',
  },
  /** Of somebody whom the issuer gives no roles. */
  allRoles: 'all but look after accounts',
  noRoles: 'nothing yet',
  roleChoice: {
    worker: 'Work on referrals',
    triage: 'Decide for the victim hub',
    manager: 'Read volumes',
    administrator: 'Look after accounts',
  } satisfies Record<StaffRole, string>,
  roleHint: (role: StaffRole, kind: PartyKind): string =>
    role === 'worker' && kind === 'authority' ? 'Sees the hub’s list and works on its cases.' : roleHints[role],
  invite: {
    button: 'Let a colleague in',
    title: 'Let a colleague in',
    lead: 'They can sign in as soon as you have done this, with a code that is sent to their e-mail address.',
    leadByMail:
      'They get an e-mail with a password for the first time. When they sign in with it, they choose a password of their own and set up an authenticator app, which they need from then on.',
    submit: 'Let them in',
  },
  member: {
    title: 'A colleague’s account',
    save: 'Save',
    email: 'E-mail address',
    emailFixed: 'Another address is another account: close this one and let them in with the new address.',
    invited: 'Let in',
    seen: 'Last here',
    ownRoles: 'These are your own roles. Another administrator changes them.',
  },
  fields: {
    name: 'Name',
    email: 'Work e-mail address',
    emailHint: 'Their own, not one that several people read.',
    roles: 'What may they do?',
  },
  errors: {
    name: 'Enter their name, in letters',
    email: 'Enter an e-mail address, like name@example.org',
    roles: 'Select what they may do',
    taken: {
      here: 'They are on your team already, with this address',
      elsewhere:
        'There is an account with this address already. If they left another organisation, its administrator must close that one first',
    },
    ownRoles: 'You cannot change your own roles. Ask another administrator',
  },
  remove: {
    heading: 'Close this account',
    body: 'They are signed out with their next click and cannot sign in again. Their name stays in the history of what they did.',
    button: 'Close the account',
    self: 'You cannot close your own account. Ask another administrator.',
  },
  removeAgain: {
    body: 'If you saw an error when you closed it, they are shut out here, but their address may not be free yet. Close it once more.',
    button: 'Close it once more',
  },
  readmit: {
    heading: 'This account is closed',
    body: 'If it was closed by mistake, you can let them in again.',
    again: 'To let them in again, make them a new account.',
    button: 'Let them in again',
  },
  elsewhere:
    'Accounts are made, renamed and given their roles where your organisation signs in, not here. Somebody is on this list once they have signed in. You can shut them out here at once; have their account closed there as well.',
  done: {
    title: 'Done',
    invited: (signIn: string): string =>
      `They can sign in now. Tell them to go to ${signIn} and give their e-mail address.`,
    invitedByMail: 'They get an e-mail with a password for the first time, which says where to sign in.',
    changed: 'Their account was changed. What they may do changes with their next click.',
    removed: 'Their account is closed.',
    readmitted: 'They can sign in again.',
  },
};
