/** The calls that the documentation shows: a referral, what its service does, what the hub and the authority ask. */

import { nothingSafe } from '#test/support/submissions.ts';
import type { TestTables } from '../emulator.ts';
import type { Exchange } from '../openapi/validator.ts';
import { type Recording, startRecording } from './record-calls.ts';

const contact = {
  phone: '0161 496 0321',
  email: 'robin@example.org',
  safe: { call: 'yes', voicemail: 'no', text: 'unknown', email: 'unknown', post: 'unknown' },
};
/** As short as a referral can be that a service can work with. */
export const referral = {
  crimeReference: '06AB/0001234/26',
  reportedAt: '2026-11-18T21:40:00Z',
  offence: { category: 'violence-with-injury', occurredOn: '2026-11-18', domesticAbuse: 'no' },
  victim: { role: 'direct', givenName: 'Robin', familyName: 'Specimen', dateOfBirth: '1990-02-03' },
  contact,
  consent: { basis: 'public-task' },
  risk: { tool: 'none', level: 'standard' },
  referrer: { name: 'Pat Officer', role: 'Investigating officer', email: 'pat.officer@example.org' },
};
const ofAlex = (crimeReference: string, over: object = {}) => ({
  ...referral,
  crimeReference,
  victim: { ...referral.victim, givenName: 'Alex' },
  ...over,
});
const highRisk = { tool: 'dash', level: 'high', score: 14 };

/** @param observe is given each call with its answer as it went over the wire */
export async function recordExamples(tables: TestTables, observe?: (exchange: Exchange) => void) {
  const recording = await startRecording(tables, observe);
  const sent = await recordSending(recording);
  const handOff = await recordService(recording, sent);
  await recordMoreSending(recording);
  await recordCorrections(recording, sent);
  await recordContact(recording, handOff);
  await recordHub(recording, sent);
  await recordEnd(recording);
  await recording.call('readMessageSchema', 'Of a withdrawal', { id: 'withdrawal.schema.json' });
  return { calls: recording.calls, messages: recording.messages(), recording };
}

async function recordSending({ call }: Recording): Promise<string> {
  const as = 'police';
  const { referralId } = await call('submitReferral', 'A new referral', { as, body: referral });
  await call('submitReferral', 'The same referral again', { as, body: referral });
  const faulty = {
    ...ofAlex('06AB/0001235/26'),
    victim: { role: 'direct', givenName: 'Alex', dateOfBirth: '1990-02-30' },
    contact: { safe: contact.safe },
  };
  await call('submitReferral', 'A referral with faults', { as, body: faulty });
  await call('readReferral', 'A referral that a service has', { as, id: referralId });
  return referralId;
}

async function recordService({ call }: Recording, referralId: string): Promise<string> {
  const as = 'general';
  const { items } = await call('listHandOffs', 'What waits for your answer', { as, query: '?status=queued' });
  const id: string = items[0].handOffId;
  if (!id.startsWith(referralId)) throw new Error('The first hand-off is of another referral.');
  const { confirmationCode } = await call('readHandOff', 'A hand-off', { as, id });
  const accepted = { status: 'accepted', confirmationCode };
  await call('reportStatus', 'Accepted', { as, id, body: accepted });
  const wrong = { ...accepted, confirmationCode: 'AAAAAA' };
  await call('reportStatus', 'With another code than the detail has', { as, id, body: wrong });
  await call('reportStatus', 'What may not follow', { as, id, body: { status: 'declined', reason: 'no-capacity' } });
  return id;
}

async function recordMoreSending({ call }: Recording): Promise<void> {
  const as = 'police';
  const other = { ...referral, risk: highRisk };
  await call('submitReferral', 'The same referral with other content', { as, body: other });
  const abuse = { ...referral.offence, domesticAbuse: 'yes' };
  const referrals = [ofAlex('06AB/0002001/26'), ofAlex('06AB/0002002/26', { offence: abuse })];
  await call('submitBatch', 'Two referrals, of which one is refused', { as, body: { referrals } });
  const offence = { category: 'theft-burglary', district: 'E08000003' };
  await call('countNotReferred', 'Somebody said no', { as, body: { reason: 'not-wanted', offence } });
  const references = ['06AB/0001234/26', '06AB/0002001/26', '06AB/0002009/26'];
  await call('reconcileDay', 'A day’s count', { as, body: { day: '2026-11-19', sent: 3, references } });
}

async function recordCorrections({ call }: Recording, id: string): Promise<void> {
  const as = 'police';
  const headers = { 'If-Match': '"1"' };
  const phone = (number: string) => ({ contact: { phone: number } });
  await call('patchReferral', 'A new phone number', { as, id, headers, body: phone('0161 496 0789') });
  await call('patchReferral', 'Of a version that stands no longer', { as, id, headers, body: phone('0161 496 0999') });
  const body = { ...referral, contact: { ...contact, phone: '0161 496 0789' }, risk: highRisk };
  await call('correctReferral', 'The whole referral, with its risk', { as, id, headers: { 'If-Match': '"2"' }, body });
}

async function recordContact({ call, wait }: Recording, id: string): Promise<void> {
  wait(1);
  const as = 'general';
  await call('readHandOff', 'After a correction', { as, id, isKept: false });
  const attempt = { status: 'contact-attempted', channel: 'voicemail', at: '2026-11-19T09:45:00Z' };
  await call('reportStatus', 'Over a way that is not safe, without a reason', { as, id, body: attempt });
  const safetyReason = 'They asked us to leave a message on this number.';
  await call('reportStatus', 'Over a way that is not safe', { as, id, body: { ...attempt, safetyReason } });
  const contacted = { status: 'contacted', at: '2026-11-19T09:55:00Z' };
  await call('reportStatus', 'First contact', { as, id, body: contacted });
  await call('listChanges', 'What happened in your cases', { as });
}

async function recordHub({ call }: Recording, first: string): Promise<void> {
  const as = 'authority';
  const safe = nothingSafe;
  const unsafe = ofAlex('06AB/0003001/26', { contact: { phone: '0161 496 0456', safe } });
  const held = await call('submitReferral', 'A referral that no service may have', { as: 'police', body: unsafe });
  await call('listReferrals', 'What needs you', { as: 'police', query: '?needs=action' });
  const { items } = await call('listTriage', 'What waits', { as });
  const { revision } = items.find(({ referralId }: { referralId: string }) => referralId === first);
  const note = 'Rang the service: the person asked for it.';
  await call('reviewReferral', 'Looked at', { as, id: first, body: { reason: 'safety', note, revision } });
  const byHand = {
    service: 'hollin-restorative-justice',
    reason: 'The person asked for it.',
    override: 'Agreed with the service by phone.',
    instead: null,
  };
  const { override: _, ...withoutOverride } = byHand;
  await call('routeByHand', 'A second service as well', { as, id: first, body: withoutOverride });
  await call('routeByHand', 'Outside its criteria, with the reason', { as, id: first, body: byHand });
  await call('listDisclosures', 'Who saw or changed what', { as, id: first });
  const returned = {
    reason: 'insufficient-information',
    advice: 'Ask the person which way of contact is safe.',
  };
  await call('returnReferral', 'Back to its sender', { as, id: held.referralId, body: returned });
}

async function recordEnd({ call, wait }: Recording): Promise<void> {
  const as = 'authority';
  const again = ofAlex('06AB/0004001/26');
  const { referralId: id } = await call('submitReferral', 'Of the same person', {
    as: 'police',
    body: again,
    isKept: false,
  });
  const noDuplicate = { of: null, reason: 'Two offences on one day.' };
  await call('decideDuplicate', 'No duplicate', { as, id, body: noDuplicate });
  await call('withdrawReferral', 'Sent in error', { as: 'police', id, body: { reason: 'sent-in-error' } });
  wait(1);
  const held = { hold: true, reason: 'The Crown Court asked for it.' };
  await call('holdForLaw', 'For a court', { as, id, body: held });
  await call('askErasure', 'While it is kept for a court', { as, id, body: { reason: 'asked-by-person' } });
  await call('holdForLaw', 'No longer', { as, id, body: { hold: false } });
  await call('askErasure', 'The person asked', { as, id, body: { reason: 'asked-by-person' } });
  const query = '?measure=referrals&from=2026-10-01&to=2026-11-30&interval=month&by=priority';
  await call('readVolumes', 'Two months by priority', { as, query });
  await call('readVolumes', 'The same as a file', { as, query: `${query}&format=csv` });
}
