import { type Page, expect } from "@playwright/test";

/** Everything that the Tab key must reach, in the page's order, as the page itself says: a name for each. Radio buttons of a group are one stop. */
export const stops = (page: Page) => page.evaluate(listStops);

/** The same once nothing comes or goes any more: parts of a page are read one after another. */
export async function settledStops(page: Page): Promise<string[]> {
  await page.waitForLoadState("networkidle");
  let found: string[] = [];
  const stay = async () => {
    const before = found;
    found = await stops(page);
    return found.length > 0 && found.join("\n") === before.join("\n");
  };
  await expect.poll(stay, { message: "controls come and go", intervals: [500] }).toBe(true);
  return found;
}

/** Presses Tab until the focus leaves the page, at most `most` times, and says where it was. */
export async function tabThrough(page: Page, most: number): Promise<string[]> {
  await page.evaluate(() => {
    const state = window as unknown as { reached?: Element[]; left?: boolean };
    state.reached = [];
    (document.activeElement as HTMLElement | null)?.blur();
    addEventListener("focusin", ({ target }) => state.reached?.push(target as Element));
  });
  for (let press = 0; press < most; press += 1) await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const { reached = [] } = window as unknown as { reached?: Element[] };
    return reached.map((element) => element.getAttribute("data-stop") ?? `unexpected: ${element.outerHTML.slice(0, 120)}`);
  });
}

function listStops(): string[] {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex]";
  const groups = new Set<string>();
  const seen = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => {
    if (element.tabIndex < 0 || element.matches(":disabled") || !element.checkVisibility({ visibilityProperty: true })) return false;
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
    const all = document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${element.name}"]`);
    const chosen = [...all].find(({ checked }) => checked);
    if (chosen ? chosen !== element : groups.has(element.name)) return false;
    groups.add(element.name);
    return true;
  });
  return seen.map((element, at) => {
    const name = `${at} ${element.tagName.toLowerCase()} ${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}`;
    element.setAttribute("data-stop", name);
    return name;
  });
}

/** What is wrong with how the focus shows on each stop: no outline of 2 px on it or on what stands for it, too little contrast, or something lies over it. */
export const focusFaults = (page: Page) => page.evaluate(listFaults);

async function listFaults(): Promise<string[]> {
  const faults: string[] = [];
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!canvas) throw new Error("no canvas");
  const colour = (text: string): [number, number, number, number] => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const luminance = ([r, g, b]: number[]) => {
    const linear = (value = 0) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const contrast = (x: number[], y: number[]) => {
    const [low = 0, high = 0] = [luminance(x), luminance(y)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  /** The plain colour behind an element; none where a picture or a gradient is. */
  const behind = (element: Element | null): number[] | undefined => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return undefined;
      const found = colour(style.backgroundColor);
      if (found[3] === 1) return found;
    }
    return undefined;
  };
  for (const element of document.querySelectorAll<HTMLElement>("[data-stop]")) {
    const name = element.dataset.stop ?? "";
    element.focus({ focusVisible: true } as FocusOptions);
    if (document.activeElement !== element) {
      faults.push(`${name}: takes no focus`);
      continue;
    }
    // A radio button or a box is drawn by the words beside it.
    const next = element.nextElementSibling;
    const shown = getComputedStyle(element).opacity === "0" && next ? next : element;
    const style = getComputedStyle(shown);
    if (style.outlineStyle === "none" || Number.parseFloat(style.outlineWidth) < 2) faults.push(`${name}: no outline`);
    const ground = behind(Number.parseFloat(style.outlineOffset) < 0 ? shown : shown.parentElement);
    if (ground && contrast(colour(style.outlineColor), ground) < 3) faults.push(`${name}: outline ${style.outlineColor} on ${ground}`);
    const { left, right, top, bottom } = shown.getBoundingClientRect();
    // The part of it that the window shows.
    const [west, east] = [Math.max(left, 0), Math.min(right, innerWidth)];
    const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const visible = [0.5, 0.1, 0.9].some((part) => {
      const found = document.elementFromPoint(west + (east - west) * part, middle);
      return found !== null && (shown.contains(found) || element.contains(found) || found.contains(shown) && found.tagName === "LABEL");
    });
    if (!visible) faults.push(`${name}: hidden at ${Math.round(left)}, ${Math.round(top)}`);
  }
  return faults;
}
