import { App } from 'aws-cdk-lib';
import { listAreas, loadAreaForDeployment } from '#areas/load.ts';
import { bundledFiles } from '#functions/shared/bundled-files.ts';
import { readDeployment } from '#lib/deployment.ts';
import { IntakeStack, stackName } from '#lib/intake-stack.ts';
import { addSecurityChecks } from '#lib/security-checks.ts';

const app = new App();
addSecurityChecks(app);

for (const id of listAreas()) {
  const area = loadAreaForDeployment(id, new Date());
  const deployment = readDeployment(app.node.tryGetContext('deployments'), id);
  new IntakeStack(app, stackName(id), { area, deployment, files: bundledFiles(area) });
}
