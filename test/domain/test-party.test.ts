import { describe, expect, test } from 'vitest';
import type { CaseHead } from '#src/domain/case/model.ts';
import { findNotices } from '#src/domain/case/notices/notices.ts';
import { findRouteOptions, openServices } from '#src/domain/case/triage/route-options.ts';
import { checkCatalogue } from '#src/domain/catalogue/check.ts';
import { packFacts, unpackFacts } from '#src/domain/counting/case-facts.ts';
import { scopesOf } from '#src/domain/counting/cells.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { judge } from '#src/domain/judge.ts';
import { type Sender, senderOf } from '#src/domain/sender.ts';
import { areaFor, canaryOf, isTestOver, withoutTests } from '#src/domain/test-party.ts';
import { dimensionValues } from '#src/domain/volumes/query.ts';
import { area, areaWithTests, police, service, testPolice } from '#test/support/area-fixture.ts';
import { heldDecision, newCase } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';
import { receivedAt, submission } from '#test/support/submissions.ts';

const whole = areaWithTests();
const now = receivedAt;
const { head } = newCase();
const testIds = ['test-support', 'test-support-next'];
const decide = (sender: Sender, known = whole) => {
  const judged = judge({ submission: submission(), sender, area: known, now });
  if (!('decision' in judged)) throw new Error('It was refused.');
  return judged.decision;
};

describe('a test', () => {
  test('goes to test services alone, and knows of no other', () => {
    const { chosen, reserve, considered } = decide(testPolice);
    expect(chosen.map(({ service }) => service)).toEqual(['test-support']);
    expect(reserve).toEqual(['test-support-next']);
    expect(considered.map(({ service }) => service)).toEqual(['test-support-next']);
  });

  test('is what a test party sends', () => {
    const [party] = areaFor({ test: true }, whole).parties.filter(({ kind }) => kind === 'police');
    expect(party && senderOf(party)).toEqual(testPolice);
  });

  test('belongs to no scope of the counts', () => {
    expect(scopesOf({ ...head.facts, test: true }, { services: [] })).toEqual([]);
    expect(scopesOf(head.facts, { services: [] })).not.toEqual([]);
  });

  test('stays one in the stored facts', () => {
    const facts = { ...head.facts, test: true } as const;
    expect(unpackFacts(packFacts(facts))).toEqual(facts);
    expect(unpackFacts(packFacts(head.facts))).not.toHaveProperty('test');
  });

  test('calls out nobody of the hub', () => {
    const held = newCase({ ...heldDecision, priority: 'high' }).head;
    const kinds = (after: CaseHead) => findNotices({ head: { after }, handOffs: [] }).map(({ kind }) => kind);
    expect(kinds(held)).toEqual(['held', 'held-high']);
    expect(kinds({ ...held, facts: { ...held.facts, test: true } })).toEqual(['held']);
  });

  test('is over a day after it was received, to the millisecond', () => {
    const received = receivedAt.toISOString();
    const msLater = (ms: number) => new Date(receivedAt.getTime() + ms);
    const day = 24 * 3_600_000;
    expect(isTestOver({ facts: { test: true }, receivedAt: received }, msLater(day - 1))).toBe(false);
    expect(isTestOver({ facts: { test: true }, receivedAt: received }, msLater(day))).toBe(true);
    expect(isTestOver({ facts: {}, receivedAt: received }, msLater(1000 * day))).toBe(false);
  });
});

describe('the canary', () => {
  const sender = { id: partyId('canary-sender'), kind: 'police', test: true } as const;
  const taker = { ...service('canary-service', 0, {}, { general: true, test: true }), canary: true } as const;
  const party = { name: 'Canary', clients: [] as string[], active: true, test: true, canary: true } as const;
  const withCanary = {
    ...whole,
    parties: [
      ...whole.parties,
      { ...party, id: sender.id, kind: sender.kind },
      { ...party, id: taker.id, kind: 'service' as const },
    ],
    services: [...whole.services, taker],
  };

  test('sends to its own service alone', () => {
    const { chosen, considered } = decide(sender, withCanary);
    expect(chosen.map((one) => one.service)).toEqual([taker.id]);
    expect(considered).toEqual([]);
  });

  test('may be given by hand to its own service alone, which is given nothing else', () => {
    const offered = (facts: { source: PartyId; test?: true }) => {
      const { services } = findRouteOptions(submission(), facts, { area: withCanary, now: receivedAt });
      return [services.map((one) => one.service), openServices(facts, withCanary).map(({ id }) => id)];
    };
    expect(offered({ source: sender.id, test: true })).toEqual([[taker.id], [taker.id]]);
    for (const ids of [...offered({ source: testPolice.id, test: true }), ...offered({ source: police.id })])
      expect(ids).not.toContain(taker.id);
  });

  test('takes no other test, and nothing real', () => {
    expect(decide(testPolice, withCanary)).toEqual(decide(testPolice));
    expect(decide(police, withCanary)).toEqual(decide(police));
  });

  test('is one sender and one service, or none', () => {
    expect(canaryOf(withCanary)).toMatchObject({ sender: { id: sender.id }, service: { id: taker.id } });
    expect(canaryOf(whole)).toBeUndefined();
    expect(canaryOf({ parties: withCanary.parties.map((one) => ({ ...one, active: false })) })).toBeUndefined();
  });
});

describe('a referral that is no test', () => {
  test('is judged as if there were no test services', () => {
    expect(decide(police)).toEqual(decide(police, area()));
  });

  test('may be given to no test service by hand', () => {
    expect(openServices({ source: police.id }, whole).map(({ id }) => id)).toEqual(area().services.map(({ id }) => id));
    expect(openServices({ source: testPolice.id, test: true }, whole).map(({ id }) => id)).toEqual(testIds);
  });
});

describe('test parties', () => {
  test('are no values of what is counted', () => {
    for (const dimension of ['service', 'source'] as const)
      expect(dimensionValues(dimension, whole)).toEqual(dimensionValues(dimension, area()));
  });

  test('cover no gap of the catalogue', () => {
    const without = { ...whole, services: whole.services.filter(({ id }) => id !== 'general') };
    expect(checkCatalogue(without, '2026-11-20').gaps.length).toBeGreaterThan(0);
  });

  test('leave the area itself where there are none', () => {
    const plain = area();
    expect(withoutTests(plain)).toBe(plain);
  });
});
