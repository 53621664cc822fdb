import type { Page } from "@playwright/test";

/**
 * Every text of the page that the reader's language should have: what is seen and what is read out. Not what says of itself that it
 * is in another or an unknown language, nor code.
 */
export const texts = (page: Page) =>
  page.evaluate(() => {
    const found = new Set<string>();
    const own = (element: Element) => element.closest("[lang]") === document.documentElement && !element.closest("code, pre, [role=cell] .grid-text");
    const add = (text: string | null) => {
      const words = (text ?? "").replace(/\s+/g, " ").trim();
      // One word alone may be the same in both languages.
      if (/\p{L}{2,}[^\p{L}]* [^\p{L}]*\p{L}{2,}/u.test(words)) found.add(words);
    };
    add(document.title);
    for (const element of document.body.querySelectorAll("*")) {
      if (!own(element) || (!element.checkVisibility() && element.tagName !== "OPTION")) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext", "data-label"]) add(element.getAttribute(name));
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) add(node.textContent);
    }
    return [...found];
  });
