import { chromium } from "./harness/environment";
import { expect, test } from "./fixtures";
import { open } from "./support/site";

// V8 offers SIMD only on processors with SSE 4.1.
test.use({
  launchOptions: {
    executablePath: chromium(),
    args: ["--no-sandbox", "--disable-background-networking", "--js-flags=--no-enable-sse4-1"],
  },
});

test("a browser without WebAssembly SIMD is told so, with the way out", async ({ page, trouble }) => {
  trouble.announce(/CompileError/, /SIMD/);
  await open(page);
  expect(await page.evaluate(() => WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])))).toBe(true);
  const panel = page.getByRole("alert");
  await expect(panel).toContainText("SIMD");
  await expect(panel).toContainText(/[Uu]pdate/);
});
