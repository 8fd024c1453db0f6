/** The higher of the two in the middle where there are as many; 0 of none. */
export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

const quantile = (numbers: readonly number[], part: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * part)] ?? 0;

/** The ratio in the middle, and between which half of them lie. */
interface Spread {
  middle: number;
  from: number;
  to: number;
}

/**
 * How ours compares with a peer: a ratio for each round, in which both ran one after the other, so that what else the machine
 * did meanwhile is in both. Ratios of medians or of best rounds would compare rounds of different moments.
 */
export function compareRounds(ours: readonly number[], peers: readonly number[]): Spread {
  if (ours.length !== peers.length) throw new Error('both ran in each round');
  const ratios = ours.map((value, round) => value / (peers[round] ?? Number.NaN));
  return { middle: median(ratios), from: quantile(ratios, 0.25), to: quantile(ratios, 0.75) };
}

export const formatSpread = ({ middle, from, to }: Spread): string =>
  `${middle.toFixed(2)} x (${from.toFixed(2)} to ${to.toFixed(2)})`;

/** Each round begins with another subject, so that none always runs after the same one. */
export const inTurn = <Subject>(subjects: readonly Subject[], round: number): Subject[] => {
  const first = round % subjects.length;
  return [...subjects.slice(first), ...subjects.slice(0, first)];
};
