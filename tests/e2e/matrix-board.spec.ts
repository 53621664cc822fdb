import { expect, test } from "./fixtures";
import { saved } from "./support/files";
import { COUNT, HeatMap, byNumber, csv, onnxruntime } from "./support/matrix";
import { type Fighter, fighters } from "./support/pokedex";
import { open } from "./support/site";

/** The battle of two whose probability is nearest to a number. */
function nearest(to: number): { a: Fighter; b: Fighter; p: number } {
  let best: { a: Fighter; b: Fighter; p: number } | undefined;
  for (const [place, line] of onnxruntime().entries()) {
    for (const [other, p] of line.entries()) {
      const [a, b] = [fighters()[place], fighters()[other]];
      if (a && b && !Number.isNaN(p) && Math.abs(p - to) < Math.abs((best?.p ?? Number.POSITIVE_INFINITY) - to)) best = { a, b, p };
    }
  }
  if (!best) throw new Error("there are no battles");
  return best;
}

/** The colour of a probability on a scale of equally distant stops. */
function colourOf(p: number, stops: number[][]): number[] {
  const place = p * (stops.length - 1);
  const [from = [], to = []] = stops.slice(Math.min(Math.floor(place), stops.length - 2));
  const share = place - Math.min(Math.floor(place), stops.length - 2);
  return from.map((channel, at) => channel + share * ((to[at] ?? Number.NaN) - channel));
}

test("cells have the colours of the legend for onnxruntime's probabilities, in both themes", async ({ page }) => {
  await open(page, "#/matrix?sort=number");
  const map = new HeatMap(page);
  const battles = [0, 0.25, 0.5, 0.75, 1].map(nearest);
  const points: { x: number; y: number }[] = [];
  for (const { a, b } of battles) points.push(await map.point(a.en, b.en));
  await map.leave();
  const seen: number[][][] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const gradient = await page.locator(".matrix-scale").evaluate((scale) => getComputedStyle(scale).backgroundImage);
    const stops = [...gradient.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map((found) => found.slice(1).map(Number));
    expect(stops).toHaveLength(5);
    const wanted = battles.map(({ p }) => colourOf(p, stops));
    const colours = async () => map.colours(points);
    /** The greatest distance of a channel. */
    const distance = (found: number[][]) =>
      Math.max(...found.flatMap((colour, place) => colour.map((value, channel) => Math.abs(value - (wanted[place]?.[channel] ?? Number.NaN)))));
    await expect.poll(async () => distance(await colours()), `${colorScheme}: ${JSON.stringify(wanted)}`).toBeLessThanOrEqual(1);
    seen.push(await colours());
  }
  // Neither one colour for all, nor the same in both themes.
  for (const colours of seen) expect(new Set(colours.map(String)).size).toBe(5);
  expect(seen[0]).not.toEqual(seen[1]);
});

test("keys and the wheel with Ctrl zoom at a point, and dragging moves what is under the pointer", async ({ page }) => {
  await open(page, "#/matrix?sort=number");
  const map = new HeatMap(page);
  const names = byNumber().map(({ en }) => en);
  const cell = async (x: number, y: number) => {
    const [a, b] = await map.pair(x, y);
    return { row: names.indexOf(a), column: names.indexOf(b) };
  };
  // Cells are squares, and the canvas is as high as the matrix.
  const { height } = await map.box();
  const [x, y] = [Math.round(height / 2), Math.round(height / 2)];
  /** Columns between two points that are 200 pixels apart. */
  const span = async () => (await cell(x + 100, y)).column - (await cell(x - 100, y)).column;
  const whole = { span: await span(), middle: await cell(x, y), corner: await cell(height - 3, height - 3) };
  expect(Math.abs(whole.span - (200 * COUNT) / height), "columns in 200 pixels of the whole matrix").toBeLessThanOrEqual(2);
  expect(whole.corner).toEqual({ row: COUNT - 1, column: COUNT - 1 });

  await map.canvas.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const near = await span();
  expect(near).toBeLessThan(whole.span / 2);
  const middle = await cell(x, y);
  expect(Math.abs(middle.row - whole.middle.row), "what is halfway down stays there").toBeLessThanOrEqual(2);
  await page.keyboard.press("-");
  const between = await span();
  expect(between).toBeGreaterThan(near);
  expect(between).toBeLessThan(whole.span);
  await page.keyboard.press("0");
  expect(await span()).toBe(whole.span);
  expect(await cell(x, y)).toEqual(whole.middle);

  // Without the key the wheel scrolls the page.
  const scrolled = () => page.evaluate(() => scrollY);
  const to = await page.evaluate(() => Math.min(scrollY + 50, document.documentElement.scrollHeight - innerHeight));
  expect(to).toBeGreaterThan(await scrolled());
  await page.mouse.wheel(0, 50);
  await expect.poll(scrolled).toBe(to);
  expect(await span()).toBe(whole.span);
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("+");
  const held = await cell(x, y);
  const before = await span();
  await page.mouse.move((await map.box()).x + x, (await map.box()).y + y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  expect(await cell(x, y)).toEqual(held);
  const after = await span();
  expect(after).toBeLessThan(before * 0.8);

  // The board lies still in the page while it is dragged.
  const box = await map.box();
  await page.mouse.move(box.x + x, box.y + y);
  await page.mouse.down();
  await page.mouse.move(box.x + x - 60, box.y + y + 20);
  await page.mouse.move(box.x + x - 120, box.y + y + 80);
  await page.mouse.up();
  expect(await cell(x - 120, y + 80)).toEqual(held);
  expect((await cell(x, y)).column).toBeGreaterThan(held.column);
  expect((await cell(x, y)).row).toBeLessThan(held.row);
  expect(page.url(), "a drag chooses no cell").not.toContain("at=");
});

test("the cell under the pointer is told, the chosen one again after it, and its battle is linked", async ({ page }) => {
  await open(page, "#/matrix?sort=number");
  const map = new HeatMap(page);
  const [chosen, other] = [nearest(0.5), nearest(0.25)];
  const told = ({ a, b, p }: typeof chosen) => {
    const back = onnxruntime()[fighters().indexOf(b)]?.[fighters().indexOf(a)] ?? Number.NaN;
    return `${a.en} beats ${b.en}: ${(100 * p).toFixed(2)}% · ${b.en} as A beats ${a.en}: ${(100 * back).toFixed(2)}%`;
  };
  const point = await map.point(chosen.a.en, chosen.b.en);
  const box = await map.box();
  await page.mouse.click(box.x + point.x, box.y + point.y);
  await expect(page).toHaveURL(new RegExp(`at=${chosen.a.slug}%2F${chosen.b.slug}`));
  await expect(map.readout).toHaveText(told(chosen));
  const link = page.getByRole("link", { name: "Open this battle" });
  await expect(link).toHaveAttribute("href", `#/battle/${chosen.a.slug}/${chosen.b.slug}`);
  await map.point(other.a.en, other.b.en);
  await expect(map.readout).toHaveText(told(other));
  await expect(link).toHaveAttribute("href", `#/battle/${chosen.a.slug}/${chosen.b.slug}`);
  await map.leave();
  await expect(map.readout).toHaveText(told(chosen));
});

test("columns are searched too, and the picture that is saved has all that is shown", async ({ page }) => {
  await open(page, "#/matrix?sort=number");
  const map = new HeatMap(page);
  const { height } = await map.box();
  const size = async (bytes: Buffer) =>
    page.evaluate(async (base64) => {
      const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext("2d");
      context?.drawImage(picture, 0, 0);
      const { data } = context?.getImageData(0, 0, picture.width, picture.height) ?? { data: [] };
      const colours = new Set<number>();
      for (let at = 0; at < data.length; at += 4) colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
      return { width: picture.width, height: picture.height, colours: colours.size };
    }, bytes.toString("base64"));

  const all = await saved(page, "Save as PNG");
  expect(all.name).toBe("battledex-matrix.png");
  expect(all.bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const whole = await size(all.bytes);
  expect([whole.width, whole.height]).toEqual([all.bytes.readUInt32BE(16), all.bytes.readUInt32BE(20)]);
  expect(whole.width).toBe(whole.height);
  expect(whole.width, "a cell has room for a name beside it").toBeGreaterThan(COUNT * 10);
  expect(whole.colours).toBeGreaterThan(500);

  await page.getByLabel("Find columns").fill("starm");
  await expect(page.locator(".matrix-card").getByRole("status").first()).toHaveText(`${COUNT} × 1 Pokémon`);
  await page.getByLabel("Find rows").fill("dracaufeu");
  await expect(page.locator(".matrix-card").getByRole("status").first()).toHaveText("3 × 1 Pokémon");
  await expect(page).toHaveURL(/#\/matrix\?sort=number&cols=starm&rows=dracaufeu$/);
  const answers = onnxruntime();
  const column = fighters().findIndex(({ slug }) => slug === "starmie");
  const [head, ...lines] = await csv(page);
  expect(head?.slice(1)).toEqual(["starmie"]);
  expect(lines.map(([slug]) => slug)).toEqual(["charizard", "charizard-mega-x", "charizard-mega-y"]);
  for (const [slug, cell] of lines) {
    const p = answers[fighters().findIndex((each) => each.slug === slug)]?.[column] ?? Number.NaN;
    expect(Math.abs(Number(cell) - p)).toBeLessThanOrEqual(1e-6);
  }
  const few = await size((await saved(page, "Save as PNG")).bytes);
  expect(few.height - few.width, "three rows and one column").toBe(2 * ((whole.width - few.width) / (COUNT - 1)));
  await expect.poll(async () => (await map.canvas.boundingBox())?.height ?? height).toBeLessThan(height);
});

test("what is under the pointer stays there while the wheel zooms, also when names appear beside the cells", async ({ page }) => {
  await open(page, "#/matrix?sort=number");
  const map = new HeatMap(page);
  const { height } = await map.box();
  await map.canvas.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const held = await map.pair(height / 2, height / 2);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  expect(await map.pair(height / 2, height / 2)).toEqual(held);
});

test("the address keeps which part is in sight, and reloading shows it again", async ({ page }) => {
  await open(page, "#/matrix?sort=number");
  const map = new HeatMap(page);
  await map.box();
  await map.canvas.focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("+");
  await expect(page).toHaveURL(/sort=number&sight=\d+\.\d\d%2C\d+\.\d\d%2C\d+\.\d\d$/);
  const address = page.url();
  const { width, height } = await map.box();
  const seen = await map.pair(width / 2, height / 2);
  await page.reload();
  await map.box();
  expect(await map.pair(width / 2, height / 2)).toEqual(seen);
  expect(page.url()).toBe(address);
  // All of it needs no words.
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page).toHaveURL(/#\/matrix\?sort=number$/);
});
