import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { bundledFiles } from '#functions/shared/bundled-files.ts';
import { readDeployment } from '#lib/deployment.ts';
import { IntakeStack } from '#lib/intake-stack.ts';
import { addSecurityChecks } from '#lib/security-checks.ts';
import { type Stage, stages } from '#src/domain/stage.ts';

interface Report {
  pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath?: string }[] }[] }[];
}

const certificateArn = 'arn:aws:acm:eu-west-2:123456789012:certificate/example';
const bothDomains = {
  name: 'referrals.example.org',
  certificateArn,
  trustStore: { bucket: 'example-trust', key: 'forces.pem' },
  pages: { name: 'pages.example.org', certificateArn },
};

test.each<[string, Stage, object]>([
  ...stages.map((stage): [string, Stage, object] => [stage, stage, {}]),
  ['production with a domain of the pages', 'production', { domain: bothDomains }],
])('cdk-nag finds a planted unprotected queue, and no finding without an accepted reason: %s', (_, stage, settings) => {
  const outdir = mkdtempSync(join(tmpdir(), 'security-'));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({
    outdir,
    treeMetadata: false,
    stackTraces: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  const area = loadArea('greater-manchester');
  const stack = new IntakeStack(app, 'checked', {
    area,
    stage,
    deployment: readDeployment({ [area.id]: settings }, area.id),
    files: bundledFiles(area),
  });
  addSecurityChecks(app);
  new Queue(stack, 'Planted');

  expect(() => app.synth()).toThrow('AwsSolutions-SQS4');

  const report: Report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  const found = report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );
  expect(found.filter((line) => !line.includes('checked/Planted'))).toEqual([]);
  expect(found).toContainEqual(expect.stringMatching(/AwsSolutions-SQS4 .*checked\/Planted/));
});
