import { type Locator, type Page, expect } from "@playwright/test";

export type Side = "A" | "B";

/** onnxruntime and the page must agree within this. */
const TOLERANCE = 1e-6;

/** The battle page, in English. */
export class BattlePage {
  /** Who wins; its `data-probability` is the number behind the percentages. */
  readonly verdict: Locator;
  readonly meter: Locator;
  /** A's moves. */
  readonly ranking: Locator;
  /** Which version predicts. */
  readonly model: Locator;
  /** What the rules say. */
  readonly rules: Locator;

  constructor(private readonly page: Page) {
    this.verdict = page.locator("output");
    this.meter = page.getByRole("meter", { name: /^Probability that/ });
    this.ranking = page.getByRole("table", { name: /^Every move of/ });
    this.model = page.getByRole("region", { name: "Predicted by" });
    this.rules = page.getByRole("region", { name: "By the rules" });
  }

  fighter(side: Side): Locator {
    return this.page.getByRole("combobox", { name: `Pokémon ${side}` });
  }

  /** Chooses a Pokémon as one does with the keyboard. */
  async choose(side: Side, typed: string, name: string): Promise<void> {
    const field = this.fighter(side);
    await field.focus();
    await field.press("ArrowDown");
    await field.fill(typed);
    await expect(this.page.getByRole("option", { name }).first()).toBeVisible();
    await field.press("Enter");
    await expect(field).toHaveValue(name);
  }

  /** Waits until the model's answer for the shown battle is this one. */
  async expectProbability(expected: number): Promise<void> {
    await expect.poll(() => this.distance(expected), { timeout: 20_000, intervals: [50] }).toBeLessThanOrEqual(TOLERANCE);
  }

  /** The result of recomputing the golden battles. */
  golden(): Locator {
    return fact(this.model, "Golden battles");
  }

  private async distance(expected: number): Promise<number> {
    const shown = await this.verdict.getAttribute("data-probability");
    return shown === null ? Number.POSITIVE_INFINITY : Math.abs(Number(shown) - expected);
  }
}

/** The value beside a name in a list of facts. */
export function fact(within: Locator, name: string): Locator {
  return within.locator("div", { has: within.page().locator(`dt:text-is("${name}")`) }).locator("dd");
}
