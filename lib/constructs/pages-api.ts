import { HttpApi, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.ts';
import { acceptFinding } from './accept-finding.ts';
import { mapDomain } from './custom-domain.ts';
import { addLoggedStage, type StageProps } from './logged-stage.ts';

export interface PagesApiProps extends Omit<StageProps, 'api'> {
  name: string;
  domain: NonNullable<NonNullable<Deployment['domain']>['pages']>;
}

/**
 * An HTTP API for the pages alone, on a domain that asks browsers for no certificate. Its one route leads to the web function, which
 * has none of the calls that need a token, so that mutual TLS on the other domain cannot be avoided here.
 */
export class PagesApi extends Construct {
  readonly api: HttpApi;
  /** Base of the pages, without a trailing slash. */
  readonly url: string;
  /** What the DNS record of the domain must point at. */
  readonly dnsTarget: string;

  constructor(scope: Construct, id: string, { name, domain, accessLog, throttle }: PagesApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: `${name}-pages`,
      createDefaultStage: false,
      // Pages posted from another address than their own are refused: there is one.
      disableExecuteApiEndpoint: true,
    });
    this.url = `https://${domain.name}`;
    const stage = addLoggedStage(this, { api: this.api, accessLog, throttle });
    this.dnsTarget = mapDomain(this, domain, { api: this.api, stage }).regionalDomainName;
  }

  addRoute(web: IFunction): void {
    const route = new HttpRoute(this, 'All', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('web', web, { scopePermissionToRoute: false }),
    });
    acceptFinding(route, 'AwsSolutions-APIG4', 'Pages are for people, whose sessions the code checks.');
  }
}
