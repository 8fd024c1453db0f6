/** Whoever tries one document after another as the same sender must not meet what they sent before, about somebody else. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
/** The examples are those of the pages at /docs. */
const documents = ['README.md', 'client/README.md', 'src/http/openapi-examples.json'];

const referencesIn = (document: string): string[] => [
  ...new Set(
    [...readFileSync(path.join(root, document), 'utf8').matchAll(/\d{2}[A-Z]{2}\/\d{7}\/\d{2}/g)].map(([one]) => one),
  ),
];

test('each document that sends a referral has crime references of its own', () => {
  const found = documents.map(referencesIn);
  for (const [index, references] of found.entries())
    expect([documents[index], references]).not.toEqual([documents[index], []]);
  const all = found.flat();
  expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
});
