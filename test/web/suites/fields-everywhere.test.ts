/** A field of the registry is everywhere: in the API, CSV, form, check-your-answers and the pages of services. */

import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { loadArea } from '#areas/load.ts';
import { columns, setAtPath } from '#client/referral-files/columns.ts';
import { readCsv } from '#client/referral-files/csv.ts';
import { columnGuide } from '#client/referral-files/template.ts';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import { sections } from '#src/domain/submission/field.ts';
import { type FieldPath, fieldAt, fieldPaths, pointerOf } from '#src/domain/submission/registry.ts';
import { pickSharedFields } from '#src/domain/submission/sharing.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import {
  pageOf,
  pathsOf,
  type QuestionName,
  questionDefinitions,
} from '#src/web/refer/questions/question-definitions.ts';
import { questionAt } from '#src/web/refer/questions/question-errors.ts';
import { questions } from '#src/web/refer/questions/questions.ts';
import { steps } from '#src/web/refer/questions/steps.ts';
import { submissionSections, valueAt } from '#src/web/submission-view.ts';
import { questionTexts } from '#src/web/texts/en/refer-questions.ts';
import { en } from '#src/web/texts/en.ts';

type Plain = Record<string, unknown>;

/** A value for fields whose example says that there is nothing to say, which pages leave out. */
const instead: Partial<Record<FieldPath, unknown>> = {
  'offence.hateStrands': ['race'],
  'consent.overrideReason': 'They are in danger.',
};

/** The CSV column of a field: for one in a list of objects, of the first of them. */
const firstItem = (path: string): string => path.replace('[]', '[1]');

/** A referral in which every field of the registry has a value. */
function fullBody(): Plain {
  const body: Plain = {};
  for (const path of fieldPaths) setAtPath(body, firstItem(path), instead[path] ?? fieldAt(path).example);
  return body;
}

const area = loadArea('greater-manchester');
const parsed = parseSubmissionFormat(fullBody());
if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
const full = parsed.ok;

type Node = {
  properties?: Record<string, Node>;
  items?: Node;
  label?: string;
  description?: string;
  example?: unknown;
};
const nodeAt = (root: Node, path: string): Node | undefined =>
  path.split('.').reduce<Node | undefined>((node, name) => {
    const child = node?.properties?.[name.replace('[]', '')];
    return name.endsWith('[]') ? child?.items : child;
  }, root);

/** The values at a path: one, or those of each object of a list. */
function valuesAt(from: unknown, path: string): unknown[] {
  const [list = '', rest] = path.split('[].');
  const found = valueAt(from, list);
  const values = rest === undefined ? [found] : [found].flat().map((item) => valueAt(item, rest));
  return values.filter((value) => value !== undefined);
}

/** Title under which pages show a field. */
const titleOf = (path: FieldPath): string =>
  path.includes('[].') ? en.fields.item(path, 0) : sections[fieldAt(path).section];

/** Labels of a section, as pages show it. */
const labelsOf = (shown: unknown, sectionTitle: string): string[] =>
  (submissionSections(shown, en, area).find(({ title }) => title === sectionTitle)?.answers ?? []).map(({ key }) =>
    String(key),
  );

/** Labels of the questions about this field of each object of a list. */
function itemLabelsOf(list: QuestionName, path: FieldPath): string[] {
  const question = questions[list];
  if (question.kind !== 'list') return [];
  const items = question.items.filter((item) => pathsOf(questionDefinitions[item]).includes(path));
  return items.map((item) => en.refer.questions[item].label).filter((label) => label !== '');
}

describe.each(fieldPaths)('%s', (path) => {
  const { label, description, page, sharing, example } = fieldAt(path);

  test('is in the schema and in OpenAPI, with its description and example', () => {
    const published = z.toJSONSchema(submissionSchema, { io: 'input' }).$defs?.Referral as Node;
    expect(nodeAt(published, path)).toMatchObject({ description, example });
    const { components } = openApiDocument(area);
    expect(nodeAt(components?.schemas?.Referral as Node, path)).toMatchObject({ description });
  });

  test('is a column of the CSV, explained by its label', () => {
    const column = firstItem(path);
    expect(columnGuide()).toContain(`${column}: ${label}. ${description}`);
    expect(columns.filter((one) => one.path === column)).toHaveLength(1);
    expect(readCsv(`${column}\r\nx\r\n`).items).toHaveLength(1);
  });

  test('is asked on its page of the form, or the registry says why not', () => {
    const name = questionAt(pointerOf(path));
    if (typeof page !== 'string') return expect(name).toBeUndefined();
    expect(name && [pageOf(name), steps[page].questions.filter((one) => one === name)]).toEqual([page, [name]]);
    expect(name && en.refer.questions[name].label).toBeTruthy();
    if (name && path.includes('[].')) expect(itemLabelsOf(name, path)).toHaveLength(1);
  });

  test('is shown on check-your-answers by its label', () => {
    expect(labelsOf(full, titleOf(path))).toContain(label);
  });

  test('is shown on the page of each service that may see it, and of no other', () => {
    for (const { id, sharing: agreement } of area.services) {
      const isListed = agreement.some(
        (entry) => path === entry || path.startsWith(`${entry}.`) || path.startsWith(`${entry}[].`),
      );
      if (sharing === 'safe-contact') expect([id, isListed]).toEqual([id, true]);
      if (sharing === 'never') expect([id, isListed]).toEqual([id, false]);
      const shared = pickSharedFields(full, agreement);
      expect([id, valuesAt(shared, path)]).toEqual([id, isListed ? valuesAt(full, path) : []]);
      if (isListed) expect([id, labelsOf(shared, titleOf(path))]).toEqual([id, expect.arrayContaining([label])]);
    }
  });
});

describe('the name a person likes to be called', () => {
  test('is asked after their name and before their date of birth', () => {
    const order = ['familyName', 'victim-preferredName', 'dateOfBirth'];
    expect(steps.person.questions.filter((name) => order.includes(name))).toEqual(order);
    expect(questionTexts['victim-preferredName'].hint).toContain('like to be called');
  });

  test('may be left out, and is shown to every service', () => {
    const { preferredName: _, ...victim } = full.victim;
    expect(parseSubmissionFormat({ ...full, victim })).toHaveProperty('ok');
    for (const { id, sharing } of area.services) {
      expect([id, pickSharedFields(full, sharing)]).toMatchObject([id, { victim: { preferredName: 'Sam' } }]);
    }
  });
});

/** Fields that an agreement may list and that no service of the worked example needs. */
const inNoAgreement: readonly FieldPath[] = [
  'victimReference',
  'reportedAt',
  'offence.occurredAt',
  'victim.optedOut',
  'consent.method',
  'consent.obtainedAt',
];

test('a field that is shown by agreement is in the agreement of a service, or is left out on purpose', () => {
  const shown = area.services.map(({ sharing }) => pickSharedFields(full, sharing));
  const byAgreement = fieldPaths.filter((path) => fieldAt(path).sharing === 'by-agreement');
  const unseen = byAgreement.filter((path) => shown.every((fields) => valuesAt(fields, path).length === 0));
  expect(unseen).toEqual(inNoAgreement);
});
