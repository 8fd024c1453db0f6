/** Texts for correcting a referral. */
import type { StepId } from '#src/web/refer/questions/steps.ts';

/** Names of the pages in the task list of a correction. */
const pages: Record<StepId, string> = {
  'about-you': 'Your own details',
  person: 'Name, date of birth and how they are a victim',
  home: 'Where they live',
  communication: 'Language and access',
  guardian: 'Parent or guardian',
  offence: 'Kind of crime, and when it happened',
  references: 'When it was reported',
  place: 'Where and how it happened',
  circumstances: 'Domestic abuse, weapons, hate and other circumstances',
  suspects: 'Who may have done it',
  summary: 'What happened, in a few words',
  investigation: 'The investigation',
  contact: 'Phone, email and what is safe',
  'contact-safety': 'Who must not know, and other ways to keep contact safe',
  'post-address': 'A safer address for letters',
  'contact-more': 'When and how to make contact',
  risk: 'Risk',
  household: 'Children, and whether the person is pregnant',
  safeguarding: 'Safeguarding referrals',
  marac: 'Marac',
  needs: 'What they need',
  'public-funds': 'Public funds',
  support: 'Who helps them already',
  consent: 'Consent',
  'consent-details': 'About their agreement',
  awareness: 'Whether they know of this referral',
  equality: 'Equality questions',
};

export const correct = {
  title: 'Correct a referral',
  start: 'Correct this referral',
  /** On the page of a referral that is over. */
  again: {
    title: 'Refer this person again',
    lead: 'Fill in again what has changed, one page at least: that opens this referral again, and it is judged as a new one would be.',
    afterNo: (at: string): string =>
      `They said no on ${at}. Ask them first. You can refer them again only if they have agreed since: you are asked how and when.`,
    newOne:
      'This referral cannot be opened again. To refer the person again, start a new referral and give them another number for this crime.',
    start: 'Refer them again',
  },
  pages,
  held: 'Why it is on hold',
  returned: 'Why it came back',
  advice: 'What you are asked to do',
  lead: 'To keep the person safe, what you sent is not shown again. Choose what to correct and fill in that page. Everything else stays as you sent it.',
  mostLikely: 'Most likely to need correcting',
  others: 'Everything else',
  all: 'What you sent',
  finish: 'Finish',
  states: {
    unchanged: 'Unchanged',
    corrected: 'Corrected',
    inProgress: 'In progress',
    problem: 'There is a problem',
    cannotStart: 'Cannot start yet',
    ready: 'Ready',
  },
  check: 'Check and send the correction',
  backToReferral: 'Back to this referral',
  replaces: 'Fill in the whole page. What you enter takes the place of everything that was sent on it.',
  consentReplaces:
    'Fill in the whole page, and how they agreed if they did. What you enter takes the place of everything that was sent about consent.',
  referenceStays: 'The reference stays as it is: a referral with another reference is another referral.',
  keepOriginal: 'Leave it as it was sent',
  checkTitle: 'Check your correction',
  restStays: 'Everything else stays as you sent it.',
  stillHeld: 'It would still be on hold',
  stillHeldBody:
    'You can send the correction as it is. It would go straight to a service if you can also correct this:',
  /** A service has stopped contact, and the correction gives it no other safe way. */
  stopped: {
    still: 'Contact is still stopped',
    would: 'Contact would be stopped',
    lead: (services: string): string =>
      `${services} will have the case and make no contact: you give no safe way to reach the person that was not known before.`,
    another: 'Give a phone, email or address that is safe and that you have not given before.',
    /** Before and after the name of the page. */
    ifChanged: ['Correct “', '” if that has changed.'],
  },
  send: 'Send the correction',
  saved: {
    title: 'Success',
    routed: 'Your correction was received, and the referral has gone to a service.',
    held: 'Your correction was received. The referral is still on hold.',
    other: 'Your correction was received.',
    important: 'Important',
    stillStopped: 'Your correction was received. Contact is still stopped.',
    stopped: 'Your correction was received. Contact is stopped.',
  },
  draftName: (reference: string): string => `Correction of ${reference}`,
  closed: {
    title: 'This referral can no longer be corrected',
    body: 'Nothing that you typed was sent. To refer the person again, start a new referral and give them another number for this crime.',
    status: 'See where it is',
    delete: 'Delete what I typed',
  },
  changed: {
    title: 'Someone has corrected this referral meanwhile',
    body: 'Your organisation sent another correction after you began yours. Nothing that you typed was sent.',
    nextStep:
      'See what happened first. If your correction is still needed, you can put it on top of theirs: the pages that you filled in take the place of the same pages in theirs.',
    status: 'See what happened',
    applyToNewest: 'Put mine on top of theirs',
    delete: 'Delete what I typed',
  },
  optedOut: {
    title: 'Withdraw this referral instead',
    body: [
      'They asked not to be referred, so nothing more may be passed on.',
      'Delete this correction. You can then withdraw the referral on the page that shows where it is.',
    ],
    go: 'Delete the correction',
  },
  delete: {
    title: 'Delete this correction?',
    body: 'What you have typed is deleted and cannot be brought back. The referral stays as you sent it.',
  },
};
