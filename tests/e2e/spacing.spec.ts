import { expect, test } from "./fixtures";
import { open } from "./support/site";
import { walk } from "./support/walk";

test("nothing is cut off or wider than a phone with the text spacing that readers may set", async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page, "#/no/page");
  // The values of WCAG 1.4.12. A style element is against the page's policy.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }");
    document.adoptedStyleSheets = [sheet];
  });
  const faults: Record<string, string[]> = {};
  await walk(page, async (name) => {
    const found = await page.evaluate(() => {
      const cut = [...document.querySelectorAll<HTMLElement>("main *, header *, footer *")].filter((element) => {
        if (!element.checkVisibility() || element.matches(".visually-hidden, .visually-hidden *, [aria-hidden=true], [aria-hidden=true] *, svg *")) return false;
        const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
        // The heads of tables that are cards on a phone are for those who hear them.
        const head = element.closest("thead");
        if (head && getComputedStyle(head).clipPath !== "none") return false;
        // What is shortened on purpose has its whole text in a title or on its own page, and frames scroll.
        if (textOverflow === "ellipsis" || !element.textContent?.trim() || element.closest(".clip")) return false;
        const clips = (overflow: string) => overflow === "hidden" || overflow === "clip";
        const wide = clips(overflowX) && element.scrollWidth > element.clientWidth + 1;
        const high = clips(overflowY) && element.scrollHeight > element.clientHeight + 1;
        return wide || high;
      });
      const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      return [...cut.map(({ outerHTML }) => outerHTML.slice(0, 120)), ...(wider > 0 ? [`${wider} px too wide`] : [])];
    });
    if (found.length > 0) faults[name] = found;
  });
  expect(faults).toEqual({});
});

test("with the reader's own colours, what is chosen can be told from what is not", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page);
  const ground = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect(page.locator("main")).toContainText("256/256");
  expect(await ground(".segments input:checked + span")).not.toBe(await ground(".segments input:not(:checked) + span"));
  expect(await ground(".nav a[aria-current]")).not.toBe(await ground(".nav a:not([aria-current])"));
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await page.locator(".meter-a").evaluate((element) => getComputedStyle(element).backgroundImage)).not.toBe("none");
  expect(await ground(".stat-bar span")).not.toBe(paper);
});
