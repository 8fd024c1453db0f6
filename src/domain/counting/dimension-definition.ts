/** How a dimension is defined for its readers. */
export interface DimensionDefinition {
  title: string;
  /** Plain sentences for readers of a page, where values are shown by name. */
  definition: string;
  /** What its values are in API responses and files, unless they are plain words. */
  values?: string;
  /** Whether one referral may be in several lines or in none, so that lines need not add up to the total. */
  isMultiValued: boolean;
}

const defineDimension = (isMultiValued: boolean) => (title: string, definition: string, values?: string) =>
  ({ title, definition, isMultiValued, ...(values && { values }) }) satisfies DimensionDefinition;
export const singleValued = defineDimension(false);
export const multiValued = defineDimension(true);
