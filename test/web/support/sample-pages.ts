/** Pages in the main states with sample answers, for tests of what holds for all pages. */
import { buildAssets } from '#src/web/assets/build-assets.ts';
import { insetText } from '#src/web/components/inset-text.ts';
import { notificationBanner } from '#src/web/components/notification-banner.ts';
import { table } from '#src/web/components/table.ts';
import { tag } from '#src/web/components/tag.ts';
import { warningText } from '#src/web/components/warning-text.ts';
import type { FormState } from '#src/web/form/errors.ts';
import { emptyForm } from '#src/web/form/errors.ts';
import type { Form } from '#src/web/form/fields.ts';
import {
  checkboxesField,
  dateField,
  longTextField,
  radiosField,
  selectField,
  textField,
} from '#src/web/form/fields.ts';
import { answerSections, confirmation, interruptionPanel, questionForm, taskListPage } from '#src/web/form/patterns.ts';
import { addressFields } from '#src/web/form/people.ts';
import { html } from '#src/web/html.ts';
import type { Page, Site } from '#src/web/layout.ts';
import { layout } from '#src/web/layout.ts';
import { scrollableRegion } from '#src/web/scrollable.ts';
import { en } from '#src/web/texts/en.ts';
import { chartPage } from '#test/web/support/sample-charts.ts';

export const site: Site = {
  authority: 'Greater Manchester Combined Authority',
  assets: buildAssets().links,
  texts: en,
  stage: 'production',
  hasAuthorityIssuer: false,
};

const post = { action: '/refer/sample', hidden: { csrf: 'token', version: '3' } };
const form = (state: FormState): Form => ({ ...state, texts: en });

const choices = (words: Record<string, string>) => Object.entries(words).map(([value, text]) => ({ value, text }));

const dateQuestion = (state: FormState) =>
  questionForm(en, {
    formAction: post,
    caption: 'The person',
    fields: dateField(form(state), {
      name: 'dateOfBirth',
      label: 'What is their date of birth?',
      isPageHeading: true,
      example: '27 3 1999',
    }),
    save: { name: 'go', value: 'later' },
  });

const contactQuestion = (state: FormState) =>
  questionForm(en, {
    formAction: post,
    heading: 'How is it safe to contact them?',
    caption: 'Safety',
    fields: html`${radiosField(form(state), {
      name: 'call',
      label: 'Is it safe to call them?',
      hint: 'Only say yes if they told you so.',
      choices: [
        { value: 'yes', text: 'Yes', reveals: textField(form(state), { name: 'phone', label: 'Phone number' }) },
        { value: 'no', text: 'No' },
        { value: 'unknown', text: 'I do not know' },
      ],
    })}
    ${checkboxesField(form(state), {
      name: 'need',
      label: 'What do they need?',
      choices: [...choices(en.words.need), { value: 'none', text: 'None of these', isExclusive: true }],
    })}`,
  });

const personQuestion = (state: FormState) =>
  questionForm(en, {
    formAction: post,
    heading: 'The person',
    fields: html`${addressFields(form(state), { legend: 'Home address', prefix: 'victim', hint: 'Leave it empty where they have no fixed address.' })}
    ${textField(form(state), { name: 'email', label: 'Email address' })}
    ${textField(form(state), { name: 'crimeReference', label: 'Crime reference', hint: 'For example, 06AB/0001234/26', width: 20 })}
    ${selectField(form(state), { name: 'ethnicity', label: 'Ethnic group', choices: choices(en.words.ethnicity) })}
    ${longTextField(form(state), { name: 'summary', label: 'What happened?', maxlength: 2000, rows: 8 })}`,
  });

const answers = () => html`<h1 class="govuk-heading-l">Check your answers</h1>
  ${answerSections(en, [
    {
      title: 'The person',
      answers: [
        { key: 'Name', value: 'Test Person', change: '/refer/person/name' },
        { key: 'Date of birth', value: en.forms.longDate('1999-02-03'), change: '/refer/person/date-of-birth' },
        { key: 'Email address', value: '', change: '/refer/person/email' },
      ],
    },
    { title: 'What happened', answers: [{ key: 'Summary', value: 'Made up.', change: '/refer/offence/summary' }] },
  ])}`;

const inbox = () => html`${notificationBanner({ type: 'success', text: 'The referral was accepted' })}
<h1 class="govuk-heading-l">Referrals for your service</h1>
${insetText({ text: 'Answer the most urgent first.' })}
${warningText({ text: 'If someone is in immediate danger, call 999.' })}
${scrollableRegion(
  'Open referrals',
  table({
    caption: 'Open referrals',
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [{ text: 'Reference' }, { text: 'Priority' }, { text: 'Answer by' }],
    rows: [
      [
        { html: html`<a class="govuk-link" href="/inbox/1">GM-7K3M-9QTX</a>` },
        { html: tag({ text: en.words.priority.high, classes: 'govuk-tag--red' }) },
        { text: 'Today at 4pm' },
      ],
    ],
  }),
)}`;

const taskPage = () =>
  taskListPage(en, {
    heading: 'Refer a victim of crime',
    tasks: [
      { title: 'About you', href: '/refer/you', progress: 'completed' },
      { title: 'The person', href: '/refer/person', progress: 'inProgress', hint: 'Name, age and where they live' },
      { title: 'What happened', href: '/refer/offence', progress: 'problem' },
      { title: 'Safety and contact', href: '/refer/contact', progress: 'notStarted' },
      { title: 'Check your answers', href: '/refer/check', progress: 'cannotStart' },
    ],
  });

const done = () =>
  confirmation({
    heading: 'Referral sent',
    label: 'Your reference',
    reference: 'GM-7K3M-9QTX',
    next: html`<h2 class="govuk-heading-m">What happens next</h2><p class="govuk-body">The service answers by 20 November 2026.</p>`,
  });

const stop = () =>
  interruptionPanel({
    heading: 'You have not told us that they agreed',
    body: html`<p>We cannot take this referral without their consent.</p>`,
    formAction: post,
    confirm: 'Change my answer',
    cancel: { href: '/refer', text: 'Save and come back later' },
  });

const dateErrors: FormState = {
  values: { 'dateOfBirth-day': '31', 'dateOfBirth-year': '1999' },
  errors: [
    {
      field: 'dateOfBirth',
      text: en.forms.dateFault('Date of birth', { code: 'missing-parts', parts: ['month'] }),
      parts: ['month'],
    },
  ],
};
const contactErrors: FormState = {
  values: { call: 'yes', phone: '<b>0161</b>', need: ['safety', 'housing'] },
  errors: [
    { field: 'phone', text: 'Enter a phone number, like 0161 496 0000' },
    { field: 'need', text: 'Select what they need, or “None of these”' },
  ],
};
const personErrors: FormState = {
  values: { 'victim-line1': `"><script>alert(1)</script>`, summary: '</textarea><b>bold</b>', ethnicity: 'W2' },
  errors: [
    { field: 'victim-town', text: 'Enter a town or city' },
    { field: 'victim-postcode', text: 'Enter a full postcode, like M1 1AE' },
    { field: 'ethnicity', text: 'Select an ethnic group' },
    { field: 'summary', text: 'What happened must be 2,000 characters or fewer' },
  ],
};

const navigation = [
  { text: 'Refer someone', href: '/refer', active: true },
  { text: 'Referrals sent back', href: '/returned' },
  { text: en.site.signOut, href: '/sign-out' },
];
const journey = { navigation, back: '/refer', exit: '/exit' };

/** Rendered again each time, as for each request. */
const builders: Record<string, () => Page> = {
  problem: () => ({
    title: en.site.problems.notFound.title,
    content: html`<h1 class="govuk-heading-l">${en.site.problems.notFound.title}</h1>
    ${en.site.problems.notFound.body.map((line) => html`<p class="govuk-body">${line}</p>`)}`,
  }),
  date: () => ({ ...journey, title: 'Date of birth', content: dateQuestion(emptyForm) }),
  'date-error': () => ({
    ...journey,
    title: 'Date of birth',
    errors: dateErrors.errors,
    content: dateQuestion(dateErrors),
  }),
  contact: () => ({ ...journey, title: 'Safe contact', content: contactQuestion(emptyForm) }),
  'contact-errors': () => ({
    ...journey,
    title: 'Safe contact',
    errors: contactErrors.errors,
    content: contactQuestion(contactErrors),
  }),
  person: () => ({ ...journey, title: 'The person', content: personQuestion(emptyForm) }),
  'person-errors': () => ({
    ...journey,
    title: 'The person',
    errors: personErrors.errors,
    content: personQuestion(personErrors),
  }),
  tasks: () => ({ title: 'Refer a victim of crime', navigation, content: taskPage() }),
  answers: () => ({ ...journey, title: 'Check your answers', content: answers() }),
  interruption: () => ({ title: 'Consent', navigation, content: stop() }),
  confirmation: () => ({ title: 'Referral sent', navigation, content: done() }),
  inbox: () => ({ title: 'Referrals for your service', navigation, width: 'full', content: inbox() }),
  charts: () => ({ title: 'Referral volumes', navigation, width: 'full', content: chartPage() }),
};

export const sampleNames = Object.keys(builders);

export function sample(name: string): Page {
  const build = builders[name];
  if (!build) throw new Error(`No sample is called ${name}`);
  return build();
}

/** The whole document, from its data to text. */
export const rendered = (name: string): string => String(layout(site, sample(name)));
