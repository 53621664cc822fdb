import { type Locator, expect } from "@playwright/test";

/** Acts, and waits until the live region says so: the same element that was there before, since a region that comes with its text is not read out. */
export async function announced(region: Locator, act: () => Promise<unknown>, text: RegExp): Promise<void> {
  const element = await region.elementHandle();
  if (!element) throw new Error("there is no region");
  const live = await element.evaluate((node) => node.closest("[role=status], [role=alert], [aria-live=polite], output") !== null);
  expect(live, "it is a live region").toBe(true);
  const said = () => element.evaluate((node) => (node.isConnected ? (node.textContent ?? "") : "(the region is gone)"));
  expect(await said(), "before").not.toMatch(text);
  await act();
  await expect.poll(said, { intervals: [50] }).toMatch(text);
}
