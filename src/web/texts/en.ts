/**
 * All texts of the pages. Another language is another value of type Texts; pages refer to texts by key and contain none
 * of their own.
 */
import { balance } from '#src/web/texts/en/balance.ts';
import { charts } from '#src/web/texts/en/charts.ts';
import { dashboard } from '#src/web/texts/en/dashboard.ts';
import { docs } from '#src/web/texts/en/docs.ts';
import { eMails } from '#src/web/texts/en/e-mails.ts';
import { fields } from '#src/web/texts/en/fields.ts';
import { forms } from '#src/web/texts/en/forms.ts';
import { help } from '#src/web/texts/en/help.ts';
import { refer } from '#src/web/texts/en/refer.ts';
import { site } from '#src/web/texts/en/site.ts';
import { team } from '#src/web/texts/en/team.ts';
import { words } from '#src/web/texts/en/words.ts';
import { work } from '#src/web/texts/en/work.ts';
import { workbook } from '#src/web/texts/en/workbook.ts';

export const en = {
  /** BCP 47, for the page's lang. */
  language: 'en-GB',
  balance,
  site,
  docs,
  eMails,
  fields,
  forms,
  help,
  refer,
  team,
  words,
  work,
  charts,
  dashboard,
  workbook,
};

export type Texts = typeof en;
