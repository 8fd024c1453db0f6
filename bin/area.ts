import '../local/support/require-node.ts';
import { Command } from 'commander';
import { loadArea } from '#areas/load.ts';
import { type NewArea, NewAreaFaults, writeNewArea } from '#areas/new-area.ts';
import { checkArea, checkText } from '#operator/catalogue-check.ts';
import { addMonths, londonDate } from '#src/domain/london.ts';

const program = new Command('npm run area --').exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('new <id>')
  .description('Makes the files of a new area: a force and its districts, the rules, and a catalogue to be replaced.')
  .requiredOption('--force <id>', 'the police force, by its id at data.police.uk: see areas/reference/forces.csv')
  .requiredOption('--prefix <letters>', 'two to four capital letters that each reference begins with')
  .requiredOption('--authority <name>', 'the data controller that commissions the services')
  .option('--name <name>', 'the area’s name, where it is not the force’s')
  .option('--region <region>', 'the AWS region', 'eu-west-2')
  .action((id: string, options: Omit<NewArea, 'id'>) => {
    const today = londonDate(new Date());
    try {
      for (const file of writeNewArea({ id, ...options }, today)) process.stdout.write(`areas/${file}\n`);
    } catch (error) {
      if (!(error instanceof NewAreaFaults)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
      return;
    }
    const check = checkArea(loadArea(id), today, addMonths(today, 12));
    process.stdout.write(`\n${checkText(check, false)}\n${nextSteps(id)}`);
    process.exitCode = check.problems === 0 ? 0 : 1;
  });

const nextSteps = (id: string): string => `Try it: npm start -- --area ${id} --data-dir .local-${id}
Then, before anybody is referred:
  - replace the services, addresses and telephone numbers, which are made up; areas/README.md says how
  - read areas/${id}/rules.yaml: each line marked [C] is the authority’s own choice
  - npm test -- test/areas, and docs/first-deploy.md
`;

program.parse();
