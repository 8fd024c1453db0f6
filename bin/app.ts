import { Annotations, App } from 'aws-cdk-lib';
import { listAreas, loadAreaForDeployment } from '#areas/load.ts';
import { bundledFiles } from '#functions/shared/bundled-files.ts';
import { warnOfCalendarEnd } from '#lib/calendar-warning.ts';
import { deployWarnings } from '#lib/deploy.ts';
import { readDeployment } from '#lib/deployment.ts';
import { IntakeStack } from '#lib/intake-stack.ts';
import { addSecurityChecks } from '#lib/security-checks.ts';
import { readStage, stackName } from '#lib/stages.ts';

/** Makes the stack of each area in one stage: production, or the one that the context `stage` names. */
const app = new App();
addSecurityChecks(app);
const stage = readStage(app.node.tryGetContext('stage'));
const atOnce = app.node.tryGetContext('shift') === 'at-once';
const commit: unknown = app.node.tryGetContext('commit');

for (const id of listAreas()) {
  const now = new Date();
  const area = loadAreaForDeployment(id, now);
  const deployment = readDeployment(app.node.tryGetContext('deployments'), id, stage);
  const stack = new IntakeStack(app, stackName(id, stage), {
    area,
    stage,
    deployment,
    atOnce,
    commit,
    files: bundledFiles(area),
  });
  warnOfCalendarEnd(stack, area.rules, now);
  // Here, and not only in `npm run deploy`, so that `cdk deploy` says them too.
  for (const [index, warning] of deployWarnings({ area: id, stage }, deployment).entries())
    Annotations.of(stack).addWarningV2(`victim-referral-intake:deployment-${index}`, warning);
}
