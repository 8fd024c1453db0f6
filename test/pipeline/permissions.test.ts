/** The permissions of the template, compared with the calls that the functions really make. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '#local/permissions/guard.ts';
import { type SynthesisedStack, synthesise } from '#local/synth/synthesise.ts';
import { projectRoot } from '#local/system.ts';
import { unusedPermissions } from '#test/support/unused-permissions.ts';
import { exerciseEveryFunction, start } from './support/exercise-functions.ts';
import { area, type Run, startRun } from './support/run.ts';

/** Permissions that no function uses in this test, with the reason why they stay. */
const allowedUnused: readonly { functions: readonly string[] | 'all'; may: RegExp; why: string }[] = [
  {
    functions: 'all',
    may: /^logs:(CreateLogStream|PutLogEvents) on its log$/,
    why: 'Lambda writes a function’s log in the function’s name. No log is sent anywhere here.',
  },
  {
    functions: 'all',
    may: /^kms:(DescribeKey|Encrypt|GenerateDataKey|ReEncryptFrom|ReEncryptTo) on the key of the tables$/,
    why: 'CDK grants these beside Decrypt to whoever reads and writes a table under a key of one’s own. Which of them DynamoDB asks for when can be tried on AWS alone.',
  },
  {
    functions: ['dispatch'],
    may: /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) on the ledger’s stream$/,
    why: 'The event mapping reads the stream in the function’s name. Here the local run reads it in its own.',
  },
  {
    functions: ['mail'],
    may: /^ses:SendEmail on arn:aws:ses:[^:]+:\d+:identity\/[^@]+$/,
    why: 'SES asks for the identity that is verified: the sender’s address or its domain. Here it is the address.',
  },
];

let run: Run;
beforeAll(async () => {
  run = await startRun({ now: start });
  await exerciseEveryFunction(run);
}, 300_000);
afterAll(() => run.stop());

/** Resources in short: any of the services’ queues is the same. */
function lineOf({ action, resource }: Permission): string {
  const { tables, queues } = run.system.model.stores;
  const [, table, path = ''] = /:table\/Tables([A-Z][a-z]+)[^/]*(\/.*)?$/.exec(resource) ?? [];
  if (path.startsWith('/stream/')) return `${action} on the ledger’s stream`;
  if (table !== undefined) return `${action} on ${table.toLowerCase()}${path}`;
  if (resource.includes(':log-group:')) return `${action} on its log`;
  if (tables.some(({ key }) => key === resource)) return `${action} on the key of the tables`;
  if (queues.some(({ key }) => key === resource)) return `${action} on the key of the queues`;
  if (/:sqs:.*-hand-off-/.test(resource)) return `${action} on a service’s queue`;
  return `${action} on ${resource}`;
}

function needless(one: Run['system']['model']['functions'][number]): string[] {
  const used = run.system.usedPermissions(one.job);
  const lines = new Set(used.map(lineOf));
  return [...new Set(unusedPermissions(one, used).map(lineOf))].filter((line) => !lines.has(line));
}

describe('every function in the running system', () => {
  test('does something, and nothing that its role does not allow', () => {
    const idle = run.system.model.functions.filter(({ job }) => run.system.usedPermissions(job).length === 0);
    expect(idle.map(({ job }) => job)).toEqual([]);
    // The journey makes counters disagree, which the recount must report.
    expect(run.troubles).toEqual([expect.stringMatching(/^recount: Error: \d+ counter cells differ/)]);
  });

  test('uses all that its role allows, except what is listed with a reason', () => {
    const found = run.system.model.functions.flatMap((one) => needless(one).map((line) => ({ job: one.job, line })));
    const isKept = ({ job, line }: (typeof found)[number]) =>
      allowedUnused.some(({ functions, may }) => (functions === 'all' || functions.includes(job)) && may.test(line));
    expect(found.filter((each) => !isKept(each)).map(({ job, line }) => `${job}: ${line}`)).toEqual([]);
    // An exception that is no longer needed must be removed.
    const stale = allowedUnused.flatMap(({ functions, may }) =>
      (functions === 'all' ? run.system.model.functions.map(({ job }) => job) : functions).flatMap((name) =>
        found.some(({ job, line }) => job === name && may.test(line)) ? [] : [`${name}: ${may}`],
      ),
    );
    expect(stale).toEqual([]);
  });
});

test('a permission removed from the template is reported as missing, with its function', async () => {
  const without = await startRun({ now: start, synthesised: await withoutCounting() });
  try {
    await expect(exerciseEveryFunction(without)).rejects.toThrow();
    const counters = without.system.model.tables.find(({ name }) => name.startsWith('TablesCounters'))?.name;
    const [first] = without.troubles;
    expect(first).toMatch(/^hand-offs: AccessDeniedException: User: arn:aws:sts::\d+:assumed-role\/handoffsRole/);
    expect(first).toContain(`not authorized to perform: dynamodb:UpdateItem on resource: arn:aws:dynamodb`);
    expect(first).toContain(`:table/${counters} because no identity-based policy allows`);
  } finally {
    await without.stop();
  }
});

/** The stack without the hand-offs function’s permission to write counters, a part of each of its transactions. */
async function withoutCounting(): Promise<SynthesisedStack> {
  const made = structuredClone(await synthesise(projectRoot, area));
  const [id, policy] =
    Object.entries(made.template.Resources).find(([name]) => name.startsWith('handoffsRoleDefaultPolicy')) ?? [];
  const document = policy?.Properties?.['PolicyDocument'] as { Statement: object[] } | undefined;
  if (!document) throw new Error(`no policy ${id}`);
  const before = document.Statement.length;
  document.Statement = document.Statement.filter(
    (statement) => !/"dynamodb:UpdateItem".*"TablesCounters/.test(JSON.stringify(statement)),
  );
  expect(document.Statement).toHaveLength(before - 1);
  return made;
}
