/** What a stack costs by the month before anything is referred: counted in its template, at list prices. */
import type { Template, TemplateResource } from '#lib/synth.ts';

export interface FixedPrices {
  kmsKeyMonth: number;
  secretMonth: number;
  alarmMonth: number;
  customMetricMonth: number;
  dashboardMonth: number;
  cognitoMachineClientMonth: number;
}

export interface FixedCost {
  what: string;
  count: number;
  /** USD a month. */
  cost: number;
}

/** An alarm over an expression is charged for each metric in it; one over a metric, once. One by party is, for each that has any: one here. */
const metricsOf = ({ Properties }: TemplateResource): number => {
  const metrics = Properties?.['Metrics'];
  return Array.isArray(metrics) ? Math.max(1, metrics.filter((one) => 'MetricStat' in one).length) : 1;
};

/** Several logs may count into one metric. */
const metricsFrom = (filters: readonly TemplateResource[]): number =>
  new Set(filters.map(({ Properties }) => JSON.stringify(Properties?.['MetricTransformations']))).size;

export function fixedCostOf({ Resources }: Template, prices: FixedPrices): FixedCost[] {
  const all = Object.values(Resources);
  const of = (type: string): TemplateResource[] => all.filter(({ Type }) => Type === type);
  const line = (what: string, count: number, price: number): FixedCost => ({ what, count, cost: count * price });
  const clients = of('AWS::Cognito::UserPoolClient').filter(
    ({ Properties }) => Properties?.['GenerateSecret'] === true,
  );
  const metrics = of('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0);
  return [
    line('clients of Cognito', clients.length, prices.cognitoMachineClientMonth),
    line('metrics under alarm', metrics, prices.alarmMonth),
    line('metrics made from logs', metricsFrom(of('AWS::Logs::MetricFilter')), prices.customMetricMonth),
    line('dashboards', of('AWS::CloudWatch::Dashboard').length, prices.dashboardMonth),
    line('customer-managed keys', of('AWS::KMS::Key').length, prices.kmsKeyMonth),
    line('secrets', of('AWS::SecretsManager::Secret').length, prices.secretMonth),
  ];
}
