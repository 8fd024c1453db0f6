/** The sample for a service's own AWS account, and the guide's policies, against what the area's stack makes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { type AreaAccess, bundling, roleName, ServiceAccountStack } from '#samples/service-account/stack.ts';
import { type ConsumerResources, rolePolicy } from '#src/contracts/consumer-access.ts';

const queue = 'arn:aws:sqs:eu-west-2:111111111111:greater-manchester-hand-off-a-service';
const resources: ConsumerResources = {
  region: 'eu-west-2',
  role: `arn:aws:iam::222222222222:role/${roleName}`,
  queue,
  deadLetterQueue: `${queue}-dead`,
  key: 'arn:aws:kms:eu-west-2:111111111111:key/1',
};
const access: AreaAccess = {
  region: resources.region,
  queueArn: queue,
  deadLetterQueueArn: resources.deadLetterQueue,
  keyArn: resources.key,
  apiUrl: 'https://referrals.example.org',
  tokenUrl: 'https://sign-in.example.org/oauth2/token',
};

/** Without bundling its code: see the last test. */
function synthesise(isAdmitted: boolean): Template {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  return Template.fromStack(new ServiceAccountStack(app, 'Sample', { area: access, isAdmitted }));
}

describe('the sample stack', () => {
  const template = synthesise(true);

  test('has the queue of the other account call its function, five messages at a time, each failing alone', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: queue,
      BatchSize: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('has a role under the name that the area names, with the policy that the guide shows', () => {
    template.hasResourceProperties('AWS::IAM::Role', { RoleName: roleName });
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    for (const statement of rolePolicy(resources).Statement) expect(statements).toContainEqual(statement);
  });

  test('lets the function end six times before a message comes again', () => {
    const hiddenS = 120;
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: hiddenS / 6 });
  });

  test('is deployed first without the queue, which the role may not read yet', () => {
    const first = synthesise(false);
    first.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
    first.hasOutput('RoleArn', {});
  });

  test('has code that loads once it is bundled as the stack bundles it', async ({ onTestFinished }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'service-account-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    await build({
      entryPoints: ['samples/service-account/handler.ts'],
      outfile: path.join(folder, 'index.mjs'),
      ...{ bundle: true, format: 'esm', platform: 'node', target: 'node24', mainFields: bundling.mainFields },
      banner: { js: bundling.banner },
      external: ['@aws-sdk/*', '@smithy/*'],
    });
    const main = path.join(folder, 'main.mjs');
    writeFileSync(main, "import { handler } from './index.mjs';\nconsole.log(typeof handler);\n");
    const env = { ...process.env, AWS_REGION: 'eu-west-2' };
    expect(execFileSync(process.execPath, [main], { encoding: 'utf8', env })).toBe('function\n');
  });
});
