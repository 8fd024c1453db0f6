/** `npm run deploy`: deploys one area's stack of one stage to the account that the shell is signed in to. */
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { listAreas, loadArea } from '#areas/load.ts';
import { partiesWithoutEmail } from '#src/domain/area.ts';
import { nameInStage, type Stage } from '#src/domain/stage.ts';
import { canaryOf } from '#src/domain/test-party.ts';
import { type Deployment, mayCanaryGo, readDeployment, settingsPath } from './deployment.ts';
import { readStage, stackName, stageSettings } from './stages.ts';
import { projectContext } from './synth.ts';

export interface DeployOptions {
  area: string;
  /** One of src/domain/stage.ts. */
  stage: string;
  profile?: string | undefined;
  /** Asks for approval when permissions are broadened. */
  ask: boolean;
  /** A new version takes over at once and whatever rings. */
  atOnce?: boolean;
  /** Shows what would change, and changes nothing. */
  diff?: boolean;
  /** False: deploys although alarms would reach nobody. */
  alarms?: boolean;
}

/** Why this cannot be deployed, including faults in the area's files and settings; undefined when it can. */
export function findDeployFault(
  { area, stage: named, alarms = true }: Pick<DeployOptions, 'area' | 'stage' | 'alarms'>,
  deployments: unknown = projectContext()['deployments'],
): string | undefined {
  if (!listAreas().includes(area)) return `There is no area ${area}. There is: ${listAreas().join(', ')}.`;
  try {
    loadArea(area);
    const stage = readStage(named);
    const { alarmEmail } = readDeployment(deployments, area, stage);
    return alarmEmail === undefined && alarms && stageSettings[stage].alarms === 'required'
      ? `No alarm would reach anybody: ${settingsPath(area, stage)} in cdk.json names no alarmEmail. Name one, or say --no-alarms.`
      : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Settings that deploy but leave a gap which nobody would notice until too late. */
export function deployWarnings({ area, stage }: { area: string; stage: Stage }, deployment: Deployment): string[] {
  const { alarmEmail, mail, signIn, domain } = deployment;
  const loaded = loadArea(area);
  const { contact, parties } = loaded;
  const where = `${settingsPath(area, stage)} in cdk.json`;
  return [
    ...(alarmEmail === undefined && stageSettings[stage].alarms !== 'none'
      ? [`No alarm reaches anybody: ${where} names no alarmEmail.`]
      : []),
    ...(domain?.trustStore !== undefined && domain.pages === undefined
      ? [`Nobody opens the pages without a certificate in their browser: ${where} has no domain.pages.`]
      : []),
    ...(stageSettings[stage].canary && canaryOf(loaded) !== undefined && !mayCanaryGo(deployment)
      ? [
          `The canary does not run, since it has no certificate to present: ${where} has no domain.trustStore.canaryCertificate.`,
        ]
      : []),
    ...(mail === undefined && signIn === undefined
      ? [`Codes for signing in come from Cognito's own address, 50 a day at most: ${where} names no mail.`]
      : []),
    ...(signIn && !signIn.requiresSecondFactor
      ? [
          `The authority's people come in only with tokens that say two factors (amr): where the issuer's say nothing of it and it demands them, set signIn.requiresSecondFactor in ${where}.`,
        ]
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

/**
 * @param deployments the context of cdk.json
 * @param commit what is deployed; undefined where it is no commit
 */
export const cdkArguments = (
  { area, stage, profile, ask, atOnce = false, diff = false }: DeployOptions,
  {
    deployments = projectContext()['deployments'],
    commit,
  }: { deployments?: unknown; commit?: string | undefined } = {},
): string[] => [
  diff ? 'diff' : 'deploy',
  stackName(area, readStage(stage)),
  '--context',
  `stage=${stage}`,
  ...(atOnce ? ['--context', 'shift=at-once'] : []),
  // To be read from the stack, by whoever wants to go back to it.
  ...(commit === undefined ? [] : ['--context', `commit=${commit}`]),
  // By the template alone: a change set would need the right to make one.
  ...(diff ? ['--method', 'template'] : deployArguments({ area, stage, ask }, deployments)),
  ...(profile ? ['--profile', profile] : []),
];

const deployArguments = (
  { area, stage, ask }: Pick<DeployOptions, 'area' | 'stage' | 'ask'>,
  deployments: unknown,
): string[] => [
  '--require-approval',
  ask ? 'broadening' : 'never',
  '--outputs-file',
  outputsFile({ area, stage }),
  // A restored table is taken over by its name; one that the stack has already is left as it is.
  ...(readDeployment(deployments, area, readStage(stage)).tables ? ['--import-existing-resources'] : []),
];

export const outputsFile = ({ area, stage }: Pick<DeployOptions, 'area' | 'stage'>): string =>
  join('cdk.out', `outputs-${nameInStage(area, readStage(stage))}.json`);

/** Undefined where this is no clone, or where it is not as committed. */
function findCommit(): string | undefined {
  const git = (...words: string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', words, { encoding: 'utf8', cwd: import.meta.dirname });
    return status === 0 ? stdout.trim() : undefined;
  };
  return git('status', '--porcelain') === '' ? git('rev-parse', 'HEAD') : undefined;
}

/** Runs CDK on this Node. @returns its exit code */
export function deploy(options: DeployOptions): Promise<number> {
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = spawn(process.execPath, [cdk, ...cdkArguments(options, { commit: findCommit() })], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
