/** Refusals that need a case in a certain state, and answers that need a header: what the examples do not show. */
import type { RouteName } from '#src/contracts/routes.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { nothingSafe } from '#test/support/submissions.ts';
import { referral } from '../docs/example-calls.ts';
import type { Recording } from '../docs/record-calls.ts';

const abuse = { offence: { category: 'violence-with-injury', domesticAbuse: 'yes' } };
const highRisk = { risk: { tool: 'dash', level: 'high', score: 14 } };
/** By the code that each should be refused with: what of a referral is other than it should be. */
const faults: Record<string, Record<string, object>> = {
  'invalid-referral': { victim: { familyName: 'S'.repeat(101) } },
  'explicit-consent-required': abuse,
  'victim-opted-out': { victim: { optedOut: true } },
  'not-a-victim': { victim: { familyName: 'Example Stores Ltd' } },
  deceased: { victim: { deceased: true } },
  'guardian-required': { victim: { dateOfBirth: '2019-01-01' } },
  'override-reason-required': { ...abuse, ...highRisk, consent: { basis: 'safeguarding-override' } },
};
const faulty = (fault: Record<string, object>, whole: Record<string, unknown>) => ({
  ...whole,
  ...Object.fromEntries(Object.entries(fault).map(([part, over]) => [part, { ...(whole[part] as object), ...over }])),
});

/** @param recording after the examples */
export async function sendSpecial({ api, call }: Recording): Promise<void> {
  let count = 0;
  const refer = async (over: object = {}): Promise<{ whole: Record<string, unknown>; id: string }> => {
    count += 1;
    const person = { ...referral.victim, givenName: 'Kim', dateOfBirth: `1980-01-${10 + count}` };
    const whole = { ...referral, crimeReference: `06AB/000900${count}/26`, victim: person, ...over };
    const { referralId: id } = await call('submitReferral', '', { as: 'police', body: whole });
    return { whole, id };
  };
  const asHub = (operation: RouteName, id: string, body: unknown) => call(operation, '', { as: 'authority', id, body });
  const asService = (id: string, body: unknown) => call('reportStatus', '', { as: 'general', id, body });
  const routing = { service: 'hollin-restorative-justice', reason: 'The person asked for it.' };
  const returning = { reason: 'insufficient-information', advice: 'Ask for a number.' };
  const noDuplicate = { of: null, reason: 'Two offences.' };
  const ifMatch = { 'If-Match': '"1"' };

  const open = await refer();
  for (const [, fault] of Object.entries(faults)) {
    const { id, whole } = open;
    await call('submitReferral', '', {
      as: 'police',
      body: faulty(fault, { ...whole, crimeReference: '06AB/0009900/26' }),
    });
    await call('correctReferral', '', { as: 'police', id, headers: ifMatch, body: faulty(fault, whole) });
    await call('patchReferral', '', { as: 'police', id, headers: ifMatch, body: fault });
  }
  await call('submitReferral', '', { as: 'police', query: '?dryRun=true', body: open.whole });
  await call('correctReferral', '', { as: 'police', id: open.id, headers: { 'If-Match': '"9"' }, body: open.whole });
  await asHub('askErasure', open.id, { reason: 'asked-by-person' });

  const handOff = `${open.id}-01`;
  const { confirmationCode } = await call('readHandOff', '', { as: 'general', id: handOff });
  await asService(handOff, { status: 'declined', reason: 'rain' });
  await asService(handOff, { status: 'accepted', confirmationCode });
  const at = '2026-11-19T09:00:00Z';
  const safetyReason = 'They asked us to.';
  await asService(handOff, { status: 'contact-attempted', channel: 'voicemail', at, safetyReason });
  await asHub('reviewReferral', open.id, { reason: 'safety', note: 'Rang the service.', revision: 1 });
  const patch = { contact: { phone: '0161 496 0555' } };
  await call('patchReferral', '', { as: 'police', id: open.id, headers: ifMatch, body: patch });
  await asService(handOff, { status: 'contacted', at, version: 1 });

  const closed = await refer();
  const own = `${closed.id}-01`;
  const code = await call('readHandOff', '', { as: 'general', id: own });
  for (const body of [
    { status: 'accepted', confirmationCode: code.confirmationCode },
    { status: 'contacted', at },
    { status: 'supporting' },
    { status: 'closed', outcome: 'support-completed' },
  ])
    await asService(own, body);
  await call('withdrawReferral', '', { as: 'police', id: closed.id, body: { reason: 'sent-in-error' } });
  await asHub('routeByHand', closed.id, routing);
  await asHub('returnReferral', closed.id, returning);
  await asHub('decideDuplicate', closed.id, noDuplicate);
  await asHub('reviewReferral', closed.id, { reason: 'safety', note: 'Looked at it.', revision: 1 });
  await asHub('askErasure', closed.id, { reason: 'asked-by-person' });
  await call('correctReferral', '', { as: 'police', id: closed.id, headers: ifMatch, body: closed.whole });
  await call('patchReferral', '', { as: 'police', id: closed.id, headers: ifMatch, body: patch });
  await eraseDue({ ...api.deps, rules: api.deps.area.rules });
  await asHub('holdForLaw', closed.id, { hold: true, reason: 'The Crown Court asked for it.' });

  const safe = nothingSafe;
  const unsafe = await refer({ contact: { phone: '0161 496 0456', safe } });
  await asHub('routeByHand', unsafe.id, routing);

  await call('listChanges', '', { as: 'police' });
  await sendConditional(api.send);
}

/** The figures again, with the entity tag of the answer before. */
async function sendConditional(send: Recording['api']['send']): Promise<void> {
  const path = '/v1/volumes?from=2026-11-01&to=2026-11-30';
  const { answer } = await send('readVolumes', { path, headers: {} }, { as: 'authority' });
  const headers = { 'If-None-Match': answer.headers.get('etag') ?? '' };
  await send('readVolumes', { path, headers }, { as: 'authority' });
}
