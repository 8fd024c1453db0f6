/** Who is asked what: the questions that somebody meets, counted by the form's own steps. */
import { describe, expect, test } from 'vitest';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import type { FormValues } from '#src/web/form/errors.ts';
import type { ItemName, QuestionName } from '#src/web/refer/questions/question-definitions.ts';
import { questions } from '#src/web/refer/questions/questions.ts';
import { prepareBody } from '#src/web/refer/questions/referral-body.ts';
import { isAsked, questionsOf, type StepId } from '#src/web/refer/questions/steps.ts';
import { area } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const example = area();
const draft = '3f2a9c1b-7d04-4e55-8a66-0123456789ab';

interface Met {
  steps: StepId[];
  names: QuestionName[];
  itemNames: ItemName[];
  /** Questions, with those about one object of each list. */
  count: number;
}

function whatIsAsked(answers: FormValues, kind: SenderKind = 'statutory'): Met {
  const context = { sender: { id: partyId('somebody'), kind }, area: example, now: receivedAt, draft };
  const { steps, audience } = prepareBody(answers, context);
  const beforeSending = steps.filter((step) => step !== 'equality');
  const names = beforeSending.flatMap((step) => questionsOf(step, audience));
  const lists = names.map((name) => questions[name]).filter((question) => question.kind === 'list');
  const itemNames = lists.flatMap(({ items }) => items.filter((item) => isAsked(item, audience)));
  return { steps: beforeSending, names, itemNames, count: names.length - lists.length + itemNames.length };
}

const burglary = {
  role: 'direct',
  category: 'theft-burglary',
  domesticAbuse: 'no',
  basis: 'explicit-consent',
  givenBy: 'victim',
};
const boy = {
  role: 'direct',
  'victim-approximateAge': '15',
  category: 'violence-with-injury',
  method: 'knife',
  domesticAbuse: 'no',
  childExploitation: 'unknown',
  basis: 'explicit-consent',
  givenBy: 'parent-guardian',
};
const wife = { ...burglary, category: 'violence-without-injury', domesticAbuse: 'yes' };

const abuseSteps: readonly StepId[] = [
  'suspects',
  'contact-safety',
  'post-address',
  'household',
  'safeguarding',
  'marac',
  'support',
];

describe('a nurse', () => {
  test('with a case of burglary sees none of the questions about abuse', () => {
    const { steps, names, count } = whatIsAsked(burglary);
    expect(steps.filter((step) => abuseSteps.includes(step))).toEqual([]);
    expect(names).not.toContain('shareWithPartners');
    expect([steps.length, count]).toEqual([15, 65]);
  });

  test('with the knife wound of a boy of about 15 is asked for a parent, and whether he knows', () => {
    const { steps, count } = whatIsAsked(boy);
    expect(steps).toEqual(expect.arrayContaining(['guardian', 'awareness']));
    expect(steps.filter((step) => abuseSteps.includes(step))).toEqual([]);
    expect([steps.length, count]).toEqual([17, 69]);
  });

  test('with a woman whose husband reads her phone is asked about him before it is asked what is safe', () => {
    const { steps, names, count } = whatIsAsked(wife);
    expect(steps.filter((step) => abuseSteps.includes(step))).toEqual(abuseSteps);
    expect(steps.indexOf('suspects')).toBeLessThan(steps.indexOf('contact'));
    expect(names).toContain('shareWithPartners');
    expect([steps.length, count]).toEqual([22, 88]);
  });

  test('is asked about public funds, a safer address, a safeguarding referral only where they matter', () => {
    const stepsOf = (more: FormValues) => whatIsAsked({ ...burglary, ...more }).steps;
    expect(stepsOf({ needs: ['housing'] })).toContain('public-funds');
    expect(stepsOf({ needs: ['safety'] })).not.toContain('public-funds');
    expect(stepsOf({ noFixedAddress: 'yes' })).toContain('post-address');
    expect(stepsOf({ 'victim-approximateAge': '10' })).toContain('safeguarding');
    expect(stepsOf({ 'victim-approximateAge': '16' })).not.toContain('safeguarding');
  });

  test.each([
    ['7', false],
    ['8', true],
    ['', true],
  ])('of somebody abused, about %s, is asked whether they are pregnant: %s', (age, isAskedOf) => {
    const { names } = whatIsAsked({ ...wife, 'victim-approximateAge': age });
    expect(names.includes('household-pregnant')).toBe(isAskedOf);
  });

  test.each([
    ['agreed herself', { givenBy: 'victim' }, false],
    ['agreed, and nobody said who', { givenBy: '' }, false],
    ['a parent agreed', { givenBy: 'parent-guardian' }, true],
    ['nobody asked her', { basis: 'safeguarding-override', givenBy: '' }, true],
    ['no basis yet', { basis: '', givenBy: '' }, false],
  ] as const)('where the person %s: whether she knows is asked only if she may not', (_, more, isAskedOf) => {
    expect(whatIsAsked({ ...burglary, ...more }).steps.includes('awareness')).toBe(isAskedOf);
  });
});

test('the police are asked for the investigation and when a suspect is released, and partners are not', () => {
  const police = whatIsAsked(wife, 'police');
  const partner = whatIsAsked(wife, 'voluntary');
  expect(police.steps).toContain('investigation');
  expect(partner.steps).not.toContain('investigation');
  expect(police.names).toEqual(expect.arrayContaining(['alsoKnownAs', 'groupReference']));
  expect(partner.names).not.toContain('alsoKnownAs');
  const suspectQuestions = (kind: SenderKind) =>
    whatIsAsked(wife, kind).itemNames.filter((name) => name.startsWith('suspects-'));
  expect(suspectQuestions('police')).toContain('suspects-releaseOn');
  expect(suspectQuestions('voluntary')).not.toContain('suspects-releaseOn');
  expect(suspectQuestions('voluntary')).toContain('suspects-noContactCondition');
  expect(suspectQuestions('statutory')).not.toContain('suspects-noContactCondition');
});

test.each([
  ['domestic abuse', { domesticAbuse: 'yes' }],
  ['so-called honour-based abuse', { honourBased: 'yes' }],
  ['modern slavery', { modernSlavery: 'yes' }],
  ['child exploitation', { childExploitation: 'yes' }],
  ['stalking', { category: 'stalking-harassment' }],
  ['rape', { category: 'rape' }],
  ['another sexual offence', { category: 'other-sexual' }],
  ['a child where there is domestic abuse', { role: 'child-domestic-abuse' }],
] as const)('%s: suspects are asked', (_, more) => {
  expect(whatIsAsked({ ...burglary, ...more }).steps).toContain('suspects');
});
