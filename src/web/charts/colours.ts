/**
 * Chart colours of the UK Government Analysis Function. Colour is never the only difference: lines also differ in dashes
 * and have names, areas have their numbers.
 */
export const inkColour = '#0b0c0c';
export const axisColour = '#595959';
export const gridColour = '#d9d9d9';
/** Behind the periods that were not counted. */
export const uncountedColour = '#f3f2f1';

/** At most four lines on one chart; more belong in small multiples. */
export const lineStyles = [
  { colour: '#12436d', dashes: undefined },
  { colour: '#28a197', dashes: '9 5' },
  { colour: '#801650', dashes: '2 4' },
  { colour: '#f46a25', dashes: '12 4 3 4' },
] as const;

export const barColour = '#12436d';

/** From low to high. `light` means that text on it is white. */
export const colourScale = [
  { colour: '#d3e6f7', light: false },
  { colour: '#6bace6', light: false },
  { colour: '#2073bc', light: true },
  { colour: '#12436d', light: true },
] as const;
