/** Renders docs/metrics.md from the registry. */

import { layouts } from '#src/domain/counting/cells.ts';
import { isClosedDimension, valuesOf } from '#src/domain/counting/codes.ts';
import { dimensions, measures } from '#src/domain/counting/model.ts';
import { describeDimension, dimensionDefinitions, metrics, recordingMeasures } from '#src/domain/counting/registry.ts';

export function renderMetricsPage(): string {
  return [
    '# What is counted',
    'Made from `src/domain/counting/registry.ts` and checked by a test: change it there, then run `npm test -- test/domain/counting/registry.test.ts --update`.',
    'A day is a London day, from midnight to midnight on London’s clocks, through both clock changes. Every count is added in the transaction that moves the referral or the hand-off, so it happens once however often a message comes.',
    '## Measures',
    ...measures.flatMap((name) => {
      const { title, definition, unit, countedWhen, caveats, byService } = metrics[name];
      return [
        `### \`${name}\`: ${title}`,
        definition,
        [
          `- Unit: ${unit}.`,
          `- Counted when: ${countedWhen}`,
          `- \`by=service\`: ${byService}`,
          `- Kept as: ${formulaOf(name)}.`,
          ...caveats.map((caveat) => `- Mind: ${caveat}`),
        ].join('\n'),
      ];
    }),
    '## Dimensions',
    'A dimension marked *several* may put one referral in several lines, or in none, so that its lines need not add up to the total.',
    [
      '| name | heading | what it is | values |',
      '|---|---|---|---|',
      ...dimensions.map((name) => {
        const { title, isMultiValued: several } = dimensionDefinitions[name];
        const recording = recordingMeasures[name]?.map((measure) => `\`${measure}\``).join(' and ');
        const only = recording ? ` Every measure but ${recording} shows 0.` : '';
        const values = isClosedDimension(name) ? valuesOf(name).join(', ') : 'of the area';
        return `| \`${name}\` | ${title} | ${describeDimension(name)}${only}${several ? ' *Several.*' : ''} | ${values} |`;
      }),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

/** A measure as a sum of counter families. */
function formulaOf(name: keyof typeof layouts): string {
  const sum = Object.entries(layouts[name].reads)
    .map(([family, sign], index) => `${sign < 0 ? '− ' : index > 0 ? '+ ' : ''}${family}`)
    .join(' ');
  return name === 'victims' ? `${sum} − links to the person’s referrals within the range` : sum;
}
