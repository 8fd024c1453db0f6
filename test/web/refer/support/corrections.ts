/** A hospital's referrals that need correction, and users who correct them. */
import { expect } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { type Browser, document, type Fields, mainText, type PageView } from '#test/support/pages.ts';
import { explicitConsent, nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { pages, setUpPages, system } from '../../support/setup-pages.ts';

export { pages, setUpPages, system };

export const unsafe = nothingSafe;
export const safe: Fields = {
  phone: '07700 900321',
  'safe-call': 'yes',
  'safe-voicemail': 'no',
  'safe-text': 'unknown',
  'safe-email': 'no',
  'safe-post': 'no',
};
/** Personal data that was sent, which must not be shown to the sender. */
export const ofThePerson = /Sam\b|\bExample Street|M1 1AE|900123|sam@example|Assaulted|1990/;

let referrals = 0;
export interface SentReferral {
  id: ReferralId;
  reference: string;
}
/** Sends a referral as the hospital, by default one that is held. */
export async function sendReferral(
  over: Overrides<Submission> = { contact: { safe: unsafe } },
  sender: Sender = hospital,
): Promise<SentReferral> {
  referrals += 1;
  const { deps } = system;
  const body = submission({ consent: explicitConsent, ...over, crimeReference: `06AB/${5_000_000 + referrals}/26` });
  const { id, reference } = await submitAndDispatch(deps, sender, body);
  return { id, reference };
}

let people = 0;
export const signIn = (party = 'example-hospital'): Promise<Browser> => pages.signIn(party, `corrector ${++people}`);

/** Presses the button on the status page. @returns the path of the correction */
export async function begin(browser: Browser, { reference }: SentReferral): Promise<string> {
  const status = await browser.get(`/status/${reference}`);
  expect(mainText(status)).toContain('Correct this referral');
  const { url } = await browser.post(`/status/${reference}/correct`);
  expect(url).toMatch(/^\/refer\/[0-9a-f-]{36}$/);
  return url;
}

export async function send(browser: Browser, draft: string): Promise<PageView> {
  await browser.get(`${draft}/check`);
  return browser.post(`${draft}/check`);
}

/** The submission in the ledger, unsealed. */
export async function stored({ id }: SentReferral, version: number): Promise<Submission> {
  const record = await system.deps.ledger.get(id, version);
  if (!record?.sealed) throw new Error(`There is no version ${version}.`);
  return JSON.parse(system.deps.keys.open(submissionPlace(id, record.version), record.sealed)) as Submission;
}

export const linksOn = (seen: PageView): string[] =>
  [...document(seen).querySelectorAll('main li a')].map((link) => link.textContent?.trim() ?? '');
