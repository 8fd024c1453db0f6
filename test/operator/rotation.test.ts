/** The area's secret is rotated while everything that can be sealed stands in the tables. */
import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { NotNow } from '#operator/area-secret.ts';
import { resealRows } from '#operator/reseal.ts';
import { openRotation, type Rotation } from '#operator/rotation.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { handOffId } from '#src/domain/ids.ts';
import { createKeys } from '#src/platform/keys.ts';
import { readSealedRows, sealedTables } from '#src/store/sealed-rows.ts';
import { draftStore } from '#src/store/web.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { requestErasureAsTriage } from '#src/usecases/erasure/retention.ts';
import { answerSubjectAccess } from '#src/usecases/erasure/subject-access.ts';
import { openReferences } from '#src/usecases/intake/case-references.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { recordMailEvent } from '#src/usecases/mail/record-mail-event.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { draftPlace, profilePlace, type SealedField, type SealPlace } from '#src/usecases/ports/seals.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { actAs } from '#src/usecases/staff/act-as.ts';
import { recordSignIn, staffName } from '#src/usecases/staff/staff.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { submission } from '#test/support/submissions.ts';
import { generatedSecret } from '#test/support/test-secret.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();

const authority = partyId('example-authority');
let system: TestSystem;
/** Every seal that was made, and where. */
let made: { place: SealPlace; sealed: Uint8Array }[];
let secret: { text: string };
let rotation: Rotation;
/** What happens in the minute between two looks. */
let meanwhile: () => Promise<void>;

/** The functions as they run after they read the secret. */
function start() {
  const keys = createKeys(secret.text, system.deps.area.prefix);
  const seal = (place: SealPlace, text: string) => {
    const sealed = keys.seal(place, text);
    made.push({ place, sealed });
    return sealed;
  };
  return { ...system.deps, keys: { ...keys, seal } };
}

beforeEach(async () => {
  system = await makeTestSystem(tables);
  made = [];
  secret = { text: generatedSecret };
  meanwhile = async () => undefined;
  rotation = openRotation({
    area: system.deps.area,
    client: tables.client,
    tables: system.tables,
    secret: {
      read: async () => secret.text,
      write: async (text) => {
        secret.text = text;
      },
    },
    now: system.deps.now,
    pause: () => meanwhile(),
  });
});

const drafts = () => draftStore(tables.client, system.tables.web);
const draft = { id: randomUUID(), user: 'u-1', rev: 1 };

/** Two cases, one corrected and suspended, one on its way, and what stands beside them. */
async function fill(): Promise<{ one: ReferralId; other: ReferralId }> {
  const deps = start();
  const sender = actAs(deps, { party: police.id, agent: { client: 'c', onBehalfOf: 'PC 4411' } });
  const submit = async (victimReference: string) => {
    const done = await submitReferral(sender, police, submission({ victimReference }));
    if (!('created' in done)) throw new Error('not created');
    await dispatchReferral(deps, done.created.id, 1);
    return done.created.id;
  };
  const one = await submit('1');
  const other = await submit('2');
  const first = handOffId(one, 1);
  const service = (await deps.cases.readHandOff(first))?.service as never;
  const worker = actAs(deps, { party: service, agent: { client: 's', onBehalfOf: 'J Example' } });
  const detail = await readHandOff(worker, service, first, { why: 'They rang.' });
  const code = { code: detail?.confirmationCode };
  await reportStatus(worker, service, first, { status: 'accepted' }, code);
  system.wait(1);
  await correctWhole(sender, police, one, 1, submission({ victimReference: '1', contact: { phone: '+447700900456' } }));
  await readHandOff(worker, service, first, { why: 'They rang again.' });
  const note = sealNote(deps, first, 'A stranger answered.');
  await reportStatus(worker, service, first, { status: 'suspended', reason: 'wrong-contact-details', note });
  await recordSignIn(deps, { party: police.id, user: 'u-1', session: 's', seenAt: deps.now().toISOString() }, {
    subject: 'sub',
    name: 'Sam Example',
  } as never);
  await recordMailEvent(deps, { address: 'sam@example.org', reason: 'bounce', party: police.id });
  const at = deps.now().toISOString();
  await drafts().create({
    ...draft,
    startedAt: at,
    savedAt: at,
    sealed: deps.keys.seal(draftPlace(draft.id), 'a draft'),
  });
  await drafts().saveProfile('u-1', deps.keys.seal(profilePlace('u-1'), 'a profile'), at);
  return { one, other };
}

/** Whatever an area holds, in words. */
async function readEverything({ one, other }: { one: ReferralId; other: ReferralId }) {
  const { keys: _, ...deps } = system.deps;
  const keys = createKeys(secret.text, system.deps.area.prefix);
  const quiet = { ...deps, keys, cases: { ...deps.cases, disclose: async () => undefined } };
  const request = { by: authority, why: 'They wrote to us.' };
  const at = deps.now().toISOString();
  const [staff] = await deps.staff.list(police.id);
  const saved = await drafts().find('u-1', draft.id, at);
  const profile = await drafts().findProfile('u-1', at);
  const heads = await deps.cases.heads([one, other]);
  return {
    cases: [await answerSubjectAccess(quiet, one, request), await answerSubjectAccess(quiet, other, request)],
    references: heads.map((head) => openReferences(keys, head.id, head.references)),
    staff: staff && staffName(keys, staff),
    draft: saved && keys.open(draftPlace(draft.id), saved.sealed),
    profile: profile && keys.open(profilePlace('u-1'), profile),
  };
}

const versionsLeft = async () =>
  [...new Set((await rotation.status()).counts.flatMap(({ byVersion }) => [...byVersion.keys()]))].sort();
const later = (minutes: number) => system.wait(minutes / 60);

/** Adds a version and uses it. */
async function rotate(): Promise<void> {
  await rotation.add();
  later(15);
  await rotation.use();
}

describe('rotating the area’s secret', () => {
  test('every sealed text of every table is found, of each kind at least one', async () => {
    await fill();
    const found = new Set<string>();
    const seals: string[] = [];
    for (const table of sealedTables)
      for await (const { texts } of readSealedRows(tables.client, system.tables, table, 3))
        for (const { place, sealed } of texts) {
          found.add(`${JSON.stringify(place)} ${Buffer.from(sealed).toString('hex')}`);
          seals.push(Buffer.from(sealed).toString('base64'));
        }
    const rows = await Promise.all(
      Object.values(system.tables).map((TableName) => tables.client.send(new ScanCommand({ TableName }))),
    );
    const stored = rows
      .flatMap(({ Items = [] }) => Items)
      .map((item) =>
        JSON.stringify(item, (_, value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
        ),
      );
    const standing = made.filter(({ sealed }) =>
      stored.some((row) => row.includes(Buffer.from(sealed).toString('base64'))),
    );
    const missing = standing.filter(
      ({ place, sealed }) => !found.has(`${JSON.stringify(place)} ${Buffer.from(sealed).toString('hex')}`),
    );
    expect(missing.map(({ place }) => place.field)).toEqual([]);
    // A text may stand twice, as the advice of a suspended hand-off and of its event does.
    const times = (texts: readonly string[], sealed: Uint8Array) =>
      texts.reduce((sum, text) => sum + text.split(Buffer.from(sealed).toString('base64')).length - 1, 0);
    const passedOver = standing.filter(({ sealed }) => times(stored, sealed) !== times(seals, sealed));
    expect(passedOver.map(({ place }) => place.field)).toEqual([]);
    const kinds: Record<SealedField, true> = {
      submission: true,
      references: true,
      note: true,
      'disclosure-reason': true,
      'on-behalf-of': true,
      'staff-details': true,
      'mail-address': true,
      draft: true,
      profile: true,
    };
    expect(new Set(standing.map(({ place }) => place.field))).toEqual(new Set(Object.keys(kinds)));
  });

  test('step by step: everything reads the same throughout, and opens with the new version alone in the end', async () => {
    const ids = await fill();
    const before = await readEverything(ids);
    await rotation.add();
    expect(await readEverything(ids)).toEqual(before);
    await expect(rotation.use()).rejects.toThrow('wait 15 minutes');
    later(15);
    expect(await rotation.use()).toBe(2);
    expect(await readEverything(ids)).toEqual(before);
    expect(await versionsLeft()).toEqual([1]);

    const cut = await rotation.reseal(3);
    expect(cut).toMatchObject({ resealed: 3, isCutShort: true });
    expect(await versionsLeft()).toEqual([1, 2]);
    expect(await readEverything(ids)).toEqual(before);
    await expect(rotation.checkRetiring(1)).rejects.toThrow('wait 60 minutes');
    later(60);
    await expect(rotation.checkRetiring(1)).rejects.toThrow('Run reseal first');
    expect(await rotation.reseal(undefined)).toMatchObject({ changed: 0, unreadable: 0, isCutShort: false });
    expect(await versionsLeft()).toEqual([2]);
    expect(await rotation.reseal(undefined)).toMatchObject({ resealed: 0 });
    await rotation.checkRetiring(1);
    await rotation.retire(1);
    expect(secret.text).not.toContain('"version":1');
    expect(await readEverything(ids)).toEqual(before);
    expect(await rotation.status()).toMatchObject({ current: 2, versions: [2] });
    const again = await submitReferral(start(), police, submission({ victimReference: '2' }));
    expect(again).toHaveProperty('replayed');
  });

  test('a second and a third time, without retiring', async () => {
    const ids = await fill();
    const before = await readEverything(ids);
    await rotate();
    await rotate();
    await rotate();
    await rotation.reseal(undefined);
    expect(await versionsLeft()).toEqual([4]);
    expect(await readEverything(ids)).toEqual(before);
  });

  test('does not retire what is sealed by it again between two looks', async () => {
    await fill();
    await rotate();
    const [stale] = (await drafts().list('u-1', system.deps.now().toISOString())).slice(0, 1);
    if (!stale) throw new Error('no draft');
    await rotation.reseal(undefined);
    later(60);
    // A change that had read the row before writes it as it was.
    meanwhile = async () => {
      await drafts().save({ ...stale, rev: stale.rev + 1 });
    };
    await expect(rotation.checkRetiring(1)).rejects.toThrow(NotNow);
  });
});

/** Writes over the seal of an attribute. */
const overwrite = (table: 'referrals' | 'web', Key: Record<string, unknown>, sealed: Uint8Array) =>
  tables.client.send(
    new UpdateCommand({
      TableName: system.tables[table],
      Key,
      UpdateExpression: 'SET sealed = :sealed',
      ExpressionAttributeValues: { ':sealed': sealed },
    }),
  );

describe('a seal that opens with no version', () => {
  test('is counted and left as it is, and keeps neither the rest from being sealed again nor a version from being retired', async () => {
    const ids = await fill();
    await rotate();
    const damaged = new Uint8Array(64).fill(7);
    await overwrite('web', { id: 'user#u-1', row: 'profile' }, damaged);
    expect(await rotation.reseal(undefined)).toMatchObject({ changed: 0, unreadable: 1 });
    expect(await versionsLeft()).toEqual([2]);
    const { counts } = await rotation.status();
    expect(counts.map(({ table, unreadable }) => [table, unreadable])).toEqual([
      ['referrals', 0],
      ['work', 0],
      ['web', 1],
    ]);
    expect(await drafts().findProfile('u-1', system.deps.now().toISOString())).toEqual(damaged);
    later(60);
    await rotation.checkRetiring(1);
    await rotation.retire(1);
    const answer = await answerSubjectAccess(start(), ids.one, { by: authority, why: 'They asked.' });
    expect(answer?.versions).toHaveLength(2);
  });

  test('is what an earlier version is that somebody put in place of a later one: it is shown to nobody', async () => {
    const { one } = await fill();
    await rotate();
    await rotation.reseal(undefined);
    const deps = start();
    const earlier = (await deps.ledger.get(one, 1))?.sealed;
    if (!earlier) throw new Error('not sealed');
    await overwrite('referrals', { id: one, v: 2 }, earlier);
    const service = (await deps.cases.readHandOff(handOffId(one, 1)))?.service as never;
    await expect(readHandOff(deps, service, handOffId(one, 1))).rejects.toThrow(Unreadable);
    const { counts } = await rotation.status();
    expect(counts).toContainEqual(expect.objectContaining({ table: 'referrals', unreadable: 1 }));
  });
});

/** All rows with seals, read before something else happens to them. */
async function readAll() {
  const rows = [];
  for (const table of sealedTables)
    for await (const row of readSealedRows(tables.client, system.tables, table)) rows.push(row);
  return rows;
}

describe('what comes between reading a row and sealing it again stands', () => {
  test('it is told as changed, not as done, and the next run seals it', async () => {
    await fill();
    await rotate();
    const at = system.deps.now().toISOString();
    const [before] = await drafts().list('u-1', at);
    if (!before) throw new Error('no draft');
    const newer = createKeys(generatedSecret, 'EX').seal(draftPlace(draft.id), 'typed meanwhile');
    let isSaved = false;
    const send = async (command: UpdateCommand) => {
      if (command instanceof UpdateCommand && command.input.Key?.row === `draft#${draft.id}` && !isSaved) {
        isSaved = true;
        await drafts().save({ ...before, rev: before.rev + 1, sealed: newer });
      }
      return tables.client.send(command);
    };
    const client = { send } as unknown as DynamoDBDocumentClient;
    const keys = createKeys(secret.text, 'EX');
    const all = (await readAll()).length;
    expect(await resealRows({ client, tables: system.tables, keys })).toMatchObject({ resealed: all - 1, changed: 1 });
    const saved = await drafts().find('u-1', draft.id, at);
    expect(saved && keys.open(draftPlace(draft.id), saved.sealed)).toBe('typed meanwhile');
    expect(await rotation.reseal(undefined)).toMatchObject({ resealed: 1, changed: 0 });
  });

  test('an erasure: nothing that it took out comes back', async () => {
    const { one, other } = await fill();
    const deps = start();
    await rotate();
    const rows = await readAll();
    await withdrawOwnReferral(deps, police, one, 'consent-withdrawn');
    await requestErasureAsTriage(deps, authority, one, 'asked-by-person');
    await eraseDue({ ...deps, rules: deps.area.rules });
    const keys = createKeys(secret.text, 'EX');
    for (const { texts, replace } of rows)
      await replace(texts.map(({ place, sealed }) => keys.seal(place, keys.open(place, sealed))));
    const { cases } = await readEverything({ one, other });
    expect(cases[0]?.versions.map(({ said }) => said)).toEqual([null, null]);
    expect(JSON.stringify(cases[0])).not.toMatch(/stranger|rang|900456/);
    expect(cases[1]?.versions.map(({ said }) => said)).toEqual([
      expect.objectContaining({ victim: expect.anything() }),
    ]);
  });

  test('a correction: its references and its version stay, and the next run seals what is left', async () => {
    const { one, other } = await fill();
    await rotate();
    const rows = await readAll();
    system.wait(1);
    const deps = start();
    await correctWhole(deps, police, one, 2, submission({ victimReference: '1', contact: { phone: '+447700900789' } }));
    const keys = createKeys(secret.text, 'EX');
    const outcomes = [];
    for (const { texts, replace } of rows)
      outcomes.push(await replace(texts.map(({ place, sealed }) => keys.seal(place, keys.open(place, sealed)))));
    expect(outcomes).toContain('changed');
    const { cases } = await readEverything({ one, other });
    expect(cases[0]?.versions.at(-1)?.said?.contact?.phone).toBe('+447700900789');
    await rotation.reseal(undefined);
    expect(await versionsLeft()).toEqual([2]);
  });
});
