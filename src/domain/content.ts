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

/** A place in a referral, and those within it by name; the items of a list are in its place `[]`. */
interface Place {
  /** Its name as JSON. */
  name: string;
  /** None of a part that groups fields. */
  field?: Field;
  within: Map<string, Place>;
}

/** The registry as a referral is nested: to put a path together for each value takes longer than all else here. */
const whole: Place = { name: '', within: new Map() };
for (const [path, field] of Object.entries(fieldRegistry)) placeOf(path).field = field;

function placeOf(path: string): Place {
  let place = whole;
  for (const name of namesIn(path)) {
    const inner = place.within.get(name) ?? { name: JSON.stringify(name), within: new Map() };
    place.within.set(name, inner);
    place = inner;
  }
  return place;
}

/** How a text is compared: by the kind of its field, which is unknown in a field that the registry no longer has. */
type Spelling = (text: string, type: Kind['type'] | undefined) => string;

/** @param submission parsed, so that phone numbers, references and the like are normalised already */
export const contentOf = (submission: PartialSubmission): string => textOf(whole, submission, spellText) ?? 'null';

/** The content of one part. @param path of the part in the registry */
export function contentAt(path: string, value: unknown, spell: Spelling = spellText): string {
  const place = namesIn(path).reduce((outer: Place | undefined, name) => outer?.within.get(name), whole);
  return textOf(place, value, spell) ?? 'null';
}

/** As canonical JSON. Undefined where nothing is said: null, a default, and an object without fields. `false` and `[]` are answers. */
function textOf(place: Place | undefined, value: unknown, spell: Spelling): string | undefined {
  const field = place?.field;
  if (value === null || (field?.default !== undefined && value === field.default)) return undefined;
  if (typeof value === 'string') return JSON.stringify(spell(value, field?.kind.type));
  if (typeof value !== 'object') return JSON.stringify(value);
  if (!Array.isArray(value)) return textOfParts(place, value as Record<string, unknown>, spell);
  const items = value.map((item: unknown) => textOf(place?.within.get('[]'), item, spell) ?? '{}');
  // Each value stands in such a list once, and no rule reads their order.
  return `[${(field?.kind.type === 'someOf' ? items.sort() : items).join(',')}]`;
}

function textOfParts(
  place: Place | undefined,
  parts: Readonly<Record<string, unknown>>,
  spell: Spelling,
): string | undefined {
  let text = '';
  for (const name of Object.keys(parts).sort()) {
    const part = place?.within.get(name);
    const said = textOf(part, parts[name], spell);
    if (said !== undefined) text += `${text === '' ? '' : ','}${part?.name ?? JSON.stringify(name)}:${said}`;
  }
  return text === '' ? undefined : `{${text}}`;
}

/** For example victim, address, lines; suspects, [], name. */
function namesIn(path: string): string[] {
  return path.split(/\.|(?=\[)/);
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
