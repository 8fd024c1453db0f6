import { describe, expect, test } from 'vitest';
import { readAccessReason, readCaller } from '#src/http/caller.ts';
import { ProblemError } from '#src/http/problem.ts';
import { partyId } from '#test/support/ids.ts';

const party = partyId('general');
const agentOf = (claims: Record<string, unknown> | undefined, header?: string) =>
  readCaller(party, claims, header).agent;

describe('the client of a call', () => {
  test.each([
    [{ client_id: 'c1' }, { client: 'c1' }],
    [{ azp: 'c2' }, { client: 'c2' }],
    [{ sub: 'x' }, {}],
    [undefined, {}],
  ])('%o', (claims, agent) => expect(agentOf(claims)).toEqual(agent));
});

describe('the member of staff whom a system names', () => {
  test.each([
    ['r.patel@example.org', 'r.patel@example.org'],
    ['  PC 4411 (Central) ', 'PC 4411 (Central)'],
    ['x', 'x'],
    ['x'.repeat(64), 'x'.repeat(64)],
  ])('%s is taken', (header, onBehalfOf) => expect(agentOf({}, header)).toEqual({ onBehalfOf }));

  test.each(['', '   ', 'x'.repeat(65), 'Zoë', 'a\tb', 'a\u0007b', '\u202Eevil'])('%j is refused', (header) => {
    const refused = () => agentOf({}, header);
    expect(refused).toThrow(ProblemError);
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'invalid-request',
        details: expect.objectContaining({ errors: [expect.objectContaining({ pointer: 'X-On-Behalf-Of' })] }),
      }),
    );
  });
});

describe('why a case is opened again', () => {
  test.each([
    ['They rang & ask for support again.', 'They rang & ask for support again.'],
    ['  a complaint ', 'a complaint'],
    ['x'.repeat(500), 'x'.repeat(500)],
    [undefined, undefined],
  ])('%s is taken', (header, reason) => expect(readAccessReason(header)).toBe(reason));

  test.each(['', '   ', 'x'.repeat(501), 'Zoë rang', 'a\tb', 'a\u001b]52;c;b', '\u202Egnar yehT'])(
    '%j is refused, and not repeated',
    (header) => {
      const refused = () => readAccessReason(header);
      expect(refused).toThrow(ProblemError);
      expect(refused).toThrow(
        expect.objectContaining({
          code: 'invalid-request',
          details: expect.objectContaining({
            errors: [
              expect.objectContaining({ pointer: 'X-Access-Reason', detail: expect.not.stringContaining('rang') }),
            ],
          }),
        }),
      );
    },
  );
});
