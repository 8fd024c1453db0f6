import type { Content, Markup } from '#src/web/html.ts';
import { html } from '#src/web/html.ts';

/** A region in which a wide table scrolls sideways, also by keyboard, so that the page does not. `label` names it. */
export const scrollableRegion = (label: string, inner: Content): Markup =>
  html`<section class="app-table-scroll" aria-label="${label}" tabindex="0">
  ${inner}
</section>`;
