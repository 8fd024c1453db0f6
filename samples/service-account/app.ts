/**
 * npx cdk deploy --app 'node app.ts' --context area='{"region":"eu-west-2","queueArn":"…",…}' [--context admitted=true]
 */
import { App } from 'aws-cdk-lib';
import { type AreaAccess, ServiceAccountStack } from './stack.ts';

const app = new App();
const given: string = app.node.getContext('area');
const area: AreaAccess = JSON.parse(given);
new ServiceAccountStack(app, 'victim-referrals-consumer', {
  area,
  isAdmitted: app.node.tryGetContext('admitted') === 'true',
  env: { region: area.region },
});
