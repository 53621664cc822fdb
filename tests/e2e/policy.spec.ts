import { expect, test } from "./fixtures";
import { BattlePage } from "./support/battle";
import { bestMoveProbability } from "./support/pokedex";
import { open } from "./support/site";

/** What the browser says when it does not run a script. */
const REFUSAL = /Content Security Policy/;

/** Ways into a page for somebody else's script, each setting `hit`. */
const INJECTIONS: Record<string, string> = {
  "an element that a script made": "const s = document.createElement('script'); s.textContent = 'hit = 1'; document.body.append(s)",
  "a handler in markup": "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"hit = 1\">')",
  "a handler of an SVG": "document.body.insertAdjacentHTML('beforeend', '<svg onload=\"hit = 1\"></svg>')",
  "an address that is a script": "const a = document.createElement('a'); a.href = 'javascript:hit=1'; document.body.append(a); a.click()",
  "a frame with a page of its own":
    "const f = document.createElement('iframe'); f.srcdoc = '<script>parent.hit = 1<\\/script>'; document.body.append(f)",
  "a file of somebody else": "const s = document.createElement('script'); s.src = 'data:text/javascript,hit=1'; document.body.append(s)",
  "a worker made of text":
    "try { new Worker(URL.createObjectURL(new Blob(['1'], { type: 'text/javascript' }))) } catch {}",
  "a text that is evaluated": "setTimeout('hit = 1')",
};

for (const [name, code] of Object.entries(INJECTIONS)) {
  test(`no script runs through ${name}`, async ({ page, trouble }) => {
    trouble.announce(REFUSAL, /csp$/);
    await open(page);
    const battle = new BattlePage(page);
    await battle.expectProbability(bestMoveProbability("pikachu", "blastoise"));
    const refusal = page.waitForEvent("console", (message) => REFUSAL.test(message.text()));
    await page.evaluate(code);
    await refusal;
    expect(await page.evaluate("typeof hit")).toBe("undefined");
  });
}

test("the policy allows no inline script and nobody else's", async ({ page }) => {
  await open(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const scripts = policy?.split("; ").find((directive) => directive.startsWith("script-src "));
  expect(scripts).toMatch(/^script-src 'self' 'wasm-unsafe-eval' 'sha256-[A-Za-z0-9+/]{43}='$/);
});
