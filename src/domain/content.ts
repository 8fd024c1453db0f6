/**
 * What a referral says, as one text: the same for two submissions that differ only in how they are spelt. Its hash is
 * stored, so a change here that gives an accepted referral another text is another form (ADR 19).
 */
import type { PartialSubmission } from './judgement/partial-submission.ts';
import type { Field } from './submission/field.ts';
import type { Kind } from './submission/kinds.ts';
import { fieldRegistry } from './submission/registry.ts';

/** Names the form of the text. Rows before the first form have the hash of the body as it was sent. */
export const contentForm = 'content-1';

const fields: Readonly<Record<string, Field>> = fieldRegistry;

/** How a text is compared: by the kind of its field, which is unknown in a field that the registry no longer has. */
type Spelling = (text: string, type: Kind['type'] | undefined) => string;

/** @param submission parsed, so that phone numbers, references and the like are normalised already */
export const contentOf = (submission: PartialSubmission): string => contentAt('', submission);

/** The content of one part. @param path of the part in the registry, empty for the whole */
export const contentAt = (path: string, value: unknown, spell: Spelling = spellText): string =>
  textOf(path, value, spell) ?? 'null';

/** As canonical JSON. Undefined where nothing is said: null, a default, and an object without fields. `false` and `[]` are answers. */
function textOf(path: string, value: unknown, spell: Spelling): string | undefined {
  const field = fields[path];
  if (value === null || (field?.default !== undefined && value === field.default)) return undefined;
  if (typeof value === 'string') return JSON.stringify(spell(value, field?.kind.type));
  if (typeof value !== 'object') return JSON.stringify(value);
  if (!Array.isArray(value)) return textOfParts(path, value as Record<string, unknown>, spell);
  const items = value.map((item: unknown) => textOf(`${path}[]`, item, spell) ?? '{}');
  // Each value stands in such a list once, and no rule reads their order.
  return `[${(field?.kind.type === 'someOf' ? items.sort() : items).join(',')}]`;
}

function textOfParts(path: string, parts: Readonly<Record<string, unknown>>, spell: Spelling): string | undefined {
  let text = '';
  for (const name of Object.keys(parts).sort()) {
    const said = textOf(path === '' ? name : `${path}.${name}`, parts[name], spell);
    if (said !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${said}`;
  }
  return text === '' ? undefined : `{${text}}`;
}

export function spellText(text: string, type: Kind['type'] | undefined): string {
  return type === 'instant' ? utcInstant(text) : text.normalize('NFC');
}

/** The same instant in UTC, as precise as it was sent. */
export function utcInstant(text: string): string {
  const fraction = /\.(\d+)/.exec(text)?.[1]?.replace(/0+$/, '') ?? '';
  const seconds = new Date(text.replace(/\.\d+/, '')).toISOString().slice(0, 19);
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}
