import { Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IMetric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type FunctionName, type Route, routes } from '#src/contracts/routes.ts';
import type { Deployment } from '../deployment.ts';
import { acceptFinding } from './accept-finding.ts';
import { logMetricNamespace } from './log-metrics.ts';
import { retainOnUpdateOrDelete } from './removal-policy.ts';

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

export interface ApiGatewayProps {
  name: string;
  logKey: IKey;
  logRetention: RetentionDays;
  throttle: { rateLimit: number; burstLimit: number };
  domain: Deployment['domain'];
}

/**
 * The HTTP API, with the routes in src/contracts/routes.ts. The JWT authorizer refuses tokens that are missing,
 * expired or from another issuer. Scope and party are checked in the code, so that the refusal is a problem document
 * with a correlation id.
 */
export class ApiGateway extends Construct {
  readonly api: HttpApi;
  /** Base of public links, without a trailing slash. */
  readonly publicUrl: string;
  /** What the DNS record of the deployment's own domain must point at. */
  readonly dnsTarget?: string;
  private readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, props: ApiGatewayProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: props.name,
      createDefaultStage: false,
      // The default endpoint would bypass mutual TLS on the custom domain.
      disableExecuteApiEndpoint: props.domain?.trustStore !== undefined,
    });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: props.logRetention,
      encryptionKey: props.logKey,
      removalPolicy: retainOnUpdateOrDelete,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: props.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
    this.publicUrl = props.domain ? `https://${props.domain.name}` : this.api.apiEndpoint;
    if (props.domain) {
      const domainName = this.createDomain(props.domain);
      new ApiMapping(this, 'Mapping', { api: this.api, stage, domainName });
      this.dnsTarget = domainName.regionalDomainName;
    }
  }

  /** Requests of the API that its authorizer refused: a page that asks to sign in is on no route of the table. */
  countRefusedTokens(over: MetricOptions): IMetric {
    const filter = this.accessLog.addMetricFilter('TokensRefused', {
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '401'),
        FilterPattern.stringValue('$.route', '!=', '$default'),
      ),
      metricNamespace: logMetricNamespace,
      metricName: `TokensRefused-${Stack.of(this).stackName}`,
    });
    return filter.metric({ statistic: Stats.SUM, ...over });
  }

  /** Adds all routes of the table, and a default route to the web function for the pages and for 404s. */
  addRoutes(functions: Record<FunctionName, IFunction>, authorizer: IHttpRouteAuthorizer): void {
    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    const integrationFor = (name: FunctionName): HttpLambdaIntegration => {
      const integration =
        integrations.get(name) ??
        new HttpLambdaIntegration(name, functions[name], {
          // Any route of this API may call its function: one permission for each, where one for each route would be a fourth of the stack.
          scopePermissionToRoute: false,
        });
      integrations.set(name, integration);
      return integration;
    };
    for (const route of Object.values<Route>(routes)) {
      const httpRoutes = this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: integrationFor(route.function),
        ...(route.access && { authorizer }),
      });
      if (!route.access)
        for (const each of httpRoutes) acceptFinding(each, 'AwsSolutions-APIG4', `Public: ${route.summary}.`);
    }
    const defaultRoute = new HttpRoute(this, 'AllElse', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integrationFor('web'),
    });
    acceptFinding(defaultRoute, 'AwsSolutions-APIG4', 'It answers only that there is no such thing.');
  }

  private createDomain({ name, certificateArn, trustStore }: NonNullable<Deployment['domain']>): DomainName {
    return new DomainName(this, 'Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
      ...(trustStore && {
        mtls: {
          bucket: Bucket.fromBucketName(this, 'TrustStore', trustStore.bucket),
          key: trustStore.key,
          ...(trustStore.version && { version: trustStore.version }),
        },
      }),
    });
  }
}
