import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { canonicalJson } from '#src/domain/canonical.ts';
import type { Refusal } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const submit = (body: unknown, options?: { dryRun?: boolean; sentBody?: unknown }) =>
  submitReferral(system.deps, police, body, options);
const otherSummary = { offence: { summary: 'Assaulted outside a shop!' } };
/** The ordinary referral as another system would write it. */
const otherwiseSpelt = (over: Overrides<Submission> = {}) => {
  const {
    victimReference: _,
    consent,
    ...rest
  } = submission({
    crimeReference: '06ab/0001234/26 ',
    reportedAt: '2026-11-18T22:40:00+01:00',
    contact: { phone: '07700 900123', times: ' any' },
    victim: { address: { postcode: 'm11ae' } },
    ...over,
  });
  return { consent: { ...consent, overrideReason: null }, ...rest };
};

describe('a referral that was not sent before', () => {
  test('is stored with one write, and no case is read', async () => {
    const { ledger, cases } = system.deps;
    const reads = [vi.spyOn(ledger, 'get'), vi.spyOn(cases, 'read')];
    const put = vi.spyOn(ledger, 'put');
    onTestFinished(() => {
      for (const spy of [...reads, put]) spy.mockRestore();
    });
    const created = await refer();
    expect(put).toHaveBeenCalledTimes(1);
    for (const read of reads) expect(read).not.toHaveBeenCalled();
    expect(created.bodyHash).toMatch(/^content-1:[\w-]{43}$/);
  });

  test('is judged and not stored in a dry run', async () => {
    expect(await submit(submission(), { dryRun: true })).toMatchObject({ dryRun: { version: 1 } });
    expect(await submit(submission())).toHaveProperty('created');
  });
});

describe('a referral sent again', () => {
  test('is a replay in another spelling, and counted once as a duplicate', async () => {
    const { id } = await refer();
    expect(await submit(otherwiseSpelt())).toMatchObject({ replayed: { id } });
    expect(await system.total('duplicates')).toBe(1);
  });

  test('is a conflict where it says something else in another spelling', async () => {
    const { id } = await refer();
    expect(await submit(otherwiseSpelt(otherSummary))).toMatchObject({ conflict: { id } });
    expect(await system.total('duplicates')).toBe(1);
  });

  test('is recognised in a dry run, which counts nothing', async () => {
    const { id } = await refer();
    expect(await submit(otherwiseSpelt(), { dryRun: true })).toMatchObject({ replayed: { id } });
    expect(await submit(submission(otherSummary), { dryRun: true })).toMatchObject({ conflict: { id } });
    expect(await system.total('duplicates')).toBe(0);
  });

  test('is answered also where it cannot be counted now, and the log says so', async () => {
    const { id } = await refer();
    system.deps.counters = { ...system.deps.counters, add: () => Promise.reject(new Error('down')) };
    expect(await submit(otherwiseSpelt())).toMatchObject({ replayed: { id } });
    expect(system.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'duplicate-not-counted', referralId: id }),
    );
  });

  test('is shown as it stands, from before its dispatch to its withdrawal', async () => {
    const { id } = await refer();
    const now = async () => {
      const again = await submit(submission());
      return 'replayed' in again && again.replayed.referralCase?.head.status;
    };
    expect(await now()).toBeUndefined();
    await dispatch(id);
    expect(await now()).toBe('routed');
    await withdrawOwnReferral(system.deps, police, id, 'sent-in-error');
    expect(await now()).toBe('withdrawn');
  });
});

describe('a referral that was corrected', () => {
  const versions = ['housing', 'safety', 'health'].map((need) =>
    submission({ contact: { safe: nothingSafe }, needs: [need as 'housing'] }),
  );

  async function referAndCorrect(): Promise<ReferralId> {
    const { id } = await refer(versions[0]);
    for (const [index, body] of versions.slice(1).entries())
      expect(await correctWhole(system.deps, police, id, index + 1, body)).toHaveProperty('corrected');
    return id;
  }

  test.each([0, 1, 2])('is a replay of its version %i, shown as the version that stands', async (version) => {
    const id = await referAndCorrect();
    const again = await submit(versions[version]);
    expect(again).toMatchObject({ replayed: { id, first: { version: 1 }, record: { version: 3 } } });
  });

  test('is a conflict with a mixture of its versions', async () => {
    const id = await referAndCorrect();
    expect(await submit({ ...versions[0], needs: ['housing', 'safety'] })).toMatchObject({
      conflict: { id, record: { version: 3 } },
    });
  });
});

describe('a row of the older form, which has the hash of the body', () => {
  /** Stores the ordinary referral as an earlier release did, as sent in `body`. */
  async function storeOldForm(body: unknown = submission(), over: Partial<LedgerRecord> = {}): Promise<ReferralId> {
    const dry = await submit(submission(), { dryRun: true });
    if (!('dryRun' in dry)) throw new Error(JSON.stringify(dry));
    const record = { ...dry.dryRun, bodyHash: system.deps.keys.bodyHash(canonicalJson(body)), ...over };
    await system.deps.ledger.put(record);
    return record.id;
  }
  const asSent = otherwiseSpelt();

  test('is compared in that form', async () => {
    const id = await storeOldForm(asSent);
    expect(await submit(asSent)).toMatchObject({ replayed: { id } });
    expect(await submit({ ...asSent, needs: ['housing'] })).toMatchObject({ conflict: { id } });
  });

  test('is recognised in another spelling by what it says', async () => {
    const id = await storeOldForm(asSent);
    expect(await submit(submission())).toMatchObject({ replayed: { id } });
  });

  test('is recognised as it was sent once it is erased, and in no other spelling', async () => {
    const dry = await submit(submission(), { dryRun: true });
    if (!('dryRun' in dry)) throw new Error(JSON.stringify(dry));
    const { sealed: _, ...erased } = dry.dryRun;
    const bodyHash = system.deps.keys.bodyHash(canonicalJson(asSent));
    await system.deps.ledger.put({ ...erased, bodyHash });
    expect(await submit(asSent)).toMatchObject({ replayed: { id: erased.id } });
    expect(await submit(submission())).toMatchObject({ conflict: { id: erased.id } });
  });

  test('is recognised with the unknown fields that were dropped from it', async () => {
    const withMore = { ...asSent, shoeSize: '5' };
    const id = await storeOldForm(asSent, { sentBodyHash: system.deps.keys.bodyHash(canonicalJson(withMore)) });
    expect(await submit(withMore)).toMatchObject({ replayed: { id } });
    expect(await submit({ ...withMore, shoeSize: '6' })).toHaveProperty('refused');
  });
});

describe('a body that today’s rules refuse', () => {
  const refusing = () => {
    const { area } = system.deps;
    const consent = { ...area.rules.consent, publicTaskFor: [] };
    return { ...system.deps, area: { ...area, rules: { ...area.rules, consent } } };
  };
  const refused = { refused: { code: 'explicit-consent-required' } };

  test('is a replay where the same content was accepted before, in any spelling', async () => {
    const first = await refer();
    expect(await submitReferral(refusing(), police, submission())).toMatchObject({ replayed: { id: first.id } });
    expect(await submitReferral(refusing(), police, otherwiseSpelt())).toMatchObject({ replayed: { id: first.id } });
    expect(await system.total('duplicates')).toBe(2);
  });

  test('is refused where other content was accepted under its id, and nothing changes', async () => {
    const { id } = await refer();
    const before = await system.deps.ledger.get(id);
    expect(await submitReferral(refusing(), police, submission(otherSummary))).toMatchObject(refused);
    expect(await system.deps.ledger.get(id)).toEqual(before);
    expect(await system.total('duplicates')).toBe(0);
  });

  test('is refused where nothing was accepted under its id', async () => {
    expect(await submitReferral(refusing(), police, submission())).toMatchObject(refused);
  });

  test('is a replay in a dry run too, which counts nothing', async () => {
    const { id } = await refer();
    const again = await submitReferral(refusing(), police, submission(), { dryRun: true });
    expect(again).toMatchObject({ replayed: { id } });
    expect(await system.total('duplicates')).toBe(0);
  });

  test('is a replay where a format was stricter since, in any spelling that can still be read', async () => {
    const tooShort = { contact: { phone: '+44161496000' } };
    const { parseSubmission } = system.deps;
    const lenient = {
      ...system.deps,
      parseSubmission: () => ({ submission: submission(tooShort), standing: [] }),
    };
    const first = await submitReferral(lenient, police, submission(tooShort));
    if (!('created' in first)) throw new Error(JSON.stringify(first));
    const body = otherwiseSpelt({ contact: { phone: '0161 496 000', times: 'any ' } });
    expect(await parseSubmission(body, police, system.deps.now())).toHaveProperty('refused');
    expect(await submit(body)).toMatchObject({ replayed: { id: first.created.id } });
    expect(await submit({ ...body, needs: ['housing'] })).toHaveProperty('refused');
    expect(await submit({ ...body, contact: { ...body.contact, phone: '0161 496 001' } })).toHaveProperty('refused');
  });

  test('is a replay where its references alone can be read', async () => {
    const first = await refer();
    const body = submission();
    const references = { crimeReference: body.crimeReference ?? '', victimReference: body.victimReference };
    const invalid: Refusal = { code: 'invalid-referral', faults: [] };
    const stricter = { ...system.deps, parseSubmission: () => ({ refused: invalid, references }) };
    expect(await submitReferral(stricter, police, body)).toMatchObject({ replayed: { id: first.id } });
    expect(await submitReferral(stricter, police, submission(otherSummary))).toMatchObject({ refused: invalid });
  });
});
