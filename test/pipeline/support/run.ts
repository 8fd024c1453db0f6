/** The whole system, started for a test file, with the steps that its tests need. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { type Client, type ClientResponse, connect } from '#demo/client.ts';
import type { LocalOptions, LocalSystem } from '#local/local-system.ts';
import type { SynthesisedStack } from '#local/synth/synthesise.ts';
import { startLocal } from '#local/system.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type DeliveredMessage, type Evidence, messageSchema } from '#test/support/audit/evidence.ts';
import { auditRun } from '#test/support/auditor.ts';
import { bundledFunctions } from '#test/support/bundled-functions.ts';
import { nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';

export const area = 'greater-manchester';
export const police = 'greater-manchester';
export const hospital = 'irwell-valley-hospitals';
export const charity = 'canal-street-advice';
export const authority = 'combined-authority';
/** Takes every adult that no specialist takes. */
export const general = 'mosslight-victim-care';
/** A Thursday morning in winter time, as the sample submissions expect. */
export const morning = '2026-11-19T09:00:00Z';

const referralAnswer = z.looseObject({
  referralId: z.string(),
  version: z.number(),
  status: z.string(),
  heldReasons: z.array(z.string()),
  routing: z.looseObject({ chosen: z.array(z.looseObject({ service: z.string() })) }),
});
export type ReferralAnswer = z.output<typeof referralAnswer>;
const detailAnswer = z.looseObject({
  confirmationCode: z.string(),
  status: z.string(),
  version: z.number(),
  respondBy: z.string(),
});
const mailsAnswer = z.array(z.strictObject({ to: z.string(), subject: z.string(), text: z.string(), at: z.string() }));
const code = z.looseObject({ code: z.string() });

export interface Run {
  system: LocalSystem;
  client: Client;
  dataDir: string;
  /** Errors that did not end the run. */
  troubles: string[];
  answered: Set<string>;
  /** How often the test sent a referral again. */
  resent: number;
  /** Sends a referral, and records ids answered 2xx. */
  send(body: unknown, sender?: string): Promise<ClientResponse>;
  /** A new referral of a new person, which must be accepted. */
  refer(over?: Overrides<Submission>, sender?: string): Promise<ReferralAnswer>;
  view(referralId: string, sender?: string): Promise<z.infer<typeof view>>;
  /** Messages about the referral, once the system is idle. Messages about others are kept. */
  messagesOf(referralId: string): Promise<DeliveredMessage[]>;
  /** All messages so far, once the system is idle. */
  messages(): Promise<DeliveredMessage[]>;
  /** Records a message that a test received by itself. */
  saw(message: DeliveredMessage): void;
  /** Reads the detail. */
  read(message: DeliveredMessage): Promise<z.output<typeof detailAnswer>>;
  report(message: DeliveredMessage, report: object): Promise<ClientResponse>;
  /** Reads and accepts it. */
  accept(message: DeliveredMessage): Promise<void>;
  total(measure: string): Promise<number>;
  /** E-mails so far, newest first, once what is due has gone. */
  readMail(): Promise<z.output<typeof mailsAnswer>>;
  /** Violations of the invariants. */
  audit(known?: { marks?: readonly string[]; countResent?: boolean }): Promise<string[]>;
  /** @throws where a role refused a call, unless the test gave the stack */
  stop(): Promise<void>;
}

const view = z.looseObject({
  status: z.string(),
  version: z.number(),
  heldReasons: z.array(z.string()),
  handOffs: z.array(z.looseObject({ service: z.string(), status: z.string() })),
  history: z.array(z.looseObject({ event: z.string() })),
});

/** How local/permissions reports a call that is not allowed or unknown. */
const refusal = /: (AccessDenied|AccessDeniedException|KmsAccessDenied|UnknownCall): /;

let people = 0;
/** A valid body about a new person. */
export function somebody(over: Overrides<Submission> = {}): Submission {
  people += 1;
  const own = { crimeReference: `06AB/${1_000_000 + people}/26`, victim: { familyName: `Example-${letters(people)}` } };
  const given = submission(own);
  return submission({
    ...own,
    ...over,
    victim: { ...own.victim, ...over.victim },
    ...(over.offence ? {} : { offence: given.offence }),
  });
}
const letters = (number: number): string =>
  String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'a');

/** @param options synthesised: a changed stack instead of the real one */
export async function startRun(
  options: { dataDir?: string; area?: string; now?: string; synthesised?: SynthesisedStack } & Pick<
    LocalOptions,
    'progress' | 'onFatalError'
  > = {},
): Promise<Run> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-pipeline-'));
  const troubles: string[] = [];
  const system = await startLocal({
    dataDir,
    port: 0,
    area: options.area ?? area,
    now: Date.parse(options.now ?? morning),
    // To load all fifteen takes most of a start, and most tests call a few.
    coldFunctions: true,
    bundles: bundledFunctions(),
    ...(options.synthesised && { synthesised: options.synthesised }),
    ...(options.progress && { progress: options.progress }),
    ...(options.onFatalError && { onFatalError: options.onFatalError }),
    onError: (where, why) => troubles.push(`${where}: ${why}`),
  });
  const client = connect(system.endpoints);
  const taken: Evidence['messages'] = [];

  const run: Run = {
    system,
    client,
    dataDir,
    troubles,
    answered: new Set(),
    resent: 0,
    async send(body, sender = police) {
      const answer = await client.call(sender, 'POST', '/v1/referrals', body);
      if (answer.status === 201 || answer.status === 200)
        run.answered.add(referralAnswer.parse(answer.json).referralId);
      if (answer.status === 200 || code.safeParse(answer.json).data?.code === 'already-referred') run.resent += 1;
      return answer;
    },
    async refer(over = {}, sender = police) {
      const answer = await run.send(somebody(over), sender);
      if (answer.status !== 201) throw new Error(`It was not accepted: ${answer.status} ${answer.text}`);
      return referralAnswer.parse(answer.json);
    },
    async view(referralId, sender = police) {
      const answer = await client.call(sender, 'GET', `/v1/referrals/${referralId}`);
      if (answer.status !== 200) throw new Error(`It cannot be read: ${answer.status} ${answer.text}`);
      return view.parse(answer.json);
    },
    async messagesOf(referralId) {
      return (await run.messages()).filter((message) => message.referralId === referralId);
    },
    async messages() {
      await system.waitUntilIdle();
      for (const [queue, url] of Object.entries(system.endpoints.queues)) {
        for (const { body } of await client.drain(url)) taken.push({ queue, message: messageSchema.parse(body) });
      }
      return taken.map(({ message }) => message);
    },
    saw: (message) => void taken.push({ queue: message.service, message }),
    async read({ service, handOffId }) {
      const answer = await client.call(service, 'GET', `/v1/hand-offs/${handOffId}`);
      if (answer.status !== 200) throw new Error(`The detail was refused: ${answer.status} ${answer.text}`);
      return detailAnswer.parse(answer.json);
    },
    report: ({ service, handOffId }, report) =>
      client.call(service, 'POST', `/v1/hand-offs/${handOffId}/status`, report),
    async accept(message) {
      const { confirmationCode } = await run.read(message);
      const answer = await run.report(message, { status: 'accepted', confirmationCode });
      if (answer.status !== 200) throw new Error(`It could not be accepted: ${answer.text}`);
    },
    async total(measure) {
      const year = 'from=2026-01-01&to=2026-12-31&interval=year';
      const answer = await client.call(authority, 'GET', `/v1/volumes?measure=${measure}&${year}`);
      return z.looseObject({ total: z.number() }).parse(answer.json).total;
    },
    async readMail() {
      return mailsAnswer.parse((await client.call(undefined, 'GET', '/local/mail')).json);
    },
    async audit({ marks = [], countResent = true } = {}) {
      // Messages received for an audit are kept for the next one.
      await run.messagesOf('');
      return auditRun(client, {
        answered: run.answered,
        taken,
        marks,
        ...(countResent ? { duplicates: run.resent } : {}),
      });
    },
    async stop() {
      client.close();
      await system.stop();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      const refused = troubles.filter((trouble) => refusal.test(trouble));
      if (refused.length > 0 && !options.synthesised) throw new Error(refused.join('\n'));
    },
  };
  return run;
}

/** Every channel marked unsafe. */
export const unsafe = nothingSafe;
