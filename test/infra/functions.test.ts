import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { envSchemas } from '#lib/environments.ts';
import type { FunctionName } from '#src/contracts/routes.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { mailPrefix, personMarkPrefix } from '#src/store/table-model.ts';
import { functionNamed, list, referencedId, resolveText, resources, statementsOf } from './support/template.ts';

const names = Object.keys(envSchemas) as FunctionName[];
const root = join(import.meta.dirname, '../..');

/** The function's statements as `action on resource`, with references resolved. */
const allowed = (name: FunctionName): string[] =>
  statementsOf(functionNamed(name)).flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) => list(Resource).map((resource) => `${action} on ${resolveText(resource)}`)),
  );

const tablesOf = (name: FunctionName, action: RegExp): string[] => {
  const found = allowed(name).flatMap((line) => {
    const [, verb = '', table = ''] =
      /^dynamodb:(\w+) on .*table\/victim-referral-intake-Tables([A-Z][a-z]+)/.exec(line) ?? [];
    return action.test(verb) ? [table.toLowerCase()] : [];
  });
  return [...new Set(found)].sort();
};

test('the stack has these functions and no others', () => {
  const deployed = resources('AWS::Lambda::Function').map(
    ({ Metadata }) => Metadata?.['victim-referral-intake:function'],
  );
  expect(deployed.sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  const lambda = functionNamed(name);

  test('is built from its own folder', () => {
    const entry = lambda.Metadata?.['victim-referral-intake:entry'];
    expect(entry).toBe(`functions/${name}/handler.ts`);
    expect(existsSync(join(root, String(entry)))).toBe(true);
  });

  test('runs on Node 24 and Arm, and has its own encrypted log with a retention period', () => {
    expect(lambda.properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    const log = referencedId(lambda.properties['LoggingConfig'].LogGroup);
    const users = resources('AWS::Lambda::Function').filter(
      ({ properties }) => referencedId(properties['LoggingConfig'].LogGroup) === log,
    );
    expect(users).toHaveLength(1);
    const group = resources('AWS::Logs::LogGroup').find(({ id }) => id === log);
    expect(group?.properties).toMatchObject({ RetentionInDays: 365, KmsKeyId: expect.anything() });
  });

  test('has exactly the environment of its schema, which accepts it', () => {
    const given: Record<string, unknown> = lambda.properties['Environment'].Variables;
    // What is optional comes with a setting that this deployment has not, but for the authority's own user pool.
    const needed = Object.entries(envSchemas[name].shape).filter(
      ([key, field]) => key === 'AUTHORITY_SIGN_IN' || !(field instanceof z.ZodOptional),
    );
    expect(Object.keys(given).sort()).toEqual(needed.map(([key]) => key).sort());
    const values = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, resolveText(value)]));
    expect(envSchemas[name].safeParse(values).error).toBeUndefined();
  });

  test('has no secret in its environment', () => {
    const given = JSON.stringify(lambda.properties['Environment']);
    expect(given).not.toMatch(/\{\{resolve:|SecretString|ClientSecret/);
  });

  test('has its own role without wildcards or managed policies', () => {
    const role = referencedId(lambda.properties['Role']);
    const users = resources('AWS::Lambda::Function').filter(
      ({ properties }) => referencedId(properties['Role']) === role,
    );
    expect(users).toHaveLength(1);
    const found = resources('AWS::IAM::Role').find(({ id }) => id === role);
    expect(found?.properties).not.toHaveProperty('ManagedPolicyArns');
    expect(found?.properties['AssumeRolePolicyDocument'].Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
    const lines = allowed(name);
    expect(lines).toContainEqual(expect.stringMatching(/^logs:PutLogEvents on /));
    expect(lines.filter((line) => line.includes('*'))).toEqual([]);
  });

  test('may delete only sessions, drafts and marks of people, and administer nothing', () => {
    const ours = allowed(name).filter(
      (line) =>
        !/^(dynamodb:DeleteItem on .*Tables(Web|Counters)|cognito-idp:Admin\w+User|sqs:DeleteMessage on .*canaryservice)/.test(
          line,
        ),
    );
    expect(ours.filter((line) => /Delete|Purge|Create(?!LogStream)|:Put.*Policy|Admin|PassRole/.test(line))).toEqual(
      [],
    );
  });
});

test('no function may delete more of the counters than marks of people', () => {
  const deleting = names.flatMap((name) =>
    statementsOf(functionNamed(name)).filter(
      ({ Action, Resource }) =>
        list(Action).includes('dynamodb:DeleteItem') &&
        list(Resource).some((resource) => resolveText(resource).includes('TablesCounters')),
    ),
  );
  expect(deleting.length).toBeGreaterThan(0);
  const marks = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${personMarkPrefix}*`] } };
  for (const { Condition } of deleting) expect(Condition).toEqual(marks);
});

test('those of the e-mails touch nothing in the web table but what is known of addresses', () => {
  const statements = (['mail', 'mail-events'] as const).flatMap((name) =>
    statementsOf(functionNamed(name)).filter(({ Resource }) =>
      list(Resource).some((resource) => resolveText(resource).includes('TablesWeb')),
    ),
  );
  expect(statements).toHaveLength(2);
  const addresses = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${mailPrefix}*`] } };
  for (const { Condition } of statements) expect(Condition).toEqual(addresses);
});

test('what comes back from outside can write no row of a case: no referral’s id begins as its own rows do', () => {
  const statements = statementsOf(functionNamed('mail-events')).filter(({ Resource }) =>
    list(Resource).some((resource) => resolveText(resource).includes('TablesWork')),
  );
  const notices = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${mailPrefix}*`] } };
  expect(statements.map(({ Condition }) => Condition)).toEqual([notices]);
  expect(isReferralId(mailPrefix.padEnd(26, 'a'))).toBe(false);
});

describe('permissions', () => {
  test.each<[FunctionName, { reads: string[]; writes: string[] }]>([
    ['intake', { reads: ['referrals', 'work'], writes: ['counters', 'referrals'] }],
    ['volumes', { reads: ['counters'], writes: [] }],
    ['web', { reads: ['counters', 'referrals', 'web', 'work'], writes: ['counters', 'referrals', 'web', 'work'] }],
    ['hand-offs', { reads: ['referrals', 'work'], writes: ['counters', 'work'] }],
    ['referrer', { reads: ['counters', 'referrals', 'work'], writes: ['counters', 'referrals', 'work'] }],
    ['triage', { reads: ['counters', 'referrals', 'work'], writes: ['counters', 'work'] }],
    ['dispatch', { reads: ['counters', 'referrals', 'work'], writes: ['counters', 'work'] }],
    ['sweep', { reads: ['counters', 'referrals', 'work'], writes: ['counters', 'work'] }],
    ['deadlines', { reads: ['work'], writes: ['counters', 'work'] }],
    ['erase', { reads: ['counters', 'referrals', 'work'], writes: ['counters', 'erasures', 'referrals', 'work'] }],
    ['recount', { reads: ['counters', 'work'], writes: ['counters'] }],
    ['balance', { reads: ['counters', 'referrals', 'work'], writes: ['work'] }],
    ['canary', { reads: ['web'], writes: ['web'] }],
    ['mail', { reads: ['referrals', 'web', 'work'], writes: ['web', 'work'] }],
    ['mail-events', { reads: [], writes: ['web', 'work'] }],
  ])('%s', (name, { reads, writes }) => {
    expect({ reads: tablesOf(name, /^(Get|Query|BatchGet|Scan)/), writes: tablesOf(name, /^(Put|Update)/) }).toEqual({
      reads,
      writes,
    });
  });

  test.each<[string, RegExp, FunctionName[]]>([
    ['write to the ledger', /^dynamodb:PutItem on .*TablesReferrals/, ['intake', 'referrer', 'web']],
    ['touch the table of sessions and drafts', /TablesWeb/, ['web', 'canary', 'mail', 'mail-events']],
    [
      'do more with accounts than make, change and close them',
      /^cognito-idp:(?!AdminCreateUser|AdminGetUser|AdminUpdateUserAttributes|AdminDeleteUser)/,
      [],
    ],
    ['make and close people’s accounts', /^cognito-idp:/, ['web']],
    ['send e-mails', /^ses:/, ['mail']],
    ['change a row of the ledger', /^dynamodb:UpdateItem on .*TablesReferrals/, ['erase']],
    [
      'send to services',
      /^sqs:SendMessage on .*HandOffs(?!Parked)/,
      ['referrer', 'hand-offs', 'triage', 'web', 'dispatch', 'sweep', 'deadlines'],
    ],
    ['park a record', /^sqs:SendMessage on .*Parked/, ['dispatch', 'sweep']],
    ['receive from a queue', /^sqs:ReceiveMessage/, ['canary']],
    ['receive from any but the canary’s own', /^sqs:(Receive|Delete)Message on (?!.*HandOffscanaryservice)/, []],
    ['count dead letters', /^sqs:GetQueueAttributes on .*Dead/, ['balance']],
    ['count any other messages', /^sqs:GetQueueAttributes on (?!.*Dead)/, []],
    // The four actions that Lambda requires before it creates a mapping on a stream.
    ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
      (action): [string, RegExp, FunctionName[]] => [
        `read the ledger’s stream (${action})`,
        new RegExp(`^dynamodb:${action} on .*/stream/`),
        ['dispatch'],
      ],
    ),
    ['add to the list of erasures', /^dynamodb:UpdateItem on .*TablesErasures/, ['erase']],
    ['read the list of erasures, or take anything off it', /^dynamodb:(?!UpdateItem).* on .*TablesErasures/, []],
    ['forget a person', /^dynamodb:DeleteItem on .*TablesCounters/, ['erase']],
    ['bind a month', /^dynamodb:PutItem on .*TablesCounters/, ['recount']],
    ['read a table whole', /^dynamodb:Scan/, ['sweep']],
    ['list the ledger by hour', /\/index\/byHour$/, ['referrer', 'sweep', 'balance']],
    [
      'read the root secret',
      /^secretsmanager:.*Root/,
      ['intake', 'referrer', 'hand-offs', 'triage', 'volumes', 'web', 'mail', 'mail-events'],
    ],
    ['read another secret', /^secretsmanager:(?!.*Root)/, ['canary']],
  ])('only these may %s', (_, line, expected) => {
    expect(names.filter((name) => allowed(name).some((each) => line.test(each)))).toEqual(expected);
  });
});
