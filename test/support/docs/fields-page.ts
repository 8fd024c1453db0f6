/** Renders docs/fields.md from the field registry. */
import { type Field, type Section, type Sharing, sections } from '#src/domain/submission/field.ts';
import { type Kind, vocabularies } from '#src/domain/submission/kinds.ts';
import { type FieldPath, fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';

const sharingTexts: Readonly<Record<Sharing, string>> = {
  'safe-contact': 'every service that is given the case',
  'by-agreement': 'services whose agreement lists it',
  never: 'no service',
};

export function renderFieldsPage(): string {
  return [
    '# The fields of a referral',
    'Made from `src/domain/submission/` and checked by a test: change it there, then run `npm test -- test/domain/submission -u`. Type, schema, sharing lists, pages, form and CSV are made from it too.',
    'The path is the field’s place in the JSON of the API and its column in a CSV (`npx referrals submit --help`). “Needed” is what every referral must have, or every object of its kind; the rules ask for more in some cases. What is sent is stored sealed, and stands in no log and no queue. A field that is not here is refused; with `?unknownFields=drop` it is left out and named in the answer.',
    ...(Object.keys(sections) as Section[]).flatMap((section) => [
      `## ${sections[section]}`,
      [
        '| path, CSV column | label | what it is | kind | needed | who may see it | page of the form |',
        '|---|---|---|---|---|---|---|',
        ...fieldPaths.filter((path) => fieldAt(path).section === section).map((path) => row(path, fieldAt(path))),
      ].join('\n'),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function row(path: FieldPath, { label, description, kind, required, sharing, page }: Field): string {
  const asked = typeof page === 'string' ? page : `not asked: ${page.notAsked}`;
  const needed = required === undefined ? '' : 'yes';
  return `| \`${path}\` | ${label} | ${description} | ${describeKind(kind)} | ${needed} | ${sharingTexts[sharing]} | ${asked} |`;
}

const plainTexts = {
  name: 'name',
  phone: 'phone number',
  email: 'e-mail address',
  postcode: 'postcode',
  date: 'date, 2026-11-18',
  instant: 'date and time with offset, 2026-11-18T21:40:00Z',
  timeOfDay: 'time, 21:30',
  district: 'ONS code of a district',
  country: 'ISO 3166-1 code of two letters',
  policeReference: 'reference, 3 to 30 characters',
  senderReference: 'reference, at most 40 characters',
  language: 'BCP 47 language tag',
  boolean: 'true or false',
} as const;

function describeKind(kind: Kind): string {
  switch (kind.type) {
    case 'text':
      return `text of at most ${kind.max} characters`;
    case 'nullableText':
      return `text of at most ${kind.max} characters, or null`;
    case 'line':
      return `one line of at most ${kind.max} characters`;
    case 'code':
      return `code of at most ${kind.max} characters`;
    case 'lines':
      return `list of at most ${kind.maxLines} lines`;
    case 'integer':
      return `whole number from ${kind.min} to ${kind.max}`;
    case 'oneOf':
      return `one of ${vocabularies[kind.vocabulary].join(', ')}`;
    case 'someOf':
      return `any of ${vocabularies[kind.vocabulary].join(', ')}`;
    default:
      return plainTexts[kind.type];
  }
}
