import { describe, expect, test } from 'vitest';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { serviceId } from '#test/support/ids.ts';
import { explicitConsent, nothingSafe, submission } from '#test/support/submissions.ts';
import {
  dispatch,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  streamRecord,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
describe('submitting', () => {
  test('a referral sent twenty times at once is stored once, replayed nineteen times and handed off once', async () => {
    const body = submission();
    const all = await Promise.all(Array.from({ length: 20 }, () => submitReferral(system.deps, police, body)));
    expect(all.filter((one) => 'created' in one)).toHaveLength(1);
    expect(all.filter((one) => 'replayed' in one)).toHaveLength(19);
    const [first] = all.flatMap((one) => ('created' in one ? [one.created] : []));
    if (!first) throw new Error('none');
    await dispatch(first.id, first.id);
    expect(system.sent).toHaveLength(1);
    expect(await system.total('referrals')).toBe(1);
    expect(await system.total('duplicates')).toBe(19);
  });

  test('the order of keys does not matter; a changed letter is a conflict and changes nothing', async () => {
    const body = submission();
    await submitReferral(system.deps, police, body);
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    expect(await submitReferral(system.deps, police, reversed)).toHaveProperty('replayed');
    const changed = submission({ offence: { summary: 'Assaulted outside a shop!' } });
    expect(await submitReferral(system.deps, police, changed)).toHaveProperty('conflict');
  });

  test('the same reference from another sender is another referral', async () => {
    const one = await refer();
    const other = await refer({}, hospital);
    expect(other.id).not.toBe(one.id);
  });

  test('a dry run stores nothing', async () => {
    const done = await submitReferral(system.deps, police, submission(), { dryRun: true });
    if (!('dryRun' in done)) throw new Error('no dry run');
    expect(await system.deps.ledger.get(done.dryRun.id)).toBeUndefined();
  });
});

describe('dispatching', () => {
  test('the chosen service gets one message, with ids only', async () => {
    const { id } = await referAndDispatch();
    expect(system.sent).toHaveLength(1);
    expect(system.sent[0]).toMatchObject({ schema: 'victim-referral-intake/hand-off/1', referralId: id, attempt: 1 });
    expect(JSON.stringify(system.sent)).not.toMatch(/Sam|Example|7700|M1 1AE|sam@/);
  });

  test('a record delivered twice has one effect', async () => {
    const { id } = await refer();
    await dispatch(id);
    await dispatch(id);
    expect(system.sent).toHaveLength(1);
    expect(await system.total('handed-off')).toBe(1);
  });

  test('a record that cannot be dispatched is parked once with its reason, and its neighbours are dispatched', async () => {
    const [one, two] = [await refer(), await refer({ victimReference: '2' })];
    const poison = 'zzzzzzzzzzzzzzzzzzzzzzzzzz';
    for (const _ of [1, 2]) {
      expect(
        await dispatchRecords(system.deps, [streamRecord(one.id), streamRecord(poison), streamRecord(two.id)]),
      ).toEqual([]);
    }
    expect(system.parked).toEqual([expect.objectContaining({ id: poison, reason: 'no-such-record' })]);
    expect(system.sent).toHaveLength(2);
  });

  test('an unreadable row is parked too', async () => {
    const { id } = await refer();
    const { UpdateCommand } = await import('@aws-sdk/lib-dynamodb');
    const broken = { TableName: system.tables.referrals, Key: { id, v: 1 }, UpdateExpression: 'SET decision = :bad' };
    await system.client.send(new UpdateCommand({ ...broken, ExpressionAttributeValues: { ':bad': '{' } }));
    expect(await dispatch(id)).toEqual([]);
    expect(system.parked[0]).toMatchObject({ reason: 'unreadable-record' });
  });

  test('a queue that is down stops the batch there; the message is sent once when the queue is up', async () => {
    const { id, decision } = await refer();
    const service = decision.chosen[0]?.service ?? serviceId('none');
    system.down.add(service);
    expect(await dispatch(id)).toEqual([`s-${id}-1`]);
    expect(system.sent).toEqual([]);
    system.down.clear();
    expect(await dispatch(id)).toEqual([]);
    expect(await dispatch(id)).toEqual([]);
    expect(system.sent).toHaveLength(1);
    expect(await system.total('handed-off')).toBe(1);
  });

  test('without the stream, the sweep delivers everything', async () => {
    for (const victimReference of ['1', '2', '3']) await refer({ victimReference });
    system.wait(0.1);
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 3, sent: 3, failed: 0 });
    expect(system.sent).toHaveLength(3);
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 0, sent: 0 });
  });

  test('a sweep that runs out of time stops between two referrals, and the next continues there', async () => {
    for (const victimReference of ['1', '2', '3']) await refer({ victimReference });
    system.wait(5);
    let left = 60_000;
    const ticking = () => {
      left -= 15_000;
      return left;
    };
    const first = await sweep(system.deps, ticking);
    expect(first).toMatchObject({ failed: 0, cutShort: true });
    expect(system.sent).toHaveLength(first.dispatched);
    expect(first.dispatched).toBeLessThan(3);
    expect((await system.deps.cases.readSweepMark())?.hour).not.toBe('2026-11-19T15');
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 3 - first.dispatched, cutShort: false });
    expect(system.sent).toHaveLength(3);
  });

  test('the sweep sends what was recorded but not sent, and leaves recent records to the stream', async () => {
    const { id, decision } = await refer();
    system.down.add(decision.chosen[0]?.service ?? serviceId('none'));
    await dispatch(id);
    system.down.clear();
    expect(await sweep(system.deps)).toMatchObject({ sent: 0 });
    system.wait(0.1);
    expect(await sweep(system.deps)).toMatchObject({ sent: 1 });
  });

  test('two versions of one referral in one hour are swept like any others', async () => {
    const { id } = await refer({
      contact: { safe: nothingSafe },
    });
    await correctWhole(system.deps, police, id, 1, submission());
    await refer({ victimReference: '2' });
    system.wait(0.1);
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 1, failed: 0 });
    expect(system.sent).toHaveLength(2);
  });

  test('the sweep’s position does not pass an hour with unfinished work', async () => {
    const { decision } = await refer();
    system.down.add(decision.chosen[0]?.service ?? serviceId('none'));
    system.wait(5);
    await sweep(system.deps);
    expect((await system.deps.cases.readSweepMark())?.hour).not.toBe('2026-11-19T12');
    system.down.clear();
    system.wait(3);
    await sweep(system.deps);
    await sweep(system.deps);
    expect(system.sent).toHaveLength(1);
    expect((await system.deps.cases.readSweepMark())?.hour).toBe('2026-11-19T15');
  });
});

describe('a service’s work', () => {
  test('the detail has the fields of the sharing agreement and no others, and each read is in the disclosure log', async () => {
    const narrow = system.deps.area.services.map((one) => ({
      ...one,
      sharing: ['victim.familyName', 'victim.disabilities', 'contact.safe', 'suspects[].name'],
    }));
    const deps = { ...system.deps, area: { ...system.deps.area, services: narrow } };
    const { first, service, id } = await referAndDispatch();
    const detail = await readHandOff(deps, service, first);
    // What the case does not have was not shown, whatever the agreement lists.
    expect(detail?.shared).toEqual({ victim: { familyName: 'Example' }, contact: { safe: submission().contact.safe } });
    await readHandOff(deps, service, first);
    const { QueryCommand } = await import('@aws-sdk/lib-dynamodb');
    const log = await system.client.send(
      new QueryCommand({
        TableName: system.tables.work,
        KeyConditionExpression: 'id = :id AND begins_with(#row, :d)',
        ExpressionAttributeNames: { '#row': 'row' },
        ExpressionAttributeValues: { ':id': id, ':d': 'd#' },
      }),
    );
    expect(log.Items).toHaveLength(2);
    expect(log.Items?.[0]).toMatchObject({ by: service, fields: ['victim.familyName', 'contact.safe'] });
  });

  test('the detail is of the version that the case is at, and each call reads the case once', async () => {
    const { first, service, id } = await referAndDispatch();
    const reads: string[] = [];
    const { cases } = system.deps;
    const noted: typeof cases = {
      ...cases,
      read: (one) => {
        reads.push(one);
        return cases.read(one);
      },
      readHandOff: () => Promise.reject(new Error('the hand-off was read beside its case')),
      heads: () => Promise.reject(new Error('the head was read beside its case')),
    };
    const deps = { ...system.deps, cases: noted };
    const detail = await readHandOff(deps, service, first);
    expect(detail).toMatchObject({ shared: expect.anything(), handOff: { status: 'collected' } });
    await readHandOff(deps, service, first);
    await reportStatus(deps, service, first, { status: 'accepted' }, { code: detail?.confirmationCode });
    await reportStatus(deps, service, first, { status: 'contacted', at: system.clock.now.toISOString() });
    expect(reads).toEqual([id, id, id, id]);
  });

  test('another service’s hand-off is not found', async () => {
    const { first, service } = await referAndDispatch();
    const other = system.deps.area.services.find((one) => one.id !== service)?.id ?? serviceId('none');
    expect(await readHandOff(system.deps, other, first)).toBeUndefined();
    expect(await reportStatus(system.deps, other, first, { status: 'supporting' })).toEqual({ absent: true });
  });

  test('accepting needs the confirmation code, which only the detail shows', async () => {
    const { first, service } = await referAndDispatch();
    await readHandOff(system.deps, service, first);
    expect(await reportStatus(system.deps, service, first, { status: 'accepted' }, { code: 'WRONG' })).toEqual({
      wrongCode: true,
    });
  });

  test('twenty acceptances at once are one', async () => {
    const { first, service } = await referAndDispatch();
    const detail = await readHandOff(system.deps, service, first);
    const accept = () =>
      reportStatus(system.deps, service, first, { status: 'accepted' }, { code: detail?.confirmationCode });
    const all = await Promise.all(Array.from({ length: 20 }, accept));
    expect(all.every((one) => 'handOff' in one && one.handOff.status === 'accepted')).toBe(true);
    expect(await system.total('accepted')).toBe(1);
  });

  test('two services that read one case at the same moment are both in its history', async () => {
    const { id } = await referAndDispatch({ needs: ['emotional-support', 'housing'] });
    expect(system.sent).toHaveLength(2);
    await Promise.all(system.sent.map(({ service, handOffId: one }) => readHandOff(system.deps, service, one)));
    const collected = (await system.deps.cases.history(id)).filter(({ event }) => event === 'collected');
    expect(collected.map(({ handOff }) => handOff).sort()).toEqual([1, 2]);
  });

  test('a decline goes to the next service at once', async () => {
    const { id, first, service } = await referAndDispatch({
      consent: explicitConsent,
      offence: { domesticAbuse: 'yes' },
    });
    await readHandOff(system.deps, service, first);
    await reportStatus(system.deps, service, first, { status: 'declined', reason: 'no-capacity' });
    expect(system.sent.map((message) => message.service)).toEqual([service, 'general']);
    expect(system.sent[1]).toMatchObject({ attempt: 2, referralId: id });
    expect(await system.total('referrals')).toBe(1);
  });

  test('a case whose lead declined is held once the service alongside has finished, with an event and a count', async () => {
    const { id } = await referAndDispatch({ needs: ['emotional-support', 'housing'] });
    const [lead, beside] = [...system.sent].sort((a, b) => (a.handOffId < b.handOffId ? -1 : 1));
    if (!lead || !beside) throw new Error('two services were to be told');
    await readHandOff(system.deps, lead.service, lead.handOffId);
    await reportStatus(system.deps, lead.service, lead.handOffId, { status: 'declined', reason: 'no-capacity' });
    expect((await system.deps.cases.read(id))?.head.status).toBe('routed');
    const detail = await readHandOff(system.deps, beside.service, beside.handOffId);
    await reportStatus(
      system.deps,
      beside.service,
      beside.handOffId,
      { status: 'accepted' },
      { code: detail?.confirmationCode },
    );
    expect(await system.total('held')).toBe(0);
    await reportStatus(system.deps, beside.service, beside.handOffId, { status: 'closed', outcome: 'referred-on' });
    expect((await system.deps.cases.read(id))?.head.status).toBe('held');
    expect((await system.deps.cases.history(id)).at(-1)?.event).toBe('held');
    expect(await system.total('held')).toBe(1);
  });

  test('when the work is done, the sender sees a closed referral with its history and no personal data', async () => {
    const { id, first, service } = await referAndAccept();
    const at = system.clock.now.toISOString();
    for (const report of [
      { status: 'contacted', at },
      { status: 'supporting' },
      { status: 'closed', outcome: 'support-completed' },
    ] as const) {
      await reportStatus(system.deps, service, first, report);
    }
    const own = await readOwnReferral(system.deps, police, id);
    expect(own?.referralCase.head.status).toBe('closed');
    expect(own?.history.map((event) => event.event)).toEqual([
      'received',
      'handed-off',
      'collected',
      'accepted',
      'contacted',
      'supporting',
      'closed',
    ]);
    expect(await system.total('within-target')).toBe(1);
  });
});
