/** In the local run each function may do what its role in the template allows, and no more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unusedPermissions } from '#test/support/unused-permissions.ts';
import { removeFolder, type SmallSystem, startSmallSystem } from '../support/small-system.ts';

let mini: SmallSystem;
beforeAll(async () => {
  mini = await startSmallSystem();
});
afterAll(async () => {
  await mini.stop();
  removeFolder(mini.dataDir);
});

const functionOf = (job: string) => {
  const found = mini.system.model.functions.find((one) => one.job === job);
  if (!found) throw new Error(`no function ${job}`);
  return found;
};

test('a call that the role does not allow is refused as by AWS, once, and reported', async () => {
  const answer = await mini.call('GET', '/beyond');
  const message =
    'User: arn:aws:sts::000000000000:assumed-role/DoorRole/Door is not authorized to perform: dynamodb:GetItem' +
    ' on resource: arn:aws:dynamodb:eu-west-2:000000000000:table/Work' +
    ' because no identity-based policy allows the dynamodb:GetItem action';
  expect(await answer.json()).toEqual({ name: 'AccessDeniedException', message });
  // Each attempt would have been reported.
  expect(mini.troubles).toEqual([`door: AccessDeniedException: ${message}`]);
});

test('used permissions are recorded with their keys, and unused ones can be listed', async () => {
  expect((await mini.call('POST', '/things', { party: 'police-one', body: { id: 'one' } })).status).toBe(201);
  expect((await mini.call('GET', '/secret')).status).toBe(200);
  await mini.system.runSchedules();
  const used = (job: string) => mini.system.usedPermissions(job).map(({ action }) => action);
  expect(used('door')).toEqual(['dynamodb:PutItem', 'kms:Decrypt', 'secretsmanager:GetSecretValue']);
  expect(used('stream')).toEqual(['sqs:SendMessage']);
  expect(unusedPermissions(functionOf('door'), mini.system.usedPermissions('door'))).toEqual([]);
  expect(unusedPermissions(functionOf('tick'), mini.system.usedPermissions('tick'))).toEqual([
    { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Work' },
  ]);
});
