/** Texts of the referral journey; those of the questions are in refer-questions.ts. */
import { dueTexts } from '#src/web/texts/en/due.ts';
import { correct } from '#src/web/texts/en/refer-correct.ts';
import { questionTexts } from '#src/web/texts/en/refer-questions.ts';

export const refer = {
  questions: questionTexts,
  correct,
  languages: { bfi: 'British Sign Language', prs: 'Dari', syl: 'Sylheti' },
  noneOfThese: 'None of these',
  noAnswer: 'Nothing',
  /** The first choice of a country, for those that leave it as it is. */
  homeCountry: 'United Kingdom',
  district: {
    choose: 'Select one',
    outside: (area: string): string => `Outside ${area}`,
    unknown: 'I do not know',
    fromPostcode: (district: string): string => `${district}, from the postcode`,
  },
  start: {
    title: 'Refer someone',
    lead: (area: string): string =>
      `Tell us about someone harmed by a crime in ${area}. We pass it to the support service that is right for them.`,
    emergency: 'If someone is in immediate danger, call 999. This service does not send help in an emergency.',
    whoTitle: 'Who may refer',
    who: (party: string): string =>
      `You are signed in for ${party}. You may refer someone you meet through your work there.`,
    requirementsTitle: 'What you need',
    requirements: [
      'their name and, if you know it, their date of birth',
      'what happened, and roughly when and where',
      'a safe way to contact them',
      'their agreement, in most cases: ask them first if you can',
    ],
    requirementsNote:
      'It takes about 10 minutes. You can save it and come back within 6 weeks. You do not have to know everything.',
    nextTitle: 'What happens next',
    next: [
      'we check at once that they can be contacted safely',
      'you see which service it goes to, and by when they will be contacted',
      'you get a reference to follow it with',
    ],
    button: 'Start now',
    draftsTitle: 'Referrals you have started',
    byReference: (reference: string): string => `Reference ${reference}`,
    byInitials: (initials: string): string => `Person with the initials ${initials}`,
    startedAt: (begun: string): string => `Started ${begun}`,
    savedAt: (at: string): string => `Saved ${at}`,
    continue: 'Go on',
    delete: 'Delete',
  },
  typedIsBack:
    'You were signed out before this page was saved. This is what you had typed. Check it and continue: it is saved then.',
  saved: {
    title: 'Saved',
    body: 'Your answers are saved. You can come back to them within 6 weeks.',
  },
  counted: {
    title: 'Counted',
    body: 'One person is counted as asked and not referred. The draft is deleted.',
  },
  delete: {
    title: 'Delete this draft?',
    body: 'What you have typed is deleted and cannot be brought back. Nothing has been sent.',
    button: 'Delete it',
    keep: 'Keep it',
  },
  tasks: {
    title: 'Your referral',
    intro: 'Do the sections in any order. Your answers are saved each time you continue.',
    check: 'Check your answers',
    later: 'Back to all referrals',
    titles: {
      you: 'About you',
      person: 'The person',
      offence: 'What happened',
      contact: 'How to contact them safely',
      risk: 'Risk',
      needs: 'What they need',
      consent: 'Consent',
    },
  },
  /** By page: the heading, which is also the title, and the introduction. */
  steps: {
    'about-you': {
      title: 'About you',
      intro: (party: string): string =>
        `You refer for ${party}. The service may contact you about this referral: give your work email, your work phone, or both.`,
    },
    person: { title: 'Who are you referring?', intro: 'Refer one person at a time.' },
    home: {
      title: 'Where do they live?',
      intro:
        'This decides which service is near them. Leave out what you do not know; where you have no postcode, select a district, or “I do not know”.',
    },
    communication: { title: 'Language and access', intro: undefined },
    guardian: {
      title: 'Parent or guardian',
      intro: (age: number): string =>
        `They are a child, or may be one, so a service may need to speak to a parent or guardian. If they are, or may be, under ${age}, name one; if not, you can leave this empty. Do not name anyone who may have harmed them.`,
    },
    offence: { title: 'What kind of crime, and when?', intro: undefined },
    references: {
      title: 'References',
      intro: 'A reference stops the same referral from being made twice. You need one of these.',
    },
    place: { title: 'Where and how', intro: undefined },
    circumstances: {
      title: 'More about what happened',
      intro: 'Some services are only for some kinds of crime. “I do not know” is a good answer.',
    },
    suspects: {
      title: 'Who may have done it?',
      intro:
        'Services keep contact away from anyone who lives with them, or who sees their phone, email or post. Leave out what you do not know.',
    },
    summary: { title: 'In a few words', intro: undefined },
    investigation: { title: 'The investigation', intro: undefined },
    contact: {
      title: 'How to contact them safely',
      intro:
        'Someone may see their phone, email or post. Ask them what is safe. Only what you mark “Yes” will be used where there is abuse.',
    },
    'contact-safety': {
      title: 'Keeping contact safe',
      intro: 'A service reads this before it makes contact. Leave out what you do not know.',
    },
    'post-address': {
      title: 'A safer address for letters',
      intro:
        'If letters to their home are not safe, or they have none, give another address where they can safely get them. If there is none, continue.',
    },
    'contact-more': { title: 'Making contact', intro: undefined },
    risk: { title: 'Risk', intro: undefined },
    household: {
      title: 'The household',
      intro: 'Do not give the names of children. If there are none, continue.',
    },
    safeguarding: { title: 'Safeguarding', intro: undefined },
    marac: {
      title: 'Marac',
      intro:
        'A multi-agency risk assessment conference plans the safety of people who are at high risk of domestic abuse.',
    },
    needs: { title: 'What do they need?', intro: undefined },
    'public-funds': { title: 'Housing and public funds', intro: undefined },
    support: {
      title: 'Who helps them already?',
      intro: 'For example, a social worker, a school or a charity. The service can then work with them.',
    },
    consent: { title: 'Have they agreed to this referral?', intro: undefined },
    'consent-details': { title: 'About their agreement', intro: undefined },
    awareness: { title: 'Telling the person', intro: undefined },
    equality: {
      title: 'Equality questions',
      intro:
        'These questions are optional. They help to show whether everyone gets the support they have a right to. Answer only what the person has told you.',
    },
  },
  /** What is not safe because of a suspect, whatever the person marks. */
  suspectSees: {
    guardian:
      'The parent or guardian is a suspect, so no service will contact or tell them. If another adult can speak for the child, name them as parent or guardian instead.',
    phone:
      'A suspect sees or answers their phone, so a service will not call, leave a voicemail or send a text message.',
    email: 'A suspect sees their email, so a service will not send one.',
    post: 'A suspect lives there, or sees their post, so a service will not write to their home. You can give another address for letters later.',
    change:
      'If you know a phone or an email that they do not see, enter it here, and change what you said about the suspect.',
  },
  agreementNeeded: 'For this referral you need their agreement first.',
  groups: {
    circumstances: 'Was any of this part of it?',
    safe: 'What is safe?',
    alternative: 'Someone else to contact, if they cannot be reached',
    alternativeHint:
      'Someone they trust and who knows what happened. If there is somebody, enter their name and phone.',
  },
  conflict: {
    title: 'These answers were changed in another window',
    body: 'You, or someone signed in as you, saved other answers on this page after you opened it. Choose which to keep.',
    question: 'Question',
    savedAnswer: 'Saved now',
    newAnswer: 'What you typed here',
    useNewAnswer: 'Use what I typed here',
    keepSaved: 'Keep what is saved',
  },
  consentNeeded: {
    title: 'They must agree first',
    body: [
      'Ask them whether they want to be contacted by a support service, and tell them what you would pass on.',
      'Your answers are saved. Come back when you have asked them.',
    ],
    go: 'Save it and ask them first',
    leave: 'Change the answer about consent',
  },
  optedOut: {
    title: 'You cannot refer them',
    body: [
      'They asked not to be referred, so nothing may be passed on.',
      'You can still give them the phone number of the victim hub, to call if they change their mind.',
    ],
    phone: (number: string): string => `Victim hub: ${number}`,
    go: 'Delete this draft',
    leave: 'Change the answer about consent',
  },
  notReferred: {
    title: 'If they do not want to be referred',
    body: 'You can count this, so that the authority knows how many people were asked. It counts one person, the kind of offence and its district, and nothing about who they are. The draft is deleted.',
    button: 'Count that they were asked and said no',
  },
  check: {
    title: 'Check your answers',
    goesTo: 'Who it will go to',
    leadResponds: (service: string, by: string): string => `${service} ${dueTexts.willMakeContactBy(by)}.`,
    alongside: (service: string): string => `${service} will work alongside.`,
    changed: {
      title: 'Important',
      heading: 'Who it will go to has changed',
      before: (who: string): string => `Before, it would have gone to ${who}.`,
      beforeHeld: 'Before, it would have been put on hold.',
      now: 'Read who it would go to now, at the end of this page, before you go on.',
    },
    waysTitle: 'How a service may reach them',
    ways: 'A service is told to use only these:',
    noWays: 'No way is known to be safe. A service is told so.',
    post: { home: 'to their home', elsewhere: 'to the address for letters that you gave, not to their home' },
    notes: 'Notes on this referral',
    heldTitle: 'It would be put on hold',
    heldBody:
      'You can send it as it is, and the victim hub will look at it. It would go straight to a service if you can correct this:',
    next: 'It is not sent yet. The next page has optional questions about equality, and there you send the referral.',
    button: 'Continue',
  },
  send: {
    send: 'Send the referral',
    skip: 'Skip these questions and send',
  },
  sent: {
    title: 'Referral sent',
    heldTitle: 'Referral received and on hold',
    reference: 'Your reference is',
    nextTitle: 'What happens next',
    goesTo: (service: string, by: string): string =>
      `${service} has been asked to support them, and ${dueTexts.willMakeContactBy(by)}.`,
    alongside: (service: string): string => `${service} has been asked to work alongside.`,
    heldLead: 'It has not gone to a service yet. The victim hub has it on its list and will look at it.',
    whyTitle: 'Why it is on hold',
    heldCorrect: 'If you can put this right, now or later, correct the referral. It is looked at again at once.',
    heldContact: (email: string, phone: string): string =>
      `If you cannot, you can call the victim hub on ${phone} or write to ${email}. Give the reference, and do not put details of the person in an email.`,
    tellPerson: 'Tell the person which service will contact them, if that is safe.',
    follow: 'See what becomes of it',
    record: 'Keep a record of this referral',
    another: 'Refer someone else',
  },
  record: {
    title: 'Record of a referral',
    intro: 'For your own files. It says nothing about the person. Print it, or save it as a PDF.',
    reference: 'Reference',
    from: 'Referred by',
    received: 'Received',
    service: 'Service',
    alongside: 'Working alongside',
    respondBy: dueTexts.makesContactBy,
    onHold: 'On hold',
    release: 'What would release it',
    hub: 'Victim hub',
  },
  time: 'Time',
  errors: {
    timeMissing: (what: string): string => `${what}: enter the time as well`,
    timeNotReal: (what: string): string => `${what}: enter a time, like 9:30pm or 21:30`,
    notWhole: (what: string): string => `${what} must be a whole number`,
    onlyToProtect: 'Without their agreement, you can only refer high-risk domestic abuse or a child at risk.',
    postcode: 'Enter a full UK postcode, like M1 1AE, or select the country',
    /** Puts a field's name before a sentence of the rules. */
    aboutField: (what: string, detail: string): string =>
      `${what}: ${detail.charAt(0).toLowerCase()}${detail.slice(1)}`,
    referenceTaken:
      'You have already sent a referral with this reference. If this is another person, enter another number, for example 2. If it is the same person, find that referral under “What you sent” and correct it there: one that is over is then opened again',
  },
};
