import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/**
 * Who called from where, which no function's log says: it is in a log group of its own. Leaves out the path, which contains ids.
 * A client is named once its token was taken.
 */
const accessLogLine = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  latency: '$context.responseLatency',
  functionLatency: '$context.integrationLatency',
  error: '$context.error.responseType',
  authorizer: '$context.authorizer.error',
  client: '$context.authorizer.claims.client_id',
  source: '$context.identity.sourceIp',
});

export interface StageProps {
  api: HttpApi;
  accessLog: ILogGroup;
  throttle: { rateLimit: number; burstLimit: number };
}

export const addLoggedStage = (scope: Construct, { api, accessLog, throttle }: StageProps): HttpStage =>
  new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(accessLogLine),
    },
  });
