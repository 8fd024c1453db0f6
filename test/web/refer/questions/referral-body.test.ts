/** Answers become the body that the API accepts, and every fault leads to its field. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSubmission, parseSubmissionFormat } from '#src/contracts/submission.ts';
import { channels, senderKinds } from '#src/domain/vocabulary.ts';
import { readTime } from '#src/web/form/read-time.ts';
import { type ItemName, type QuestionName, questionNames } from '#src/web/refer/questions/question-definitions.ts';
import { collectErrors, questionAt } from '#src/web/refer/questions/question-errors.ts';
import {
  inputsOf,
  inputsOfItem,
  itemInput,
  type ListQuestion,
  noneOfThese,
  questions,
} from '#src/web/refer/questions/questions.ts';
import { generateReference, prepareBody } from '#src/web/refer/questions/referral-body.ts';
import { isAsked, questionsOf, stepIds, steps } from '#src/web/refer/questions/steps.ts';
import { en } from '#src/web/texts/en.ts';
import { area } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const example = area();
const draft = '3f2a9c1b-7d04-4e55-8a66-0123456789ab';
const settingFor = (kind: (typeof senderKinds)[number]) => ({
  sender: { id: partyId('somebody'), kind },
  area: example,
  now: receivedAt,
  draft,
});

type AnyName = QuestionName | ItemName;
type Typed = Record<string, string | string[]>;
const word = fc.constantFrom('Sam', 'Ünal', 'O’Neill', 'Mary Jane');
const pad = (part: number): string => String(part).padStart(2, '0');
const dated = (name: string, year: number, month: number, day: number): Typed => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
});

/** What is typed for a question, and the values expected of it, each with the question that it answers. */
interface Answered {
  typed: Typed;
  place?: [pointer: string, value: unknown, name: AnyName][];
}

/** @param input the name of its input where it is about an object of a list */
function answered(name: AnyName, input: string = name): fc.Arbitrary<Answered> {
  const question = questions[name];
  const none = fc.constant({ typed: {} });
  const at = <Value>(
    values: fc.Arbitrary<Value>,
    typedAs: (value: Value) => Typed,
    becomes: (value: Value) => unknown,
  ) =>
    fc.oneof(
      none,
      values.map((value) => ({
        typed: typedAs(value),
        place: [['pointer' in question ? question.pointer : '', becomes(value), name] as [string, unknown, AnyName]],
      })),
    );
  const same = (values: fc.Arbitrary<string>) =>
    at(
      values,
      (value) => ({ [input]: value }),
      (value) => value,
    );
  switch (question.kind) {
    case 'page-only':
      return fc.constantFrom({ typed: {} }, { typed: { [input]: 'yes' } });
    case 'ticks':
      return fc.subarray(Object.entries(question.places)).map((chosen) => ({
        typed: chosen.length > 0 ? { [input]: chosen.map(([value]) => value) } : ({} as Typed),
        place: chosen.map(([, pointer]): [string, unknown, AnyName] => [pointer, true, name]),
      }));
    case 'choice':
      return same(fc.constantFrom(...question.values));
    case 'choices':
      return at(
        fc.subarray([...question.values]),
        (chosen) => ({ [input]: chosen.length > 0 ? chosen : noneOfThese }),
        (chosen) => chosen,
      );
    case 'yesNo':
      return at(
        fc.boolean(),
        (value) => ({ [input]: value ? 'yes' : 'no' }),
        (value) => value,
      );
    case 'date':
      return at(
        fc.tuple(
          fc.integer({ min: 1950, max: 2026 }),
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 1, max: 28 }),
        ),
        ([y, m, d]) => dated(input, y, m, d),
        ([y, m, d]) => `${y}-${pad(m)}-${pad(d)}`,
      );
    case 'moment':
      // In winter, London's clocks are those of UTC.
      return at(
        fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 23 })),
        ([d, h]) => ({ ...dated(input, 2026, 1, d), [`${input}-time`]: `${h}:05` }),
        ([d, h]) => `2026-01-${pad(d)}T${pad(h)}:05:00.000Z`,
      );
    case 'time':
      return at(
        fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })),
        ([h, m]) => ({ [input]: `${h}.${pad(m)}` }),
        ([h, m]) => `${pad(h)}:${pad(m)}`,
      );
    case 'number':
      return at(
        fc.integer({ min: 0, max: question.pointer === '/age' ? 17 : 100 }),
        (value) => ({ [input]: String(value) }),
        (value) => value,
      );
    case 'district':
      return same(fc.constantFrom(...example.districts.map(({ code }) => code)));
    case 'country':
      return same(fc.constantFrom('IE', 'JE'));
    case 'language':
      return same(fc.constantFrom('en', 'pa', 'bfi', 'cy'));
    case 'address':
      return fc.oneof(
        none,
        fc.constant({
          typed: {
            [`${input}-line1`]: '1 Example Street',
            [`${input}-town`]: 'Manchester',
            [`${input}-postcode`]: 'm1 1ae',
          },
          place: [
            [`${question.pointer}/lines`, ['1 Example Street', 'Manchester'], name],
            [`${question.pointer}/postcode`, 'M1 1AE', name],
          ] as [string, unknown, AnyName][],
        }),
      );
    case 'lines':
      return at(
        fc.subarray(['Sam', 'Sam Sample'], { minLength: 1 }),
        (chosen) => ({ [input]: `${chosen.join(' \n\n')}\n` }),
        (chosen) => chosen,
      );
    case 'list':
      return fc.array(objectOf(name, question), { maxLength: 3 }).map((objects) => ({
        typed: Object.assign({}, ...objects.map(({ typed }, to) => moved(typed, name, to))) as Typed,
        place: objects.flatMap(({ place = [] }, position) =>
          place.map(([pointer, ...rest]): [string, unknown, AnyName] => [
            `${question.pointer}/${position}${pointer}`,
            ...rest,
          ]),
        ),
      }));
    case 'text':
      return same(fc.constantFrom('Some words.', 'Two\nlines.'));
    case 'line':
      return lineAnswer(name, question.pointer, same);
  }
}

/** One object of a list, of which the first question has an answer. */
const objectOf = (name: AnyName, { items }: ListQuestion): fc.Arbitrary<Answered> =>
  fc
    .tuple(...items.map((item) => answered(item, itemInput(name, 0, item))))
    .filter(([first]) => Object.keys(first?.typed ?? {}).length > 0)
    .map((all) => ({
      typed: Object.assign({}, ...all.map(({ typed }) => typed)) as Typed,
      place: all.flatMap(({ place = [] }) => place),
    }));

const moved = (typed: Typed, list: string, to: number): Typed =>
  Object.fromEntries(
    Object.entries(typed).map(([input, value]) => [input.replace(`${list}-0-`, `${list}-${to}-`), value]),
  );

function lineAnswer(
  name: AnyName,
  pointer: string,
  same: (values: fc.Arbitrary<string>) => ReturnType<typeof answered>,
) {
  if (pointer.endsWith('hone')) return same(fc.constant('+447700900123'));
  if (pointer.endsWith('mail')) return same(fc.constant('sam@example.org'));
  if (pointer.endsWith('Reference')) return same(fc.constant('06AB/0001234/26'));
  if (name === 'homeOfficeCode') return same(fc.constant('8N'));
  return same(word);
}

function valueAt(held: unknown, pointer: string): unknown {
  let at = held;
  for (const key of pointer.split('/').slice(1)) at = (at as Record<string, unknown> | undefined)?.[key];
  return at;
}

/** Answers to all questions, and the expected body. */
const journeys = fc
  .tuple(...questionNames.map((name) => answered(name).map((given) => ({ name, ...given }))))
  .map((all) => ({ answers: Object.assign({}, ...all.map(({ typed }) => typed)) as Typed, all }));
/** Each is required with the other. */
const needed = {
  role: 'direct',
  familyName: 'Example',
  category: 'other',
  basis: 'public-task',
  crimeReference: 'A/1B',
  'guardian-name': 'Alex',
  'alternative-name': 'Alex',
  ...Object.fromEntries(channels.map((channel) => [`safe-${channel}`, 'unknown'])),
};

/** A question's inputs; for a list, those of the first two objects. */
function someInputsOf(name: QuestionName): string[] {
  const question = questions[name];
  return question.kind === 'list'
    ? [0, 1].flatMap((position) => inputsOfItem(name, question, position))
    : inputsOf(name);
}

describe('the body', () => {
  test('any valid answers make a body that the schema accepts, with the values typed', () => {
    fc.assert(
      fc.property(journeys, fc.constantFrom(...senderKinds), ({ answers, all }, kind) => {
        const whole = { ...needed, ...answers };
        const drawn = prepareBody(whole, settingFor(kind));
        const read = parseSubmissionFormat(drawn.body);
        expect(read).not.toHaveProperty('faults');
        const asked = drawn.steps.flatMap((step) => questionsOf(step, drawn.audience));
        const sent = asked.filter((name) => name !== 'overrideReason' || whole.basis === 'safeguarding-override');
        const places = all.flatMap(({ name, place = [] }) => (sent.includes(name) ? place : []));
        for (const [pointer, value] of places.filter(([, , name]) => isAsked(name, drawn.audience))) {
          expect([pointer, valueAt('ok' in read ? read.ok : {}, pointer)]).toEqual([pointer, value]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('for any answers, each fault is an error at an input of a page', () => {
    const junk = fc.constantFrom(
      '',
      ' ',
      '?',
      'x'.repeat(3000),
      '0',
      '-1',
      '40',
      'yes',
      '\u0007',
      'a@b',
      '12:75',
      '2030',
    );
    const typed = fc.tuple(
      ...questionNames.flatMap(someInputsOf).map((input) => junk.map((value) => [input, value] as const)),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom(...senderKinds), (given, kind) => {
        const answers = Object.fromEntries(given);
        const setting = settingFor(kind);
        const drawn = prepareBody(answers, setting);
        const found = parseSubmission(drawn.body, setting.sender, example, receivedAt);
        const refused = 'refused' in found ? found.refused : undefined;
        for (const { pointer } of refused?.faults ?? [])
          expect([pointer, questionAt(pointer)]).not.toEqual([pointer, undefined]);
        const errors = collectErrors(drawn, refused?.faults ?? [], { texts: en, audience: drawn.audience, answers });
        for (const { step, question, field } of errors) {
          expect(drawn.steps).toContain(step);
          const inputs = steps[step].questions.flatMap((name) => inputsOf(name));
          expect([question, inputs.some((input) => input === field || input.startsWith(`${field}-`))]).toEqual([
            question,
            true,
          ]);
        }
        expect(new Set(errors.map(({ field }) => field)).size).toBe(errors.length);
        // Every fault is reported: a body without errors is complete.
        if (errors.length === 0) expect(found).toHaveProperty('submission');
      }),
      { numRuns: 150 },
    );
  });

  test('the limit shown for a long text is the schema’s', () => {
    for (const name of questionNames) {
      const question = questions[name];
      if (question.kind !== 'text') continue;
      const faultsAt = (length: number): number => {
        const read = parseSubmissionFormat(
          prepareBody(
            { basis: 'safeguarding-override', category: 'stalking-harassment', [name]: 'x'.repeat(length) },
            settingFor('police'),
          ).body,
        );
        return 'ok' in read ? 0 : read.faults.filter(({ pointer }) => pointer === question.pointer).length;
      };
      expect([name, faultsAt(question.maxLength), faultsAt(question.maxLength + 1)]).toEqual([name, 0, 1]);
    }
  });

  test('a reference is generated for a partner who asks for one, and stays the same for a draft', () => {
    const drawn = (answers: Typed, kind: (typeof senderKinds)[number] = 'statutory') =>
      prepareBody(answers, settingFor(kind)).body;
    expect(drawn({ makeReference: 'yes' }).incidentReference).toBe('WEB-3F2A9C1B7D044E55');
    expect(generateReference(draft)).not.toBe(generateReference(`4${draft.slice(1)}`));
    expect(drawn({ makeReference: 'yes', crimeReference: 'A/1' })).not.toHaveProperty('incidentReference');
    expect(drawn({ makeReference: 'yes' }, 'police')).not.toHaveProperty('incidentReference');
    expect(drawn({})).not.toHaveProperty('incidentReference');
  });

  test('the same answers make the same body whenever they are sent, so a second press is a resend', () => {
    const answers = {
      ...needed,
      makeReference: 'yes',
      ...dated('obtainedAt', 2026, 11, 18),
      'obtainedAt-time': '10pm',
      basis: 'explicit-consent',
    };
    const later = new Date(receivedAt.getTime() + 3_600_000);
    const setting = settingFor('statutory');
    expect(prepareBody(answers, setting).body).toEqual(prepareBody(answers, { ...setting, now: later }).body);
  });

  test('each question is on one page', () => {
    const asked = stepIds.flatMap((step) => steps[step].questions as readonly QuestionName[]);
    expect([...asked].sort()).toEqual([...questionNames].sort());
  });
});

test.each([
  ['9:30pm', '21:30'],
  ['9.30 pm', '21:30'],
  ['9.30 p.m.', '21:30'],
  ['2130', '21:30'],
  ['9am', '09:00'],
  ['12am', '00:00'],
  ['12:15 PM', '12:15'],
  ['midday', '12:00'],
  ['midnight', '00:00'],
  ['00:00', '00:00'],
  ['24:00', undefined],
  ['13pm', undefined],
  ['0am', undefined],
  ['9', undefined],
  ['9:60', undefined],
  ['late', undefined],
  ['', undefined],
])('the time %j is %j', (typed, time) => {
  expect(readTime(typed)).toBe(time);
});
