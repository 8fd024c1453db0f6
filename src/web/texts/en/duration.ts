/** How long something takes, in words. */
export interface Duration {
  unit: 'minutes' | 'hours' | 'days';
  count: number;
}

export const durationText = ({ unit, count }: Duration): string => `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
