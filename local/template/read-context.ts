/** What every reader of the template needs. */
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import type { LocalAddresses } from './physical.ts';
import type { PhysicalResource, Resolve } from './resolve.ts';
import type { Template } from './template.ts';

export interface ReadContext {
  template: Template;
  addresses: LocalAddresses;
  savedValues: SavedValues;
  /** The local folder that replaces /var/task. */
  taskFolder: string;
  physical: (logicalId: string) => PhysicalResource;
  resolve: Resolve;
}
