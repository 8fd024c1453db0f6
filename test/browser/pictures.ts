/**
 * Takes the pictures in docs/pictures: `npm run pictures`. The whole system runs on this machine, and everybody in the
 * pictures is made up. Look at the pictures before you commit them.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runDemo } from '#demo/run-demo.ts';
import { authority, general, hospital, morning, unsafe } from '#test/pipeline/support/run.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { ordinary } from '#test/web/refer/support/answers.ts';
import { fillQuickly, somebody, startDraft } from './support/partner-answers.ts';
import { smallerPng } from './support/png.ts';
import { startSite } from './support/site.ts';
import type { Window } from './support/window.ts';

const folder = path.join(import.meta.dirname, '../../docs/pictures');
const maxBytes = 150_000;
/** Taller pages are cut off: the picture shows what a page is like, not all of it. */
const maxHeight = 1200;

/** Short support, so that the inbox is not only of people who are being supported. */
const behaviour = { mishapShare: 0, unansweredShare: 0.02, supportDays: { min: 3, max: 21 } };
const demo = { referrals: 260, seed: 1, days: { from: '2026-09-01', to: '2026-11-18' }, behaviour };

interface Shot {
  width?: number;
  /** Heading at which the picture begins; the top of the page unless given. */
  from?: string;
}

async function shoot({ page }: Window, name: string, { width = 1280, from }: Shot = {}): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.evaluate('document.activeElement?.blur(), scrollTo(0, 0)');
  const box = from === undefined ? undefined : await page.getByRole('heading', { name: from }).first().boundingBox();
  const top = Math.max(0, Math.floor((box?.y ?? 0) - 20));
  const bottom = await page.evaluate<number>('document.documentElement.scrollHeight');
  const clip = { x: 0, y: top, width, height: Math.min(maxHeight, bottom - top) };
  const picture = await page.screenshot({ fullPage: true, clip, animations: 'disabled' });
  const file = path.join(folder, `${name}.png`);
  writeFileSync(file, smallerPng(picture));
  const { size } = statSync(file);
  process.stdout.write(`${path.relative(process.cwd(), file)} ${Math.round(size / 1000)} KB\n`);
  if (size > maxBytes) throw new Error(`${name}.png has ${size} bytes, more than ${maxBytes}.`);
}

mkdirSync(folder, { recursive: true });
const demoFolder = mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-pictures-'));
const site = await startSite({ now: '2026-08-31T09:00:00Z' });
try {
  const { run } = site;
  await runDemo(run.client, { ...demo, folder: demoFolder });
  await run.client.moveClock(morning);
  const held = await run.refer({ consent: explicitConsent, contact: { safe: unsafe } }, hospital);
  const open = () => site.open({ javaScript: true, width: 1280, keyboard: false });

  const partner = await open();
  await partner.go('/');
  await shoot(partner, 'start');
  await partner.signIn(hospital, '/refer');
  const draft = await startDraft(partner);
  await partner.go(`${draft}/contact`);
  await partner.fill(ordinary.contact ?? {});
  await shoot(partner, 'form-question');
  await shoot(partner, 'form-question-320', { width: 320 });
  await fillQuickly(partner, draft, somebody().answers);
  await partner.go(`${draft}/check`);
  await shoot(partner, 'form-check-answers');

  const service = await open();
  const { referralId } = await run.refer({ victim: { persistentlyTargeted: true } });
  await run.refer({ victim: { vulnerableOrIntimidated: true } });
  await run.refer();
  const [message] = await run.messagesOf(referralId);
  await service.signIn(general, '/inbox');
  await service.press('We have seen this');
  await shoot(service, 'inbox');
  await service.go(`/inbox/${message?.handOffId}`);
  await service.press('Open');
  await shoot(service, 'hand-off');

  const wrong = await run.refer({ consent: explicitConsent }, hospital);
  const [handOff] = await run.messagesOf(wrong.referralId);
  if (!handOff) throw new Error('It went nowhere.');
  await run.accept(handOff);
  const advice = 'A stranger answers this number. Is there another one?';
  await run.report(handOff, { status: 'suspended', reason: 'wrong-contact-details', advice });
  await partner.go('/sent');
  await shoot(partner, 'sent');
  await partner.go(`/status/${wrong['reference']}`);
  await shoot(partner, 'sent-referral');

  const staff = await open();
  await staff.signIn(authority, '/triage');
  await shoot(staff, 'triage');
  await staff.go(`/triage/${held.referralId}`);
  await shoot(staff, 'triage-referral');
  await staff.go(`/dashboard?period=dates&from=${demo.days.from}&to=${demo.days.to}`);
  await shoot(staff, 'dashboard');
  await shoot(staff, 'dashboard-charts', { from: 'Over time' });

  const administrator = await open();
  await administrator.signIn(`administrator-of-${general}`, '/team/invite');
  await administrator.fill({ name: 'Robin Example', email: 'robin@example.org', roles: ['worker'] });
  await administrator.press('Let them in');
  await shoot(administrator, 'team');
} finally {
  await site.closeWindows();
  await site.stop();
  rmSync(demoFolder, { recursive: true, force: true });
}
