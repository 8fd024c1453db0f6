/** `npm run deploy`: deploys one area's stack to the account that the shell is signed in to. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { listAreas, loadArea } from '#areas/load.ts';
import { partiesWithoutEmail } from '#src/domain/area.ts';
import { type Deployment, readDeployment } from './deployment.ts';
import { stackName } from './intake-stack.ts';
import { projectContext } from './synth.ts';

export interface DeployOptions {
  area: string;
  profile?: string | undefined;
  /** Asks for approval when permissions are broadened. */
  ask: boolean;
  /** False: deploys although alarms would reach nobody. */
  alarms?: boolean;
}

/** Why this cannot be deployed, including faults in the area's files and settings; undefined when it can. */
export function findDeployFault(
  { area, alarms = true }: Pick<DeployOptions, 'area' | 'alarms'>,
  deployments: unknown = projectContext()['deployments'],
): string | undefined {
  if (!listAreas().includes(area)) return `There is no area ${area}. There is: ${listAreas().join(', ')}.`;
  try {
    loadArea(area);
    const { alarmEmail } = readDeployment(deployments, area);
    return alarmEmail === undefined && alarms
      ? `No alarm would reach anybody: deployments.${area} in cdk.json names no alarmEmail. Name one, or say --no-alarms.`
      : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Settings that deploy but leave a gap which nobody would notice until too late. */
export function deployWarnings(area: string, { alarmEmail, mail, signIn }: Deployment): string[] {
  const { contact, parties } = loadArea(area);
  const where = `deployments.${area} in cdk.json`;
  return [
    ...(alarmEmail === undefined ? [`No alarm reaches anybody: ${where} names no alarmEmail.`] : []),
    ...(mail === undefined && signIn === undefined
      ? [`Codes for signing in come from Cognito's own address, 50 a day at most: ${where} names no mail.`]
      : []),
    ...(mail === undefined
      ? [
          `E-mails to services and referrers come from ${contact.email}, which Amazon SES must know: ${where} names no mail.`,
        ]
      : []),
    ...partiesWithoutEmail({ parties }).map(
      ({ id }) => `${id} is told nothing by e-mail: areas/${area} has no address of it.`,
    ),
  ];
}

export const cdkArguments = ({ area, profile, ask }: DeployOptions): string[] => [
  'deploy',
  stackName(area),
  '--require-approval',
  ask ? 'broadening' : 'never',
  '--outputs-file',
  outputsFile(area),
  ...(profile ? ['--profile', profile] : []),
];

export const outputsFile = (area: string): string => join('cdk.out', `outputs-${area}.json`);

/** Runs CDK on this Node. @returns its exit code */
export function deploy(options: DeployOptions): Promise<number> {
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = spawn(process.execPath, [cdk, ...cdkArguments(options)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
