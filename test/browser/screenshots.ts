/** Takes pictures of a real run's pages: node test/browser/screenshots.ts <folder> */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { authority, general, hospital, unsafe } from '#test/pipeline/support/run.ts';
import type { Fields } from '#test/support/pages.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { inAbuse } from '#test/web/refer/support/answers.ts';
import { fillQuickly, somebody, startDraft } from './support/partner-answers.ts';
import { startSite } from './support/site.ts';
import type { Window } from './support/window.ts';

const [folder = '.'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const site = await startSite();
const { run } = site;

async function shoot(window: Window, name: string): Promise<void> {
  for (const width of [1280, 320]) {
    await window.page.setViewportSize({ width, height: 900 });
    await window.page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
}
const open = () => site.open({ javaScript: true, width: 1280, keyboard: false });

for (let count = 0; count < 3; count++) await run.refer();
const held = await run.refer({ consent: explicitConsent, contact: { safe: unsafe } }, hospital);
await run.system.waitUntilIdle();

const partner = await open();
await partner.go('/');
await shoot(partner, 'start');
for (const page of ['docs', 'help/privacy', 'help/contact', 'help/cookies', 'help/accessibility']) {
  await partner.go(`/${page}`);
  await shoot(partner, page.replace('/', '-'));
}
await partner.go('/refer');
await shoot(partner, 'sign-in-to-go-on');
await partner.signIn(hospital, '/refer');
await shoot(partner, 'refer');
const draft = await startDraft(partner);
const { answers } = somebody();
await partner.go(`${draft}/person`);
await partner.press('Continue');
await shoot(partner, 'question-errors');
await partner.go(`${draft}/contact`);
await shoot(partner, 'question-contact');
await fillQuickly(partner, draft, { person: answers['person'] ?? {}, offence: answers['offence'] ?? {} });
await partner.go(draft);
await shoot(partner, 'tasks');
const abuse = { ...answers['circumstances'], domesticAbuse: 'yes' };
await fillQuickly(partner, draft, { circumstances: abuse, ...inAbuse } as Readonly<Record<string, Fields>>);
await partner.go(`${draft}/suspects`);
await partner.press('Add another suspect');
await shoot(partner, 'question-suspects');
for (const step of ['contact', 'contact-safety', 'post-address', 'household', 'marac', 'support']) {
  await partner.go(`${draft}/${step}`);
  await shoot(partner, `question-${step}-abuse`);
}
await fillQuickly(partner, draft, answers);
await partner.go(`${draft}/check`);
await shoot(partner, 'check');
await partner.press('Continue');
await shoot(partner, 'equality');
await partner.press('Skip these questions and send');
await shoot(partner, 'confirmation');
await partner.press('See what becomes of it');
await shoot(partner, 'status');
await partner.go('/sent');
await shoot(partner, 'sent');

const service = await open();
await service.signIn(general, '/inbox');
await shoot(service, 'inbox');
await service.press(/^\s*GM-/);
await shoot(service, 'hand-off-unopened');
await service.press('Open');
await shoot(service, 'hand-off');

const staff = await open();
await staff.signIn(authority, '/triage');
await shoot(staff, 'triage');
await staff.press(String(held['reference']));
await shoot(staff, 'triage-detail');
await staff.press('Send it back to the referrer');
await shoot(staff, 'triage-errors');
await staff.go('/dashboard');
await shoot(staff, 'dashboard');

await site.closeWindows();
await site.stop();
const complaints = site.complaints();
process.stdout.write(complaints.length > 0 ? `${complaints.join('\n')}\n` : 'No complaint from the browser.\n');
