/**
 * Texts of the questions. Typed, so that a question of question-definitions.ts without texts does not compile. A field that is
 * asked in the plain way is asked by its label; a hint or other wording for it stands in `plainTexts`.
 */
import type { BranchList } from '#src/domain/submission/field.ts';
import { branchRegistry, type FieldPath, fieldAt } from '#src/domain/submission/registry.ts';
import {
  type ItemName,
  type ListName,
  listPaths,
  type PlainQuestionName,
  plainPaths,
  type QuestionName,
  type SpecialQuestionName,
} from '#src/web/refer/questions/question-definitions.ts';
import { equalityQuestions } from './equality-questions.ts';
import { plainTexts } from './plain-questions.ts';
import { emailFault, nameFaults, phoneFault, type QuestionTexts } from './question-texts.ts';
import { safetyQuestions } from './safety-questions.ts';
import { suspectQuestions } from './suspect-questions.ts';
import { whereQuestions } from './where-questions.ts';

const safeToQuestion = (what: string): QuestionTexts => ({
  label: `Safe to ${what}`,
  faults: { required: `Select yes, no or “I do not know” for whether it is safe to ${what}` },
});
const circumstance = (label: string, whether = `${label.charAt(0).toLowerCase()}${label.slice(1)}`): QuestionTexts => ({
  label,
  faults: { required: `Select yes, no or “I do not know” for ${whether}` },
});
const labelWithHint = (label: string, hint?: string): QuestionTexts => (hint ? { label, hint } : { label });
const specialTexts: Record<SpecialQuestionName, QuestionTexts> = {
  ...suspectQuestions,
  ...safetyQuestions,
  ...equalityQuestions,
  ...whereQuestions,
  'your-name': { label: 'Your name', faults: { ...nameFaults, required: 'Enter your name' } },
  'your-role': { label: 'Your job title', hint: 'For example, emergency department nurse' },
  'your-email': {
    label: 'Your work email',
    faults: { 'invalid-value': emailFault, required: 'Enter your work email or your work phone' },
  },
  'your-phone': {
    label: 'Your work phone',
    hint: 'You can add an extension, for example 0161 496 0000 ext 12.',
    faults: { 'invalid-value': phoneFault },
  },
  remember: {
    label: 'Next time',
    items: { yes: 'Remember this, so that I am not asked again' },
    hint: 'We keep it encrypted for one year after you last used it.',
  },

  role: {
    label: 'How are they a victim?',
    faults: { required: 'Select how they are a victim', 'invalid-value': 'Select how they are a victim' },
  },
  givenName: { label: 'First name', faults: nameFaults },
  familyName: {
    label: 'Last name',
    hint: 'If they have only one name, enter it here.',
    faults: { ...nameFaults, required: 'Enter their last name' },
  },
  dateOfBirth: { label: 'Date of birth', hint: 'For example, 27 3 1999. Leave this empty if you do not know.' },
  sex: {
    label: 'What is their sex?',
    subject: 'Sex',
    hint: 'Some services are for women alone or for men alone, so this can decide which one the referral goes to.',
  },
  language: { label: 'Which language do they prefer?' },
  interpreter: { label: 'Do they need an interpreter?' },
  accessNeeds: {
    label: 'Access needs',
    hint: 'For example, large print, a hearing loop or a place without steps.',
  },
  'guardian-name': {
    label: 'Full name',
    subject: 'Name of parent or guardian',
    faults: {
      ...nameFaults,
      required: 'Enter the name of the parent or guardian',
      'guardian-required': 'Enter the name of a parent or guardian',
    },
  },
  'guardian-relationship': { label: 'Relationship to the child', hint: 'For example, mother' },
  'guardian-phone': { label: 'Phone', subject: 'Phone of parent or guardian', faults: { 'invalid-value': phoneFault } },

  category: {
    label: 'What kind of crime was it?',
    faults: { required: 'Select what kind of crime it was', 'invalid-value': 'Select what kind of crime it was' },
  },
  occurredOn: {
    label: 'When did it happen?',
    hint: 'For example, 18 11 2026. If it went on for a time, enter the last date. Leave this empty if you do not know.',
    subject: 'Date it happened',
    faults: { required: 'Enter the date as well as the time, or leave out the time' },
  },
  occurredAt: {
    label: 'At what time?',
    hint: 'For example, 9:30pm. Leave this empty if you do not know.',
    subject: 'Time it happened',
    faults: { 'invalid-value': 'Enter a time, like 9:30pm or 21:30' },
  },
  crimeReference: {
    label: 'Police crime reference',
    subject: 'Crime reference',
    hint: 'For example, 06AB/0001234/26',
    faults: {
      required: 'Enter a crime reference or a reference of your own, or tick the box to have one made',
    },
    policeFaults: { required: 'Enter a crime reference or a reference of your own' },
  },
  incidentReference: {
    label: 'Your own reference for this',
    hint: 'For example, an incident or case number. Do not use anything that says who the person is.',
    subject: 'Your own reference',
  },
  makeReference: { label: 'No reference', items: { yes: 'I have no reference: make one for me' } },
  victimReference: {
    label: 'Number of this person',
    hint: 'Only if you refer more than one person with the same reference: 1 for the first, 2 for the second.',
  },
  reportedAt: {
    label: 'When was it reported to the police?',
    hint: 'The time to refer runs from then. For example, 18 11 2026 at 9:40pm.',
    subject: 'When it was reported',
    faults: {
      required: 'Enter when it was reported to the police',
      'in-the-future': 'The time it was reported must be in the past',
    },
  },
  homeOfficeCode: { label: 'Home Office code', hint: 'For example, 8N' },
  locationType: {
    label: 'In what kind of place?',
    subject: 'Kind of place',
    faults: { required: 'Select what kind of place it was, or “I do not know”' },
  },
  method: {
    label: 'What was used?',
    subject: 'What was used',
    faults: { required: 'Select what was used, or “I do not know”' },
  },
  domesticAbuse: circumstance('Domestic abuse'),
  honourBased: circumstance('So-called honour-based abuse'),
  modernSlavery: circumstance('Modern slavery or trafficking'),
  childExploitation: circumstance('Child criminal exploitation'),
  knifeEnabled: circumstance('A knife or other blade was used or threatened', 'a knife or other blade'),
  firearm: circumstance('A gun was used or threatened', 'a gun'),
  alcoholInvolved: circumstance('Alcohol was involved', 'alcohol'),
  hateStrands: {
    label: 'Was it a hate crime?',
    hint: 'Select any that the person, or anyone else, thinks it was because of. If you know of none, select “None of these”.',
    subject: 'Hate crime',
    faults: { required: 'Select what it was because of, or “None of these”' },
  },
  summary: {
    label: 'What happened?',
    hint: 'Write only what a service needs to know to help. Leave out the names of other people.',
    subject: 'What happened',
  },

  phone: {
    label: 'Phone',
    hint: 'Needed if a call, a voicemail or a text message is safe.',
    faults: {
      'invalid-value': phoneFault,
      'missing-detail': 'Enter a phone number: you said calls, voicemail or texts are safe',
    },
  },
  email: {
    label: 'Email',
    hint: 'Needed if an email is safe.',
    faults: { 'invalid-value': emailFault, 'missing-detail': 'Enter an email address: you said email is safe' },
  },
  'safe-call': safeToQuestion('call'),
  'safe-voicemail': safeToQuestion('leave a voicemail'),
  'safe-text': safeToQuestion('send a text message'),
  'safe-email': safeToQuestion('send an email'),
  'safe-post': {
    ...safeToQuestion('write to their home'),
    faults: {
      ...safeToQuestion('write to their home').faults,
      'missing-detail':
        'Enter their address and postcode under “The person”: you said it is safe to write to their home',
    },
  },
  times: labelWithHint('When is a good time?', 'For example, weekday mornings, or not after 3pm.'),
  instructions: labelWithHint(
    'What must a service know before it makes contact?',
    'For example, who must not know of it, who else may answer, or what name to use. Anything here is shown to the service first.',
  ),
  'alternative-name': {
    label: 'Full name',
    subject: 'Name of the other contact',
    faults: { ...nameFaults, required: 'Enter the name of the other contact' },
  },
  'alternative-relationship': labelWithHint('Relationship to the person', 'For example, sister'),
  'alternative-phone': {
    label: 'Phone',
    subject: 'Phone of the other contact',
    faults: {
      'invalid-value': phoneFault,
      'missing-detail': 'Enter the phone number of the other contact, or leave them out',
    },
  },

  riskTool: {
    label: 'Did you use a risk assessment?',
    subject: 'Risk assessment',
    faults: { required: 'Select which risk assessment you used, or “None”' },
  },
  score: {
    label: 'Score',
    hint: 'A number. For DASH, how many questions were answered yes.',
  },
  riskLevel: {
    label: 'How high is the risk of more harm?',
    hint: 'Your own judgement may be higher than the score.',
    subject: 'Level of risk',
    faults: {
      'risk-level-below-score': 'Level of risk is lower than the score gives: judgement may raise it, never lower it',
    },
  },
  judgement: { label: 'Judgement', items: { yes: 'I raised the level above the score by my own judgement' } },
  toStaff: labelWithHint(
    'Is there any risk to staff who visit or call?',
    'For example, a dangerous dog or someone who may be violent.',
  ),

  needs: {
    label: 'What would help them?',
    hint: 'Select all that apply. If you know of none, select “None of these”.',
    subject: 'What would help them',
    faults: { required: 'Select what would help them, or “None of these”' },
  },
  assessed: {
    label: 'Is either of these true?',
    items: {
      persistentlyTargeted: 'They were targeted more than once over a period',
      vulnerableOrIntimidated: 'They were assessed as vulnerable or intimidated',
    },
  },

  basis: {
    label: 'On what basis do you refer them?',
    faults: {
      required: 'Select on what basis you refer them',
      'invalid-value': 'Select on what basis you refer them',
    },
  },
  overrideReason: {
    label: 'Why do you refer them without their agreement?',
    subject: 'Why without their agreement',
    faults: { 'override-reason-required': 'Enter why you refer them without their agreement' },
  },
  optedOut: {
    label: 'Did they say no?',
    items: { yes: 'They asked not to be referred' },
    faults: { 'victim-opted-out': 'They asked not to be referred, so you cannot refer them' },
  },
  givenBy: { label: 'Who agreed?', subject: 'Who agreed' },
  consentMethod: { label: 'How did they agree?', subject: 'How they agreed' },
  obtainedAt: {
    label: 'When did they agree?',
    hint: 'For example, 18 11 2026 at 10pm. The record needs the time as well as the date: about when is enough. Leave both empty if you do not know.',
    subject: 'When they agreed',
    faults: { 'in-the-future': 'The time they agreed must be in the past' },
  },
};

const plainText = (name: string, path: FieldPath): QuestionTexts => {
  const texts: Readonly<Record<string, Partial<QuestionTexts>>> = plainTexts;
  return { label: fieldAt(path).label, ...texts[name] };
};

const plainQuestionTexts = Object.fromEntries(
  Object.entries<FieldPath>(plainPaths).map(([name, path]) => [name, plainText(name, path)]),
) as Record<PlainQuestionName, QuestionTexts>;

/** A list is asked by the name of one of its objects. */
const listTexts = Object.fromEntries(
  Object.entries<string>(listPaths).map(([name, path]) => [name, { label: itemNameOf(path) }]),
) as Record<ListName, QuestionTexts>;

function itemNameOf(path: string): string {
  const branch = (branchRegistry as BranchList)[path];
  return branch && 'item' in branch ? branch.item : path;
}

export const questionTexts: Record<QuestionName | ItemName, QuestionTexts> = {
  ...plainQuestionTexts,
  ...specialTexts,
  ...listTexts,
};
