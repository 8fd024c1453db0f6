import { beforeEach, describe, expect, test } from 'vitest';
import type { Area } from '#src/domain/area.ts';
import { addressHash } from '#src/usecases/mail/mail-recipients.ts';
import { recordMailEvent } from '#src/usecases/mail/record-mail-event.ts';
import { sendDueMail } from '#src/usecases/mail/send-mail.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { returnAsTriage } from '#src/usecases/triage/triage.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { noSafeContact } from '#test/support/submissions.ts';
import {
  dispatch,
  refer,
  referAndAccept,
  referAndDispatch,
  setUpSystem,
  system,
} from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const hub = partyId('example-authority');
const minutes = (count: number) => system.wait(count / 60);

/** Gives each party an address of its name. */
function withAddresses(more: Record<string, readonly string[]> = {}): Area {
  const { area } = system.deps;
  const parties = area.parties.map((party) => ({ ...party, emails: more[party.id] ?? [`${party.id}@example.org`] }));
  return { ...area, parties };
}
const run = (area = withAddresses()) => sendDueMail({ ...system.deps, area });
const subjects = (to?: string) =>
  system.mails
    .filter((mail) => to === undefined || mail.to === to)
    .map(({ subject }) => subject.replaceAll(/EX-\S+/g, 'REF'));
const toService = (service: string) => `${service}@example.org`;
const waiting = async () => {
  const found = [];
  for await (const one of system.deps.notices.due('9999')) if ('kind' in one) found.push(one.kind);
  return found;
};
const failing = async (): Promise<void> => {
  throw new Error('no record of it');
};

beforeEach(() => {
  // A Saturday: no summary of the morning comes among the others.
  system.clock.now = new Date('2026-11-21T09:00:00Z');
});

describe('a service', () => {
  test('is told of a new hand-off once, with its reference, deadline and page, and nothing of the person', async () => {
    const { service, first } = await referAndDispatch();
    expect(await run()).toEqual({ sent: 1, failed: 0, parked: 0 });
    const handOff = await system.deps.cases.readHandOff(first);
    const [mail] = system.mails;
    expect(mail?.to).toBe(toService(service));
    expect(mail?.subject).toBe(`New hand-off ${handOff?.reference}`);
    expect(mail?.text).toContain(`https://api.example.org/inbox/${first}`);
    expect(mail?.text).toMatch(/accept, decline or return it by \w+day \d+ November, \d+:\d\d[ap]m\./);
    minutes(60);
    await run();
    expect(system.mails).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  test('gets at most one bundled e-mail in a quarter of an hour, with all that came meanwhile', async () => {
    const { service } = await referAndDispatch();
    await run();
    await referAndDispatch({ crimeReference: '06AB/0000002/26' });
    minutes(1);
    await run();
    await referAndDispatch({ crimeReference: '06AB/0000003/26' });
    minutes(10);
    await run();
    expect(subjects(toService(service))).toEqual(['New hand-off REF']);
    minutes(5);
    await run();
    expect(subjects(toService(service))).toEqual(['New hand-off REF', '2 new hand-offs']);
  });

  test('is told of one of high priority at once', async () => {
    await referAndDispatch();
    await run();
    minutes(1);
    await referAndDispatch({ crimeReference: '06AB/0000002/26', risk: { level: 'high' } });
    await run();
    expect(system.mails).toHaveLength(2);
    expect(system.mails[1]?.text).toContain('Priority: high');
  });

  test('is not asked for what it has answered before the e-mail went', async () => {
    await referAndAccept();
    await run();
    expect(system.mails).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  test('is told of a withdrawal of what it has read at once, and of nothing else of that case', async () => {
    const { id } = await referAndAccept();
    await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
    await run();
    expect(subjects()).toEqual(['Withdrawn: REF']);
  });
});

describe('a referrer', () => {
  const held = { ...noSafeContact, referrer: { name: 'Nurse Nemo', email: 'nemo@example.org' } };

  test('of a partner is told at the organisation’s address and at their own, once where these are the same', async () => {
    const { id } = await refer(held, hospital);
    await dispatch(id);
    await run();
    expect(system.mails.map(({ to }) => to).sort()).toEqual(['example-hospital@example.org', 'nemo@example.org']);
    await returnAsTriage({ ...system.deps }, hub, id, { reason: 'other', advice: 'Ask again.' });
    minutes(20);
    await run(withAddresses({ 'example-hospital': ['Nemo@example.org'] }));
    expect(subjects('Nemo@example.org')).toEqual(['Sent back to you: REF']);
    expect(subjects('nemo@example.org')).toEqual(['On hold: REF']);
  });

  test('of the police is told at the force’s address alone', async () => {
    const { id } = await refer(held);
    await dispatch(id);
    await run();
    expect(system.mails.map(({ to }) => to)).toEqual(['example-police@example.org']);
  });

  test('is named in no notice: their address is opened when it is written to', async () => {
    const { id } = await refer(held, hospital);
    await dispatch(id);
    const rows = [];
    for await (const one of system.deps.notices.due('9999')) rows.push(one);
    expect(JSON.stringify(rows)).not.toMatch(/nemo/i);
  });
});

describe('the hub', () => {
  const toHub = () => subjects('example-authority@example.org');

  test('is told at once of a case of high priority on hold', async () => {
    const { id } = await refer({ ...noSafeContact, risk: { level: 'high' } });
    await dispatch(id);
    await run();
    expect(toHub()).toEqual(['On hold, priority high: REF']);
  });

  test('is told each working morning what waits and since when, once, and not at the weekend', async () => {
    const { id } = await refer(noSafeContact);
    await dispatch(id);
    system.clock.now = new Date('2026-11-27T07:59:00Z');
    await run();
    expect(toHub()).toEqual([]);
    for (const at of ['2026-11-27T08:01:00Z', '2026-11-27T08:20:00Z', '2026-11-28T09:00:00Z', '2026-11-29T09:00:00Z']) {
      system.clock.now = new Date(at);
      await run();
    }
    expect(toHub()).toEqual(['This morning: 1 thing waits']);
    const [mail] = system.mails.filter(({ to }) => to.startsWith('example-authority'));
    expect(mail?.text).toContain('1  On hold');
    expect(mail?.text).toMatch(/The oldest has waited since \w+ \d+ November 2026/);
    system.clock.now = new Date('2026-11-30T08:01:00Z');
    await run();
    expect(toHub()).toHaveLength(2);
  });

  test('is told nothing on a morning when nothing waits', async () => {
    system.clock.now = new Date('2026-11-27T09:00:00Z');
    expect(await run()).toEqual({ sent: 0, failed: 0, parked: 0 });
    expect(await waiting()).toEqual([]);
  });
});

describe('an e-mail that does not go', () => {
  test('is tried again with growing pauses, and goes once the way is open', async () => {
    const { service } = await referAndDispatch();
    system.mailFaults.set(toService(service), 'TimeoutError');
    expect(await run()).toEqual({ sent: 0, failed: 1, parked: 0 });
    expect(await run()).toEqual({ sent: 0, failed: 0, parked: 0 });
    minutes(1);
    expect(await run()).toMatchObject({ failed: 1 });
    minutes(1);
    expect(await run()).toMatchObject({ failed: 0 });
    system.mailFaults.clear();
    minutes(1);
    expect(await run()).toMatchObject({ sent: 1 });
    expect(system.lines.join('\n')).toContain('"reason":"TimeoutError"');
    expect(system.lines.join('\n')).not.toContain('@example.org');
  });

  test('is parked with its reason after that, is not lost, and goes when somebody asks for it', async () => {
    const { service } = await referAndDispatch();
    system.mailFaults.set(toService(service), 'MessageRejected');
    let parked = 0;
    for (let tries = 0; tries < 20; tries++) {
      parked += (await run()).parked;
      minutes(60);
    }
    expect(parked).toBe(1);
    expect(system.lines.filter((line) => line.includes('mail-parked'))).toHaveLength(1);
    const [notice, ...others] = await system.deps.notices.parked();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ kind: 'new-hand-off', reason: 'MessageRejected' });
    system.mailFaults.clear();
    expect(await run()).toMatchObject({ sent: 0 });
    if (notice) await system.deps.notices.retry(notice, system.deps.now().toISOString());
    // The hand-off has expired meanwhile: what is no longer asked is not sent.
    await run();
    expect(await system.deps.notices.parked()).toEqual([]);
  });

  test('goes again to the address that failed, not to the one that was told', async () => {
    const { service } = await referAndDispatch();
    const area = withAddresses({ [service]: ['first@example.org', 'second@example.org'] });
    for (const [number, failing] of ['first@example.org', 'second@example.org'].entries()) {
      system.mailFaults.set(failing, 'TimeoutError');
      await run(area);
      system.mailFaults.clear();
      minutes(20);
      await run(area);
      expect(system.mails.map(({ to }) => to).sort()).toEqual(['first@example.org', 'second@example.org']);
      system.mails.length = 0;
      await referAndDispatch({ crimeReference: `06AB/000001${number}/26` });
      minutes(20);
    }
  });

  test('and goes again after its record failed, but not at once: it is never lost', async () => {
    await referAndDispatch();
    const notices = { ...system.deps.notices, finish: failing };
    const result = await sendDueMail({ ...system.deps, area: withAddresses(), notices });
    expect(result).toEqual({ sent: 1, failed: 1, parked: 0 });
    await run();
    expect(system.mails).toHaveLength(1);
    minutes(15);
    await run();
    expect(system.mails).toHaveLength(2);
    minutes(60);
    await run();
    expect(system.mails).toHaveLength(2);
  });

  test('and whose record fails for good holds back no other, goes a few times and is parked', async () => {
    const { service, id } = await referAndDispatch();
    const held = await refer({ ...noSafeContact, crimeReference: '06AB/0000002/26' });
    await dispatch(held.id);
    const { notices } = system.deps;
    const broken = {
      ...notices,
      finish: (...[notice, ...rest]: Parameters<typeof notices.finish>) =>
        notice.id === id ? failing() : notices.finish(notice, ...rest),
    };
    for (let minute = 0; minute < 15 * 60; minute += 5) {
      await sendDueMail({ ...system.deps, area: withAddresses(), notices: broken });
      if (minute === 0) expect(subjects('example-police@example.org')).toEqual(['On hold: REF']);
      minutes(5);
    }
    expect(subjects(toService(service)).filter((one) => one === 'New hand-off REF')).toHaveLength(15);
    expect(await notices.parked()).toMatchObject([{ kind: 'new-hand-off', reason: 'not-recorded' }]);
  });

  test('as its notice cannot be read is parked, and holds back no other', async () => {
    await referAndDispatch();
    const { notices } = system.deps;
    const parked: unknown[] = [];
    const withUnreadable = {
      ...notices,
      async *due(now: string) {
        yield { id: 'mail|notices', row: 'n#other', fault: new Unreadable('notice row: k') };
        yield* notices.due(now);
      },
      park: async (...all: Parameters<typeof notices.park>) => void parked.push(all),
    };
    const result = await sendDueMail({ ...system.deps, area: withAddresses(), notices: withUnreadable });
    expect(result).toEqual({ sent: 1, failed: 0, parked: 1 });
    expect(parked).toMatchObject([[{ row: 'n#other' }, 'unreadable', expect.any(String)]]);
  });

  test('counts one attempt in a run, whatever becomes of it', async () => {
    const { service } = await referAndDispatch();
    const triesOf = async () => {
      for await (const one of system.deps.notices.due('9999')) if ('tries' in one) return one.tries;
      return undefined;
    };
    system.mailFaults.set(toService(service), 'TimeoutError');
    await run();
    expect(await triesOf()).toBe(1);
    minutes(1);
    await run();
    expect(await triesOf()).toBe(2);
  });

  test('that no time is left for goes with the next run, and that is no failed attempt', async () => {
    const { service } = await referAndDispatch();
    const area = withAddresses({ [service]: ['first@example.org', 'second@example.org'] });
    const left = [300_000, 300_000];
    const result = await sendDueMail({ ...system.deps, area }, () => left.shift() ?? 0);
    expect(result).toEqual({ sent: 1, failed: 0, parked: 0 });
    expect(await run(area)).toMatchObject({ sent: 1, failed: 0 });
    expect(system.mails.map(({ to }) => to)).toEqual(['first@example.org', 'second@example.org']);
  });

  test('holds back no other', async () => {
    const { service } = await referAndDispatch();
    const { id } = await refer({ ...noSafeContact, crimeReference: '06AB/0000002/26' });
    await dispatch(id);
    system.mailFaults.set(toService(service), 'TimeoutError');
    expect(await run()).toEqual({ sent: 1, failed: 1, parked: 0 });
  });
});

describe('an address', () => {
  const mark = (address: string) =>
    recordMailEvent(system.deps, { address, reason: 'bounce', party: partyId('general') });

  test('that wants urgent e-mails alone gets no other', async () => {
    const { service } = await referAndDispatch();
    await system.deps.addresses.setUrgentOnly(addressHash(system.deps.keys, toService(service).toUpperCase()), true);
    await run();
    expect(system.mails).toEqual([]);
    expect(await waiting()).toEqual([]);
    await referAndDispatch({ crimeReference: '06AB/0000002/26', risk: { level: 'high' } });
    await run();
    expect(system.mails).toHaveLength(1);
  });

  test('from which an e-mail came back gets nothing more until it is cleared, and the hub is told once', async () => {
    const { service } = await referAndDispatch();
    await mark(toService(service));
    await mark(toService(service));
    await run();
    expect(subjects()).toEqual(['An e-mail address takes nothing more']);
    expect(system.mails[0]?.to).toBe('example-authority@example.org');
    expect(system.mails[0]?.text).not.toContain(toService(service));
    const [marked] = await system.deps.addresses.marked();
    await system.deps.addresses.clear(marked?.hash ?? '');
    minutes(61);
    await run();
    expect(subjects(toService(service))).toEqual(['New hand-off REF']);
  });

  test('that stays marked for a week parks what only it could have got', async () => {
    const { service } = await referAndDispatch();
    await mark(toService(service));
    await run();
    system.wait(24 * 8);
    const result = await run();
    expect(result.parked).toBe(1);
    expect(await system.deps.notices.parked()).toMatchObject([{ reason: 'address-marked' }]);
  });

  test('that is in no register: nothing is sent, and nothing waits', async () => {
    await referAndDispatch();
    expect(await run(system.deps.area)).toEqual({ sent: 0, failed: 0, parked: 0 });
    expect(await waiting()).toEqual([]);
  });
});
