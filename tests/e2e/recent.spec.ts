import { expect, test } from "./fixtures";
import { BattlePage } from "./support/battle";
import { expected as onnxruntime } from "./harness/world";
import { bestMoveProbability, fighters, move, pokemon } from "./support/pokedex";
import { open } from "./support/site";

const shown = (probability: number) => {
  const percent = probability * 100;
  return percent < 0.05 ? "<0.1%" : percent > 99.95 ? ">99.9%" : `${percent.toFixed(1)}%`;
};

/** What both fight with when both use their best move. */
function bestMoves(slugA: string, slugB: string): string {
  const battle = onnxruntime().best.find(({ a, b }) => a === pokemon(slugA).id && b === pokemon(slugB).id);
  return battle ? `${move(battle.moveA).en} – ${move(battle.moveB).en}` : "no such battle";
}

test("the last twenty battles are kept on the device, the latest first, and can be forgotten", async ({ page, world }) => {
  const others = fighters().filter(({ slug }) => slug !== "mew").slice(0, 22);
  await open(page, "#/battle/mew/onix");
  const battle = new BattlePage(page);
  for (const { slug } of others) {
    await page.evaluate((next) => location.assign(next), `#/battle/mew/${slug}`);
    await battle.expectProbability(bestMoveProbability("mew", slug));
  }
  // One that was looked at before comes first again, and stands there once.
  const again = others[10];
  if (!again) throw new Error("too few fighters");
  await page.evaluate((next) => location.assign(next), `#/battle/mew/${again.slug}`);
  await battle.expectProbability(bestMoveProbability("mew", again.slug));

  const expected = [again, ...[...others].reverse().filter((other) => other !== again)].slice(0, 20);
  await page.getByRole("link", { name: "Recent" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recent battles");
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows.getByRole("rowheader")).toHaveText(expected.map(({ slug, en }) => `Mew – ${en}Auto · ${bestMoves("mew", slug)}`));
  for (const [place, { slug }] of expected.entries()) {
    const cells = [shown(bestMoveProbability("mew", slug)), world.production];
    await expect(rows.nth(place).getByRole("cell")).toHaveText(cells);
  }
  await page.reload();
  await expect(rows).toHaveCount(20);
  await rows.nth(1).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`#/battle/mew/${expected[1]?.slug}$`));
  await page.goBack();
  await page.getByRole("button", { name: "Forget them" }).click();
  await expect(page.getByText("You have not looked at a battle yet")).toBeVisible();
  await page.reload();
  await expect(page.getByText("You have not looked at a battle yet")).toBeVisible();
});

test("foreign content of the storage is left out, and forbidden storage breaks nothing", async ({ page }) => {
  await page.addInitScript(() => {
    try {
      localStorage.setItem("battledex.recent", "0.5 2 #/battle/mew/onix\n<b>\n7 2 #/battle/mew/onix\n0.25 1 #/battle/nobody/onix");
    } catch {
      // Forbidden below.
    }
  });
  await open(page, "#/recent");
  await expect(page.getByRole("table").locator("tbody tr")).toHaveText([`Mew – OnixAuto · ${bestMoves("mew", "onix")}50.0%2`]);
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  });
  await page.reload();
  await expect(page.getByText("You have not looked at a battle yet")).toBeVisible();
});

test("whoever chooses moves looks at one battle, which says with which", async ({ page }) => {
  await open(page, "#/battle/mew/onix");
  const battle = new BattlePage(page);
  await battle.expectProbability(bestMoveProbability("mew", "onix"));
  const go = async (address: string, said: string) => {
    await page.evaluate((next) => location.assign(next), address);
    await expect(page.locator("main")).toContainText(said);
    await page.waitForFunction((address) => (localStorage.getItem("battledex.recent") ?? "").split("\n")[0]?.endsWith(address), address);
  };
  await go("#/battle/mew/onix?mode=manual&ma=pound", "Pound");
  await go("#/battle/mew/onix?mode=manual&ma=pound,swift", "Swift");
  await go("#/battle/onix/mew?mode=manual&ma=earthquake", "Earthquake");
  await go("#/battle/mew/onix?mode=manual&ma=pound", "Pound");
  await page.getByRole("link", { name: "Recent" }).click();
  const rows = page.getByRole("table").locator("tbody tr");
  const best = onnxruntime().best.find(({ a, b }) => a === pokemon("mew").id && b === pokemon("onix").id);
  const onix = move(best?.moveB ?? 0).en;
  await expect(rows.getByRole("rowheader")).toHaveText([
    `Mew – OnixManual · Pound – ${onix}`,
    /^Onix – MewManual · Earthquake – /,
    `Mew – OnixManual · Pound, Swift – ${onix}`,
  ]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
