import { describe, expect, test } from 'vitest';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplateOf, type Template } from '#lib/synth.ts';
import {
  area,
  functionNamed,
  list,
  onlyResource,
  referencedId,
  resolveText,
  resources,
  statementsOf,
  template,
} from './support/template.ts';

const mail = { from: 'referrals@example.org', name: 'Victim referrals' };
const deployed = synthTemplateOf(area, readDeployment({ [area.id]: { mail } }, area.id));

/** What the function of the e-mails is told, and may send by. */
function senderOf(from: Template) {
  const lambda = functionNamed('mail', from);
  const sending = statementsOf(lambda, from).filter(({ Action }) => list(Action).includes('ses:SendEmail'));
  const allowed = sending.flatMap(({ Resource }) => list(Resource).map((one) => resolveText(one, from)));
  const { MAIL_FROM, MAIL_NAME } = lambda.properties['Environment'].Variables;
  return { from: MAIL_FROM, name: MAIL_NAME, may: allowed.map((arn) => arn.split(':').at(-1)).sort() };
}

test('the sender is the deployment’s, and may be verified by its address or its domain', () => {
  expect(senderOf(deployed)).toEqual({
    ...mail,
    may: [
      `configuration-set/victim-referral-intake-${area.id}`,
      'identity/example.org',
      'identity/referrals@example.org',
    ],
  });
});

test('without one it is the hub’s own address, so that a deployment that forgot it raises an alarm', () => {
  expect(senderOf(template)).toMatchObject({ from: area.contact.email, name: area.authority });
});

describe('bounces and complaints', () => {
  const set = onlyResource('AWS::SES::ConfigurationSet');
  const destination = onlyResource('AWS::SES::ConfigurationSetEventDestination').properties;
  const rule = onlyResource(
    'AWS::Events::Rule',
    ({ properties }) => properties['EventPattern']?.source[0] === 'aws.ses',
  ).properties;

  test('of this area’s e-mails come back to the function that marks their address', () => {
    expect(destination['EventDestination']).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint'],
    });
    expect(resolveText(destination['EventDestination'].EventBridgeDestination.EventBusArn)).toMatch(
      /^arn:aws:events:[^:]+:[^:]+:event-bus\/default$/,
    );
    expect(rule['EventPattern'].detail.mail.tags['ses:configuration-set']).toEqual([set.properties['Name']]);
    expect(destination['ConfigurationSetName']).toBe(set.properties['Name']);
    expect(functionNamed('mail').properties['Environment'].Variables['MAIL_CONFIGURATION_SET']).toBe(
      set.properties['Name'],
    );
    const [target] = rule['Targets'];
    expect(referencedId(target.Arn)).toBe(functionNamed('mail-events').id);
    expect(target.DeadLetterConfig).toBeDefined();
  });

  test('are kept by the pages alone: no list of the account keeps a cleared address from working', () => {
    expect(set.properties['SuppressionOptions']).toEqual({ SuppressedReasons: [] });
  });
});

test('e-mails travel encrypted or not at all', () => {
  expect(onlyResource('AWS::SES::ConfigurationSet').properties['DeliveryOptions']).toEqual({ TlsPolicy: 'REQUIRE' });
});

test('one run at a time, every minute, or everything would go twice', () => {
  expect(functionNamed('mail').properties['ReservedConcurrentExecutions']).toBe(1);
  const schedules = resources('AWS::Events::Rule').filter(({ properties }) =>
    list<{ Arn: unknown }>(properties['Targets']).some(({ Arn }) => referencedId(Arn) === functionNamed('mail').id),
  );
  expect(schedules.map(({ properties }) => properties['ScheduleExpression'])).toEqual(['rate(1 minute)']);
});
