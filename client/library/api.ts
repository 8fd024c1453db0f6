/**
 * A typed client of the API. A problem response is thrown as a ReferralsProblem. Referrals are not validated here,
 * because the API reports all faults at once.
 */
import type * as z from 'zod';
import {
  batchAnswerSchema,
  caseStatusSchema,
  handOffDetailSchema,
  handOffListSchema,
  handOffSchema,
  referralAnswerSchema,
  referralListSchema,
  referralViewSchema,
  triageListSchema,
} from '#src/contracts/answers.ts';
import type { reportSchema, returnSchema, routeByHandSchema } from '#src/contracts/requests.ts';
import type { RouteName } from '#src/contracts/routes.ts';
import type { submissionSchema } from '#src/contracts/submission/schema.ts';
import { type VolumesAnswer, volumesAnswerSchema, type volumesParameters } from '#src/contracts/volumes.ts';
import type { HandOffStatus, ReferralStatus } from '#src/domain/states.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { type ApiOptions, ask, type Question, readAs } from './request.ts';

export type Referral = z.input<typeof submissionSchema>;
export type ReferralAnswer = z.output<typeof referralAnswerSchema>;
export type ReferralView = z.output<typeof referralViewSchema>;
export type ReferralList = z.output<typeof referralListSchema>;
export type BatchResult = z.output<typeof batchAnswerSchema>['results'][number];
export type CaseStatus = z.output<typeof caseStatusSchema>;
export type HandOff = z.output<typeof handOffSchema>;
export type HandOffDetail = z.output<typeof handOffDetailSchema>;
export type HandOffList = z.output<typeof handOffListSchema>;
export type TriageList = z.output<typeof triageListSchema>;
export type Report = z.input<typeof reportSchema>;
/** Query parameters of GET /v1/volumes. */
export type VolumesQuestion = Partial<Record<keyof z.input<typeof volumesParameters>, string>>;

export interface Submitted {
  answer: ReferralAnswer;
  /** The same referral had been sent before, and nothing changed. */
  replayed: boolean;
}

export interface Page<Status> {
  status?: readonly Status[];
  cursor?: string;
}

export interface ReferralsApi {
  /** Safe to repeat. `dryRun` returns the same answer but stores nothing. */
  submit(referral: Referral, options?: { dryRun?: boolean }): Promise<Submitted>;
  /** Up to 100, each processed independently; results are in the order sent. */
  submitBatch(referrals: readonly Referral[]): Promise<BatchResult[]>;
  readReferral(id: string): Promise<ReferralView>;
  /** By reference, such as GM-7K3M-9QTX; undefined when the sender has no such referral. */
  findReferral(reference: string): Promise<ReferralList['items'][number] | undefined>;
  listReferrals(page?: Page<ReferralStatus>): Promise<ReferralList>;
  /** @param version the version that this corrects */
  correctReferral(id: string, version: number, referral: Referral): Promise<ReferralAnswer>;
  withdrawReferral(id: string, reason: WithdrawReason): Promise<CaseStatus>;

  listHandOffs(page?: Page<HandOffStatus>): Promise<HandOffList>;
  /** The first read collects the hand-off; every read is recorded in the disclosure log. */
  readHandOff(id: string): Promise<HandOffDetail>;
  report(id: string, report: Report): Promise<HandOff>;

  listTriage(cursor?: string): Promise<TriageList>;
  routeByHand(id: string, told: z.input<typeof routeByHandSchema>): Promise<CaseStatus>;
  returnReferral(id: string, told: z.input<typeof returnSchema>): Promise<CaseStatus>;

  volumes(question: VolumesQuestion): Promise<VolumesAnswer>;
  /** RFC 4180 with a byte order mark, as spreadsheets need it. */
  volumesCsv(question: VolumesQuestion): Promise<string>;
}

export function referralsApi(options: ApiOptions): ReferralsApi {
  const call = async <Schema extends z.ZodType>(name: RouteName, schema: Schema, question?: Question) =>
    readAs(await ask(options, name, question), schema);

  return {
    async submit(referral, { dryRun } = {}) {
      const query = dryRun ? { dryRun: 'true' } : {};
      const response = await ask(options, 'submitReferral', { body: referral, query });
      const replayed = response.headers.get('idempotency-replayed') === 'true';
      return { answer: await readAs(response, referralAnswerSchema), replayed };
    },
    async submitBatch(referrals) {
      const { results } = await call('submitBatch', batchAnswerSchema, { body: { referrals } });
      return results.toSorted((one, other) => one.index - other.index);
    },
    readReferral: (id) => call('readReferral', referralViewSchema, { id }),
    async findReferral(reference) {
      const { items } = await call('listReferrals', referralListSchema, { query: { reference } });
      return items[0];
    },
    listReferrals: (page) => call('listReferrals', referralListSchema, { query: asQuery(page) }),
    correctReferral: (id, version, referral) =>
      call('correctReferral', referralAnswerSchema, { id, body: referral, headers: { 'if-match': `"${version}"` } }),
    withdrawReferral: (id, reason) => call('withdrawReferral', caseStatusSchema, { id, body: { reason } }),

    listHandOffs: (page) => call('listHandOffs', handOffListSchema, { query: asQuery(page) }),
    readHandOff: (id) => call('readHandOff', handOffDetailSchema, { id }),
    report: (id, report) => call('reportStatus', handOffSchema, { id, body: report }),

    listTriage: (cursor) => call('listTriage', triageListSchema, { query: { cursor } }),
    routeByHand: (id, told) => call('routeByHand', caseStatusSchema, { id, body: told }),
    returnReferral: (id, told) => call('returnReferral', caseStatusSchema, { id, body: told }),

    volumes: (question) => call('readVolumes', volumesAnswerSchema, { query: { ...question, format: 'json' } }),
    async volumesCsv(question) {
      const response = await ask(options, 'readVolumes', { query: { ...question, format: 'csv' } });
      // text() would remove the byte order mark, by which spreadsheets recognise UTF-8.
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    },
  };
}

const asQuery = ({ status, cursor }: Page<string> = {}): Record<string, string | undefined> => ({
  status: status?.join(','),
  cursor,
});
