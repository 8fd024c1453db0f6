import { describe, expect, test } from 'vitest';
import { problems } from '#src/contracts/problems.ts';
import { faultCodes } from '#src/domain/judgement/fault-codes.ts';
import { openDocs } from './support/docs-pages.ts';

describe('the page of errors', () => {
  test('has every problem with what to do, at the address that the calls’ pages lead to', async () => {
    const { document, text } = await openDocs('/docs/errors');
    for (const [code, { status, title, remedy }] of Object.entries(problems)) {
      expect(document.getElementById(code)?.textContent).toBe(code);
      expect(text).toContain(`${status}. ${title}. ${remedy.replaceAll('`', '')}`);
    }
  });

  test('shows real ones, and the calls that answer them', async () => {
    const { document, text } = await openDocs('/docs/errors');
    expect(text).toContain('"/victim/familyName"');
    const calls = [...document.querySelectorAll('details a')].map((link) => link.getAttribute('href'));
    expect(calls).toContain('/docs/calls/submitReferral');
  });

  test('has every code of a fault', async () => {
    const { text } = await openDocs('/docs/errors');
    for (const [code, meaning] of Object.entries(faultCodes)) expect(text).toContain(`${code} ${meaning}`);
  });

  test('is found by what a problem says', async () => {
    const { document } = await openDocs('/docs?q=confirmation+code+hand-off');
    expect(document.querySelector('a[href="/docs/errors#wrong-confirmation-code"]')).not.toBeNull();
  });
});
