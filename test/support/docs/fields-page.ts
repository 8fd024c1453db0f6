/** Renders docs/fields.md from the field registry. */
import { describeKind } from '#src/domain/submission/describe-kind.ts';
import { type Field, type Section, type Sharing, sections } from '#src/domain/submission/field.ts';
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
