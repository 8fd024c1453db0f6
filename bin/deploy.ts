import '../local/support/require-node.ts';
import { Command } from 'commander';
import { type DeployOptions, deploy, findDeployFault, outputsFile } from '#lib/deploy.ts';

const print = (line: string): boolean => process.stderr.write(`${line}\n`);

const options = new Command('npm run deploy --')
  .description('Deploys one area, in one stage, to the AWS account that this shell is signed in to.')
  .requiredOption('--area <id>', 'the folder of areas/ to deploy')
  .option('--stage <stage>', 'development, test or production', 'production')
  .option('--profile <name>', 'a profile of the AWS command line')
  .option('--no-ask', 'deploy without asking about changed permissions')
  .option('--diff', 'show what would change, and change nothing')
  .option(
    '--at-once',
    'let the new version take over at once, whatever rings: for what mends a fault that rings already',
  )
  .option('--no-alarms', 'deploy although no alarm would reach anybody')
  .addHelpText(
    'after',
    '\nOnce for each account and region, before the first deployment: npx cdk bootstrap\nWhat else comes before and after the first: docs/first-deploy.md',
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
  .opts<DeployOptions>();

const fault = findDeployFault(options);
if (fault !== undefined) {
  print(fault);
  process.exit(2);
}

const what = `${options.stage} of ${options.area}`;
print(
  `${options.diff ? 'What would change in' : 'Deploying'} ${what}. Bundling comes first; then CDK warns of what is left out, and shows what would change.`,
);
const exitCode = await deploy(options);
if (options.diff !== true)
  print(
    exitCode === 0
      ? `${what} is deployed. Its addresses and queues: ${outputsFile(options)}`
      : `${what} is not deployed. The reason is above. Not signed in? Try: aws sts get-caller-identity. A first deployment that failed leaves a few things behind: docs/first-deploy.md says which.`,
  );
process.exitCode = exitCode === 0 ? 0 : 1;
