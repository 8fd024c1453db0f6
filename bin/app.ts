import { App } from 'aws-cdk-lib';
import { listAreas, loadAreaFor } from '#areas/load.ts';
import { bundledFiles } from '#functions/bundled-files.ts';
import { deploymentOf } from '#lib/deployment.ts';
import { IntakeStack, stackName } from '#lib/intake-stack.ts';
import { checkSecurity } from '#lib/security-checks.ts';

const app = new App();
checkSecurity(app);

for (const id of listAreas()) {
  const area = loadAreaFor(id, new Date());
  const deployment = deploymentOf(app.node.tryGetContext('deployments'), id);
  new IntakeStack(app, stackName(id), { area, deployment, files: bundledFiles(area) });
}
