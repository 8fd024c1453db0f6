/** Two parties who act on one case in the same moment: what they call, and how the case is looked at after. */
import * as z from 'zod';
import type { ClientResponse } from '#demo/client.ts';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { StoredCase } from '#test/support/audit/cases.ts';
import type { Row } from '#test/support/audit/evidence.ts';
import { submission } from '#test/support/submissions.ts';

export const police = 'greater-manchester';
export const hub = 'combined-authority';
/** Leads for an adult hurt in the street. */
export const lead = 'mosslight-victim-care';
export const other = 'peelmoor-recovery';

const detailSchema = z.looseObject({ confirmationCode: z.string() });
const back = { reason: 'unsafe-to-contact', advice: 'Ask which number is safe.' };

/** One case as the two left it: their answers, its rows in the ledger, and the case. */
export interface Met {
  answers: readonly [number, number];
  versions: readonly Row[];
  seen: StoredCase;
}

export interface Meeting {
  isHeld?: boolean;
  /** Brings a case that was referred to where the two meet. */
  prepare?(one: Caller): Promise<void>;
  acts: readonly [(one: Caller) => Promise<ClientResponse>, (one: Caller) => Promise<ClientResponse>];
  /** @returns what is wrong, or undefined */
  findFault(met: Met): string | undefined;
}

/** Calls about one case. */
export interface Caller {
  id: string;
  body: object;
  call(party: string, method: string, path: string, body?: object, version?: number): Promise<ClientResponse>;
  wait(ms: number): Promise<void>;
}

export const referralPath = (id: string, verb = '') => `/v1/referrals/${id}${verb}`;
export const handOffPath = (id: string, number = 1) => `/v1/hand-offs/${handOffId(id as ReferralId, number)}`;
export const withdraw = ({ id, call }: Caller) =>
  call(police, 'POST', referralPath(id, '/withdraw'), { reason: 'sent-in-error' });
export const correct = ({ id, body, call }: Caller) =>
  call(police, 'PUT', referralPath(id), { ...body, offence: submission().offence }, 1);
export const reportStatus =
  (body: object) =>
  ({ id, call }: Caller) =>
    call(lead, 'POST', `${handOffPath(id)}/status`, body);
export const route =
  (service: string) =>
  ({ id, call }: Caller) =>
    call(hub, 'POST', referralPath(id, '/route'), {
      service,
      reason: 'They can be seen here.',
      override: 'They have agreed to it.',
    });
export const returnIt = ({ id, call }: Caller) => call(hub, 'POST', referralPath(id, '/return'), back);

export async function accept({ id, call }: Caller): Promise<ClientResponse> {
  const { confirmationCode } = detailSchema.parse((await call(lead, 'GET', handOffPath(id))).json);
  return call(lead, 'POST', `${handOffPath(id)}/status`, { status: 'accepted', confirmationCode });
}
export const prepareAccepted = async (one: Caller) => mustBe(200, await accept(one));
export const isOk = (status: number) => status >= 200 && status < 300;
export const countEvents = ({ seen }: Met, event: string) => seen.events.filter((one) => one.event === event).length;
export const statusOf = ({ seen }: Met) => seen.head?.status;

/** Each act that was answered 2xx is in the history once, and one that was refused is not. */
export const matchEvents = (met: Met, first: string, second: string): string | undefined => {
  const counts = [countEvents(met, first), countEvents(met, second)];
  const expected = met.answers.map((status) => (isOk(status) ? 1 : 0));
  return String(counts) === String(expected) ? undefined : `${first}, ${second} stand ${counts} times`;
};

export function mustBe(expected: number, { status, text }: ClientResponse): void {
  if (status !== expected) throw new Error(`A step before the meeting was answered ${status}: ${text}`);
}
