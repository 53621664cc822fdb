import { expect, test } from "./fixtures";
import { ROUTES, ROUTE_NAMES } from "./support/routes";
import { open } from "./support/site";
import { walk } from "./support/walk";

test("every page takes the focus, begins at its top and has a title and a heading of its own, also on the way back", async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, "#/no/page");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const where = () =>
    page.evaluate(() => ({ focus: document.activeElement?.id ?? "", scroll: scrollY, titles: document.querySelectorAll("h1").length }));
  const titles = new Map<string, string>();
  const leave = () =>
    page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      document.querySelector<HTMLElement>("footer a, header a")?.focus();
    });
  await leave();
  await walk(page, async (name) => {
    await expect.poll(where, name).toEqual({ focus: "main", scroll: 0, titles: 1 });
    const title = await page.title();
    expect(title, name).toMatch(/^.+ · Battledex$/);
    expect(titles.get(title), `${name} has the title of`).toBeUndefined();
    titles.set(title, name);
    await leave();
  });
  expect(titles.size).toBe(ROUTE_NAMES.length - 2);
  const back = [...titles.keys()].reverse().slice(1, 6);
  for (const title of back) {
    await page.goBack();
    await expect(page).toHaveTitle(title);
    await expect.poll(where, title).toMatchObject({ focus: "main", titles: 1 });
    await leave();
  }
});

test.describe("with motion", () => {
  const MOVING = ["battle", "registry", "matrix", "settings"] as const;
  for (const reducedMotion of ["reduce", "no-preference"] as const) {
    test(`reduced motion: ${reducedMotion}`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion });
      // What runs while a page loads is over soon: it is noted as the browser starts it.
      await page.addInitScript(() => {
        const seen = ((window as unknown as { seen: string[] }).seen = []) as string[];
        for (const kind of ["animationstart", "transitionrun"] as const) {
          addEventListener(kind, ({ target }) => seen.push(`${kind} ${(target as Element).className}`), true);
        }
      });
      let all = 0;
      for (const name of MOVING) {
        await open(page, ROUTES[name]);
        await expect(page.locator("html")).toHaveAttribute("lang", "en");
        await expect(page.locator(".lens[data-state=good]")).toBeVisible();
        await page.locator("a.button, button").first().hover();
        const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
        if (reducedMotion === "reduce") expect(seen, name).toEqual([]);
        all += seen.length;
      }
      if (reducedMotion === "no-preference") expect(all).toBeGreaterThan(0);
    });
  }
});
