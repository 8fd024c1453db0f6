/**
 * Texts of the accessibility statement, under the headings of the model statement (Public Sector Bodies (Websites and Mobile
 * Applications) (No. 2) Accessibility Regulations 2018, regulation 8). It may say only what is so: change it with what it says.
 */
import { formatDuration } from './format-duration.ts';

interface StatementDetails {
  authority: string;
  email: string;
  phone: string;
  /** Where the pages are, without a trailing slash. */
  url: string;
  /** Signed out after this long without use, in milliseconds. */
  idleTimeoutMs: number;
}

/** When a person last compared the statement with the service. */
const preparedOn = '29 November 2026';

export const accessibility = {
  title: 'Accessibility statement',
  lead: (it: StatementDetails): string[] => [
    `This statement applies to the pages at ${it.url}. They are run by ${it.authority}, which wants as many people as possible to be able to use them.`,
    'You should be able to:',
  ],
  able: [
    'use every page with a keyboard alone',
    'use every page without JavaScript',
    'zoom in up to 400% without text running off the screen',
    'have each page read out by a screen reader in a sensible order, with headings, labels and errors that say what they belong to',
  ],
  plain: 'AbilityNet has advice on making your device easier to use if you have a disability:',
  abilityNet: 'My Computer My Way',
  statusTitle: 'Compliance status',
  status:
    'This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due to the non-compliances listed below.',
  contentTitle: 'Non-accessible content',
  contentLead: 'The content listed below is non-accessible for the following reasons.',
  nonComplianceTitle: 'Non-compliance with the accessibility regulations',
  nonCompliance: (it: StatementDetails): string[] => [
    `Without JavaScript you are not warned shortly before you are signed out after ${formatDuration(it.idleTimeoutMs)} without use. The time is at the top of each page, with a link to stay signed in, and a page of the referral form that you send too late is kept for you. This fails success criterion 2.2.1 (timing adjustable).`,
    'The page on which you enter your email address or a code to sign in is made by the provider of sign-in, not by us. We have not checked it, so we cannot say that it meets any criterion.',
    'No person who assesses accessibility has yet gone through the pages, nor anyone who uses assistive technology every day. Success criteria that a program cannot decide, such as 1.3.2 (meaningful sequence), 2.4.6 (headings and labels) and 3.3.3 (error suggestion), have not been assessed by such a person.',
  ],
  burdenTitle: 'Disproportionate burden',
  burden: 'We do not claim that mending anything would be a disproportionate burden.',
  scopeTitle: 'Content that is not within the scope of the accessibility regulations',
  scope: 'None of the content of these pages is left out for this reason.',
  preparationTitle: 'Preparation of this accessibility statement',
  preparation: [
    `This statement was prepared on ${preparedOn}. It was last reviewed on ${preparedOn}.`,
    'It is a self-assessment by those who made the pages, with these checks, which are run whenever the code changes:',
  ],
  checks: [
    'axe and a check of the markup go through every page and its states',
    'the main journeys of referrers, services and the victim hub are walked in a browser, at 1280 and 320 pixels wide, with and without JavaScript, and with the keyboard alone; there axe checks contrast too, and that no page is wider than its window',
  ],
  checksEnd: 'Programs find only some of what can be wrong. No other assessment has been made.',
  improvingTitle: 'What we do to improve accessibility',
  improving: [
    'A change that makes any of these checks fail is not released.',
    'Before these pages leave beta they need an assessment by a person, and sessions with people who use assistive technology. This statement is then written again with what was found, and by when it will be mended.',
  ],
  feedbackTitle: 'Feedback and contact information',
  feedback: (it: StatementDetails): string[] => [
    'If you find something that does not work for you, or that you think does not meet the regulations, tell us. Also tell us if you need what is on a page in another form, such as large print, easy read, audio or braille.',
    `Write to ${it.email} or call ${it.phone}. Say which page it is, what you tried to do and what you use. Do not put details of a victim in an email.`,
  ],
  contactLink: 'All ways to contact the victim hub',
  enforcementTitle: 'Enforcement procedure',
  enforcement: {
    commission:
      'The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the “accessibility regulations”). If you are not happy with how we respond to your complaint, contact the',
    advice: 'Equality Advisory and Support Service (EASS)',
    inNorthernIreland:
      'If you are in Northern Ireland, the Equality Commission for Northern Ireland (ECNI) enforces them. Contact the',
    equalityCommission: 'Equality Commission for Northern Ireland',
  },
};
