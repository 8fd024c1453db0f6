import { Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type IMetric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type FunctionName, type Route, routes } from '#src/contracts/routes.ts';
import type { Deployment } from '../deployment.ts';
import { acceptFinding } from './accept-finding.ts';
import { mapDomain } from './custom-domain.ts';
import { logMetricNamespace } from './log-metrics.ts';
import { addLoggedStage } from './logged-stage.ts';
import { PagesApi } from './pages-api.ts';
import { retainOnUpdateOrDelete } from './removal-policy.ts';

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
  /** Base of the API, without a trailing slash. */
  readonly publicUrl: string;
  /** What the DNS record of the deployment's own domain must point at. */
  readonly dnsTarget?: string;
  /** Of the pages alone, where they have a domain of their own; undefined where they are on the API's. */
  readonly pages?: PagesApi;
  /** Whether callers must present a certificate (mutual TLS). */
  readonly asksForCertificate: boolean;
  private readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, { name, logKey, logRetention, throttle, domain }: ApiGatewayProps) {
    super(scope, id);
    this.asksForCertificate = domain?.trustStore !== undefined;
    this.api = new HttpApi(this, 'Api', {
      apiName: name,
      createDefaultStage: false,
      // The default endpoint would bypass mutual TLS on the custom domain.
      disableExecuteApiEndpoint: this.asksForCertificate,
    });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: logRetention,
      encryptionKey: logKey,
      removalPolicy: retainOnUpdateOrDelete,
    });
    const stage = addLoggedStage(this, { api: this.api, accessLog: this.accessLog, throttle });
    this.publicUrl = domain ? `https://${domain.name}` : this.api.apiEndpoint;
    if (domain) this.dnsTarget = mapDomain(this, domain, { api: this.api, stage }).regionalDomainName;
    if (domain?.pages)
      this.pages = new PagesApi(this, 'Pages', { name, domain: domain.pages, accessLog: this.accessLog, throttle });
  }

  /** Base of the links that people follow, without a trailing slash. */
  get pagesUrl(): string {
    return this.pages?.url ?? this.publicUrl;
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

  /** Adds all routes of the table, and one to the web function for all else: the pages and 404s, or 404s of the API alone. */
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
    const allElse = new HttpRoute(this, 'AllElse', {
      httpApi: this.api,
      // Under /v1/ what there is not is still refused by a problem document.
      routeKey: this.pages ? HttpRouteKey.with('/v1/{proxy+}', HttpMethod.ANY) : HttpRouteKey.DEFAULT,
      integration: integrationFor('web'),
    });
    this.pages?.addRoute(functions.web);
    acceptFinding(allElse, 'AwsSolutions-APIG4', 'It answers only that there is no such thing.');
  }
}
