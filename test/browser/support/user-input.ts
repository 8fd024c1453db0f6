/** Two ways to use a page: by mouse, and by keyboard alone. */
import type { Locator, Page } from 'playwright-core';
import type { Fields } from '#test/support/pages.ts';

/** A button or link by its name, or a locator. */
export type Target = string | RegExp | Locator;

export interface UserInput {
  press(what: Target): Promise<void>;
  fill(fields: Fields): Promise<void>;
}

type Given = readonly [name: string, value: string];

const given = (fields: Fields): Given[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : (value ?? [])).map((one): Given => [name, one]),
  );

/** The radio or checkbox to choose, or the field to type in. */
const fieldOf = (page: Page, [name, value]: Given): Locator => {
  const choice = `input[name="${name}"][value="${value}"]:is([type=radio], [type=checkbox])`;
  return page.locator(`${choice}, :is(input, textarea, select)[name="${name}"]:not([type=radio], [type=checkbox])`);
};

/** The closed details element that contains the field or button. */
const foldOf = (inside: Locator): Locator => inside.locator('xpath=ancestor::details[not(@open)]/summary');

interface Shape {
  kind: string;
  folded: boolean;
}
const shapeOf = (inside: Locator): Promise<Shape> =>
  inside.evaluate((node) => ({
    kind: (node as HTMLInputElement).type,
    folded: node.closest('details:not([open])') !== null,
  }));

const named = (page: Page, what: Target): Locator => {
  if (typeof what !== 'string' && !(what instanceof RegExp)) return what;
  const exact = typeof what === 'string';
  // Closed details are opened first, so it need not be visible yet.
  const button = page
    .locator('button:not([aria-hidden]), a')
    .filter({ hasText: exact ? new RegExp(`^\\s*${what}\\s*$`) : what });
  return button.first();
};

export const mouseInput = (page: Page): UserInput => ({
  async press(what) {
    const target = named(page, what);
    if ((await shapeOf(target)).folded) await foldOf(target).click();
    await target.click();
  },
  async fill(fields) {
    for (const one of given(fields)) {
      const field = fieldOf(page, one);
      const { kind, folded } = await shapeOf(field);
      if (folded) await foldOf(field).click();
      if (kind === 'radio' || kind === 'checkbox') await field.check();
      else if (kind === 'select-one') await field.selectOption(one[1]);
      else await field.fill(one[1]);
    }
  },
});

/** More than any page has. */
const mostSteps = 150;

/** Tab stops up to a target, fewer if in doubt: a radio group is one stop, closed details hide theirs. */
function tabsTo(node: Element): number {
  const page = node.ownerDocument;
  const stops = [...page.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(
    (one) =>
      one.checkVisibility() && !(one instanceof HTMLInputElement && (one.type === 'hidden' || one.type === 'radio')),
  );
  const from = page.activeElement === null ? -1 : stops.indexOf(page.activeElement);
  const radios = page.activeElement instanceof HTMLInputElement && page.activeElement.type === 'radio';
  return radios || from < 0 ? 0 : Math.max(0, stops.indexOf(node) - from);
}

export function keyboardInput(page: Page): UserInput {
  const press = (key: string) => page.keyboard.press(key);

  async function until(isThere: () => Promise<boolean>, key: string, what: string): Promise<void> {
    for (let steps = 0; !(await isThere()); steps++) {
      if (steps === mostSteps) throw new Error(`By keyboard there is no way to ${what} on ${page.url()}`);
      await press(key);
    }
  }
  /** Presses Tab as often as the order of the page needs, then checks that the focus arrived. */
  async function reach(target: Locator): Promise<void> {
    const away = await target.evaluate(tabsTo);
    for (let steps = 0; steps < Math.min(away, mostSteps); steps++) await press('Tab');
    await until(() => target.evaluate((node) => node === node.ownerDocument.activeElement), 'Tab', String(target));
  }

  /** Keyboard users can skip the menu on every page. An address that names a place on the page has skipped it. */
  async function skipMenu(): Promise<void> {
    if (await page.evaluate<boolean>('document.activeElement !== document.body || location.hash !== ""')) return;
    await press('Tab');
    await press('Enter');
  }

  async function unfold(inside: Locator): Promise<void> {
    await reach(foldOf(inside));
    await press('Enter');
  }

  /** A radio group is one stop; arrow keys choose. */
  async function choose(name: string, value: string): Promise<void> {
    const focused = () =>
      page.evaluate<{ name?: string; value?: string }>(
        '({ name: document.activeElement?.name, value: document.activeElement?.value })',
      );
    await until(async () => (await focused()).name === name, 'Tab', name);
    await press('Space');
    await until(async () => (await focused()).value === value, 'ArrowDown', `${name} ${value}`);
  }

  async function type(field: Locator, kind: string, value: string): Promise<void> {
    await reach(field);
    if (kind === 'checkbox') {
      if (!(await field.isChecked())) await press('Space');
    } else if (kind === 'select-one') {
      await page.keyboard.type((await field.locator(`option[value="${value}"]`).textContent()) ?? '');
    } else {
      await press('ControlOrMeta+a');
      if (value === '') await press('Delete');
      else await page.keyboard.insertText(value);
    }
  }

  return {
    async press(what) {
      const target = named(page, what);
      await skipMenu();
      if ((await shapeOf(target)).folded) await unfold(target);
      await reach(target);
      await press('Enter');
    },
    async fill(fields) {
      await skipMenu();
      for (const one of given(fields)) {
        const field = fieldOf(page, one);
        const { kind, folded } = await shapeOf(field);
        if (folded) await unfold(field);
        if (kind === 'radio') await choose(...one);
        else await type(field, kind, one[1]);
      }
    },
  };
}
