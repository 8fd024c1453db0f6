import { describe, expect, test } from 'vitest';
import { openApi, openDocs } from './support/docs-pages.ts';

interface Operation {
  operationId: string;
  responses: Record<string, object>;
  'x-codeSamples'?: { label: string; source: string }[];
}
const operations = Object.values<Record<string, Operation>>(openApi.paths).flatMap((methods) => Object.values(methods));
const pathOf = (name: string) => `/docs/calls/${name}`;

describe.each(operations.map((operation) => [operation.operationId, operation] as const))('%s', (name, operation) => {
  test('shows each example with its command and what was answered, the first one open', async () => {
    const { document } = await openDocs(pathOf(name));
    const blocks = [...document.querySelectorAll('pre')].map(({ textContent }) => textContent);
    for (const { source } of operation['x-codeSamples'] ?? []) expect(blocks).toContain(source);
    const [first] = operation['x-codeSamples'] ?? [];
    if (first) expect(document.querySelector('main pre')?.closest('details')).toBeNull();
  });

  test('names every answer', async () => {
    const { text } = await openDocs(pathOf(name));
    for (const status of Object.keys(operation.responses)) expect(text).toContain(status);
  });
});

test('what is large is folded: no page shows more than 40 fields at once', async () => {
  for (const { operationId } of operations) {
    const { document } = await openDocs(pathOf(operationId));
    const shown = [...document.querySelectorAll('.app-fields dt')].filter((term) => !term.closest('details'));
    expect({ operationId, isReadable: shown.length <= 40 }).toEqual({ operationId, isReadable: true });
  }
});

test('each form of a report has its own fields', async () => {
  const { document } = await openDocs(pathOf('reportStatus'));
  const forms = [...document.querySelectorAll('details')].filter((one) =>
    one.querySelector('summary')?.textContent?.includes('status: '),
  );
  const fieldsOf = (label: string) =>
    [...(forms.find((form) => form.textContent?.includes(label))?.querySelectorAll('dt') ?? [])].map((term) =>
      term.textContent?.trim(),
    );
  expect(fieldsOf('status: accepted')).toEqual(['status', 'confirmationCode', 'version']);
  expect(fieldsOf('status: closed')).toEqual(['status', 'outcome', 'version']);
});

test('a parameter says what it may be, and long lists are folded', async () => {
  const { document, text } = await openDocs(pathOf('readVolumes'));
  expect(text).toContain('day | week | month');
  const lists = [...document.querySelectorAll('details')].find((one) =>
    one.textContent?.includes('What measure may say'),
  );
  expect(lists?.querySelectorAll('li').length).toBeGreaterThan(10);
});

test('every field of a referral is there, with its description', async () => {
  const { text } = await openDocs(pathOf('submitReferral'));
  for (const part of ['victim.address.postcode', 'suspects[].releaseOn', 'contact.safe.voicemail'])
    expect(text).toContain(part);
});

test('a code of a refusal leads to what to do', async () => {
  const { document } = await openDocs(pathOf('submitReferral'));
  expect(document.querySelector('a[href="/docs/errors#already-referred"]')?.textContent).toBe('already-referred');
});

test('a call that does not exist is not there', async () => {
  expect((await openDocs(pathOf('nothing'))).status).toBe(404);
});
