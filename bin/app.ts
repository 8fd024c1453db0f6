import { Annotations, App } from 'aws-cdk-lib';
import { listAreas, loadAreaForDeployment } from '#areas/load.ts';
import { bundledFiles } from '#functions/shared/bundled-files.ts';
import { warnOfCalendarEnd } from '#lib/calendar-warning.ts';
import { deployWarnings } from '#lib/deploy.ts';
import { readDeployment } from '#lib/deployment.ts';
import { IntakeStack, stackName } from '#lib/intake-stack.ts';
import { addSecurityChecks } from '#lib/security-checks.ts';

const app = new App();
addSecurityChecks(app);

for (const id of listAreas()) {
  const now = new Date();
  const area = loadAreaForDeployment(id, now);
  const deployment = readDeployment(app.node.tryGetContext('deployments'), id);
  const stack = new IntakeStack(app, stackName(id), { area, deployment, files: bundledFiles(area) });
  warnOfCalendarEnd(stack, area.rules, now);
  // Here, and not only in `npm run deploy`, so that `cdk deploy` says them too.
  for (const [index, warning] of deployWarnings(id, deployment).entries())
    Annotations.of(stack).addWarningV2(`victim-referral-intake:deployment-${index}`, warning);
}
