/** Finds pages of the documentation by the words on them. */
import { type ApiDocument, type Call, callsOf, schemasOf } from './document.ts';
import { callPath } from './paths.ts';
import { fieldRows, resolveSchema, type Schemas } from './schema-rows.ts';

export interface Entry {
  /** The heading under which it is listed. */
  group: string;
  title: string;
  href: string;
  /** In lower case: all that it is found by. */
  text: string;
}

let callEntries: readonly Entry[] | undefined;

/** Entries of the calls, made once. */
export function entriesOfCalls(document: ApiDocument): readonly Entry[] {
  callEntries ??= callsOf(document).map((call) => callEntry(call, schemasOf(document)));
  return callEntries;
}

/** By address, summary, description, answers and the fields of what is sent and of what is answered. */
function callEntry({ path, method, operation }: Call, schemas: Schemas): Entry {
  const answers = Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {}));
  const media = [...Object.values(operation.requestBody?.content ?? {}), ...answers];
  const fields = media.flatMap(({ schema }) => (schema ? fieldRows(resolveSchema(schema, schemas), schemas) : []));
  const descriptions = Object.values(operation.responses).map(({ description }) => description);
  const { operationId, summary, description, parameters, tags } = operation;
  const text = JSON.stringify([path, method, summary, description, parameters, descriptions, fields]).toLowerCase();
  return { group: tags[0] ?? '', title: summary, href: callPath(operationId), text };
}

/** Those that have each word. */
export function findEntries(entries: readonly Entry[], asked: string): Entry[] {
  const words = asked.toLowerCase().split(/\s+/);
  return entries.filter(({ text }) => words.every((word) => text.includes(word)));
}
