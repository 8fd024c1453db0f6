/** Texts of the start page and the help pages. */
import type { RetentionPeriod } from '#src/domain/area.ts';
import { backupDays } from '#src/domain/backups.ts';
import { type RetentionClass, type StaffRole, staffRoles } from '#src/domain/vocabulary.ts';
import { accessibility } from './accessibility.ts';
import { formatDuration } from './format-duration.ts';
import { team } from './team.ts';

interface ServiceDetails {
  authority: string;
  area: string;
  email: string;
  phone: string;
}

type RetentionPeriods = Readonly<Record<RetentionClass, RetentionPeriod>>;

/** For example "6 weeks". */
function formatPeriod(length: RetentionPeriod): string {
  const [unit = '', count = 0] = Object.entries(length)[0] ?? [];
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** After which time without a request, and after which time in any case, a session ends. */
interface SessionTimes {
  idleMs: number;
  maxMs: number;
}

const sessionText = ({ idleMs, maxMs }: SessionTimes): string =>
  `after ${formatDuration(idleMs)} without use, or ${formatDuration(maxMs)} after you signed in`;

/** Those whose sessions are shorter. */
const shorterSessions = ({ ordinary, byRole }: CookieLimits['session']): string[] =>
  staffRoles
    .filter((role) => byRole[role].idleMs < ordinary.idleMs || byRole[role].maxMs < ordinary.maxMs)
    .map((role) => `If you ${team.role[role]}: ${sessionText(byRole[role])}.`);

/** How long each cookie lasts, in milliseconds. */
interface CookieLimits {
  session: { ordinary: SessionTimes; byRole: Readonly<Record<StaffRole, SessionTimes>> };
  signInTimeoutMs: number;
  exitCookieMs: number;
}

export const help = {
  home: {
    title: 'Refer a victim of crime',
    lead: (area: string): string =>
      `Use this service to refer someone harmed by a crime in ${area} to the support they have a right to.`,
    emergency: 'If someone is in immediate danger, call 999. If you cannot speak, press 55 when asked.',
    whoTitle: 'Who uses it',
    who: [
      { text: 'Refer someone', hint: 'for police, health, councils, schools and charities', href: '/refer' },
      { text: 'Work your inbox', hint: 'for support services', href: '/inbox' },
      { text: 'Work what could not be handed off', hint: 'for the victim hub', href: '/triage' },
      { text: 'See how many', hint: 'for managers', href: '/dashboard' },
    ],
    systemsTitle: 'If you have a system of your own',
    systems: 'Systems of police forces and partners can send referrals straight to the API.',
    systemsLink: 'Read how the API works',
  },
  privacy: {
    title: 'Privacy',
    forVictims: {
      title: 'If you have been referred',
      body: (it: ServiceDetails): string[] => [
        `${it.authority} decides how your information is used in this service. The law calls it the data controller.`,
        'The police or another organisation gave us your name, how to reach you safely, and what happened, so that a support service can offer you help. You do not have to take it.',
        'We pass your details only to the services that are right for you, and only the details that each needs. Every time a service opens them we write down which service and when.',
        'The police may refer you because it is part of their public task. For sexual offences, domestic abuse, and when someone close to you has been killed, and when a charity refers you, you are asked first.',
      ],
      retentionTitle: 'How long it is kept',
      retentionLead: 'Your details are erased automatically:',
      retention: (it: RetentionPeriods): string[] => [
        `${formatPeriod(it.declined)} after you decline support, or after your referral is taken back`,
        `${formatPeriod(it['not-reached'])} after it ends, if no service could reach you`,
        `${formatPeriod(it.supported)} after it ends, if a service supported you`,
      ],
      retentionExceptions: (it: { months: number }): string[] => [
        `A court or an inquiry may need them for longer. Backup copies keep them for up to ${backupDays} days after that. If one has to be used, what was erased meanwhile is erased from it again.`,
        `For ${it.months} months after a referral we can tell that the same person is referred again, so that they get more help. Your name is not kept for that.`,
        'What stays is that there was a referral, what was done and when, and counts. None of it holds your name, how to reach you, or what you told us.',
      ],
      rightsTitle: 'Your rights',
      rights: (it: ServiceDetails): string[] => [
        'You can ask to see what is held about you, to have it put right, to have it erased, or to object to its use.',
        `To do so, or to say that you do not want to be contacted, write to ${it.email} or call ${it.phone}.`,
        'You can complain to the Information Commissioner’s Office at ico.org.uk.',
      ],
    },
    forStaff: {
      title: 'If you use this service at work',
      body: (it: ServiceDetails): string[] => [
        `${it.authority} keeps a record of who sent, opened or changed each referral and when, so that people’s information is safe.`,
        'That record has a number for your account. Your name and email address are kept encrypted in the list of your organisation’s accounts. Beside what you did, your name is shown to your own organisation and to the victim hub.',
        'What you type about yourself in a referral is shown to the service that receives it and to the victim hub. That they saw it is in the record too.',
        'If you ask us to remember your details for the next referral, they are kept encrypted for one year after you last used them.',
      ],
    },
  },
  cookies: {
    title: 'Cookies',
    body: [
      'This service uses cookies only to keep you signed in safely. There are no others, so you are not asked about them.',
    ],
    heading: { name: 'Name', purpose: 'What it is for', expires: 'When it goes' },
    list: (it: CookieLimits) => [
      {
        name: '__Host-session',
        purpose: 'Keeps you signed in',
        expires: [`When you sign out, ${sessionText(it.session.ordinary)}.`, ...shorterSessions(it.session)].join(' '),
      },
      {
        name: '__Host-sign-in',
        purpose: 'Makes sure that it is you who comes back from signing in',
        expires: formatDuration(it.signInTimeoutMs),
      },
      {
        name: '__Host-left',
        purpose: 'After “Exit this page”, hides what you were looking at',
        expires: formatDuration(it.exitCookieMs),
      },
    ],
  },
  accessibility,
  contact: {
    title: 'Contact the victim hub',
    body: ['The victim hub helps with referrals, with signing in, and with anything that does not work.'],
    email: 'Email',
    phone: 'Telephone',
    caution: 'Do not put details of a victim in an email. Give the reference of the referral, such as GM-7K3M-9QTX.',
  },
  definitions: {
    title: 'What the figures mean',
    lead: 'Each figure is counted in the same way wherever it is shown.',
    unit: 'Unit',
    plural: 'Counted',
    byService: 'By service',
    caveats: 'Take care',
    dimensions: 'What figures can be broken down by',
  },
};
