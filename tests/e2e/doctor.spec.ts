import type { Page } from "@playwright/test";

import { type Trouble, expect, test } from "./fixtures";
import { type World, liveServer } from "./harness/world";
import { violations } from "./support/accessibility";
import { DoctorPage } from "./support/doctor";
import { ask } from "./support/mlflow";
import { problem } from "./support/problem";
import { onEachMlflow } from "./support/registries";
import { PIKACHU_BLASTOISE, live, open } from "./support/site";

/** What the browser itself logs about questions that fail, as most here are meant to. */
function expectRefusals(trouble: Trouble): void {
  trouble.announce(/Failed to load resource/, /status 4\d\d/, /ERR_CONNECTION_REFUSED/, /ERR_FAILED/, /blocked by CORS policy/);
}

interface Case {
  name: string;
  server: (world: World) => string;
  at?: (world: World) => string;
  /** Address, encryption, local network, reachable, reading, host, path, credentials, searching, changing. */
  verdicts: string;
  /** What the result starts with. */
  result: string;
  says: Partial<Record<"reachable" | "reading" | "host" | "path" | "credentials" | "searching" | "changing", string[]>>;
}

const READ_ONLY = "Read only: ";
const CLOSED = "This page cannot read the server. The first step that fails: ";
const WELL = "Everything passes";
const v3 = () => liveServer("3.17.2").direct;
const foreign = (world: World) => world.partial.foreign;

const CASES: Case[] = [
  {
    name: "a server where nobody listens",
    server: ({ refusing }) => refusing.dead,
    verdicts: "+--!??????",
    result: `${CLOSED}Does anybody answer?`,
    says: { reachable: ["the server does not run", "mlflow server --host 127.0.0.1 --port ", "Open it in a new tab"] },
  },
  {
    name: "MLflow 2.22.5 across origins",
    server: ({ refusing }) => refusing.noCors,
    verdicts: "+--+!?????",
    result: `${CLOSED}May this page read answers (CORS)?`,
    says: { reading: ["MLflow before 3.5", "Access-Control-Allow-Origin", "location /mlflow/"], path: ["MLflow’s icon is at this path"] },
  },
  {
    name: "MLflow 3.17.2 from an origin that it does not allow",
    server: v3,
    at: foreign,
    verdicts: "+--+!?????",
    result: `${CLOSED}May this page read answers (CORS)?`,
    says: { reading: ["MLflow 3.5 or newer whose list lacks this page’s origin", "mlflow server --cors-allowed-origins http://battledex.localhost:"] },
  },
  {
    name: "MLflow 3.17.2 by a name that it does not accept",
    server: ({ partial }) => partial.byName,
    verdicts: "+--++!????",
    result: `${CLOSED}Does MLflow accept the host name?`,
    says: { reading: ["MLflow 3.17.2"], host: ["most likely that check", "--allowed-hosts 'mlflow.localhost:"] },
  },
  {
    name: "a server that asks for credentials",
    server: ({ refusing }) => refusing.locked.server,
    verdicts: "+--+-+?!??",
    result: `${CLOSED}Are the credentials right?`,
    says: { credentials: ["asks for credentials (401)"] },
  },
  {
    name: "a server that forbids everyone",
    server: ({ refusing }) => refusing.forbidden,
    verdicts: "+--+-+?!??",
    result: `${CLOSED}Are the credentials right?`,
    says: { credentials: ["Somebody refuses (403)"] },
  },
  {
    name: "another web server",
    server: ({ refusing }) => refusing.html,
    verdicts: "+--+-+!???",
    result: `${CLOSED}Is MLflow’s API at this path?`,
    says: { path: ["A web page answers where MLflow’s API should be"] },
  },
  {
    name: "a path that does not exist",
    server: () => `${v3()}/no/such/path`,
    verdicts: "+--+++!???",
    result: `${CLOSED}Is MLflow’s API at this path?`,
    says: { path: ["no such call at this path (status 404)", "Examine this address"] },
  },
  {
    name: "a call that was pasted for the address",
    server: () => `${v3()}/api/2.0/mlflow/experiments/search`,
    verdicts: "+--+++!???",
    result: `${CLOSED}Is MLflow’s API at this path?`,
    says: { path: ["Examine this address"] },
  },
  {
    name: "a path that does not exist, on a server that nobody may read",
    server: ({ refusing }) => `${refusing.noCors}/no/such/path`,
    verdicts: "+--+!?!???",
    result: `${CLOSED}May this page read answers (CORS)?`,
    says: { path: ["MLflow’s icon is not at this path", "Examine this address"] },
  },
  {
    name: "a link of MLflow’s own page",
    server: () => `${v3()}/#/experiments/0`,
    verdicts: "+--++++-++",
    result: WELL,
    says: {},
  },
  {
    name: "a proxy that lets only GETs pass, on the page’s origin",
    server: ({ partial }) => partial.getsOnly,
    verdicts: "+--+-++-!!",
    result: `${READ_ONLY}what reads passes`,
    says: { searching: ["The method is refused (status 403), though GET passes"] },
  },
  {
    name: "a proxy that lets only GETs pass, across origins",
    server: ({ partial }) => partial.getsOnlyAcross,
    verdicts: "+--++++-!!",
    result: `${READ_ONLY}what reads passes`,
    says: { searching: ["the browser’s question before it (OPTIONS), is refused"] },
  },
  {
    name: "a proxy that hands the page’s origin on",
    server: ({ partial }) => partial.originPassed,
    at: foreign,
    verdicts: "+--+-++-!!",
    result: `${READ_ONLY}MLflow refuses changes`,
    says: { searching: ["Cross-origin request blocked", 'proxy_set_header Origin "";'] },
  },
  {
    name: "MLflow 3.8.1 from another site",
    server: ({ partial }) => partial.open,
    at: foreign,
    verdicts: "+--++++-++",
    result: WELL,
    says: { reading: ["as may every web site: MLflow 3.8.1 answers all of them"] },
  },
  {
    name: "MLflow 3.17.2 from a page of this computer",
    server: v3,
    verdicts: "+--++++-++",
    result: WELL,
    says: { path: ["MLflow’s API answers (MLflow 3.17.2)"] },
  },
  {
    name: "MLflow 2.22.5 below the page’s origin",
    server: () => "/mlflow/",
    verdicts: "+--+--+-++",
    result: WELL,
    says: { path: ["MLflow’s API answers (MLflow 2.22.5)"], host: ["MLflow 2.22.5 does not check it"] },
  },
];

for (const { name, server, at, verdicts, result, says } of CASES) {
  test(`${name} is told from everything else`, async ({ page, trouble, world }) => {
    expectRefusals(trouble);
    const doctor = await DoctorPage.examine(page, server(world), at?.(world) ?? world.page);
    expect(await doctor.verdicts()).toBe(verdicts);
    await expect(doctor.status).toContainText(result);
    for (const [step, texts] of Object.entries(says)) {
      for (const text of texts) await expect(doctor.step(step as keyof typeof says)).toContainText(text);
    }
  });
}

test("what was found is used with one click, and the way back leads to the address before", async ({ page, trouble }) => {
  expectRefusals(trouble);
  const doctor = await DoctorPage.examine(page, `${v3()}/no/such/path`);
  await doctor.step("path").getByRole("button", { name: "Examine this address" }).click();
  await expect(page.getByLabel("Address of the server")).toHaveValue(v3());
  await expect(doctor.status).toContainText(WELL);
  await page.goBack();
  await expect(page.getByLabel("Address of the server")).toHaveValue(`${v3()}/no/such/path`);
  await expect(doctor.status).toContainText(CLOSED);
});

onEachMlflow(() => {
  test("the examination changes nothing on the server", async ({ page, trouble, server }) => {
    expectRefusals(trouble);
    // Those that other tests make and change meanwhile are theirs.
    const registry = async () => {
      const { registered_models } = await ask<{ registered_models: { name: string }[] }>(server, "registered-models/search?max_results=1000");
      return registered_models.filter(({ name }) => !name.startsWith("fresh-"));
    };
    const before = await registry();
    const doctor = await DoctorPage.examine(page, server.server, server.page);
    await expect(doctor.status).toContainText(WELL);
    expect(before.length).toBeGreaterThan(1);
    expect(await registry()).toEqual(before);
  });
});

test("every connection problem leads here, from the page and from the settings", async ({ page, trouble, world }) => {
  expectRefusals(trouble);
  await open(page, PIKACHU_BLASTOISE, live(world.refusing.dead));
  await problem(page, "The registry does not answer").getByRole("link", { name: "Examine the connection" }).click();
  const doctor = new DoctorPage(page);
  await expect(doctor.status).toHaveText(`${CLOSED}Does anybody answer?`);
  await expect(page.getByLabel("Address of the server")).toHaveValue(world.refusing.dead);

  await doctor.page.getByRole("link", { name: "Open the settings" }).click();
  await page.getByLabel("MLflow address").fill(world.refusing.html);
  await page.getByRole("button", { name: "Connect" }).click();
  await problem(page, "This is not an MLflow server").getByRole("link", { name: "Examine the connection" }).click();
  await expect(doctor.status).toHaveText(`${CLOSED}Is MLflow’s API at this path?`);
});

/** Everything that the browser keeps for the page, its address, and its text. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const stores = [{ ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases(), await caches.keys()];
    return JSON.stringify([stores, history.state, location.href, document.documentElement.outerHTML]);
  });
}

test("a token opens a guarded server for the doctor, and is kept, shown and told nowhere", async ({ page, trouble, world }) => {
  expectRefusals(trouble);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const { server, token } = world.refusing.guarded;
  const doctor = await DoctorPage.examine(page, server);
  await expect(doctor.step("credentials")).toContainText("asks for credentials (401)");
  const signIn = async (secret: string) => {
    await page.getByRole("radio", { name: "Bearer token" }).check();
    await page.getByLabel("Token", { exact: true }).fill(secret);
    await page.getByRole("button", { name: "Run again" }).click();
  };
  await signIn(`${token}-of-yesterday`);
  await expect(doctor.step("credentials")).toContainText("does not accept these credentials (401)");
  await signIn(token);
  await expect(doctor.status).toContainText(WELL);
  await expect(doctor.step("credentials")).toContainText("They are accepted");
  for (const details of await doctor.steps.locator("summary").all()) await details.click();
  const everything = (await kept(page)) + said.join("\n");
  expect(everything).toContain("guarded");
  expect(everything).not.toContain(token);

  // Another address gets no credentials, not even by the way of a link.
  const requests: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/html/")) requests.push(request.headers().authorization);
  });
  await page.getByLabel("Address of the server").fill(world.refusing.html);
  await page.goto(`${world.page}#/doctor?url=${encodeURIComponent(world.refusing.html)}`);
  await expect(doctor.status).toContainText("Is MLflow’s API at this path?");
  expect(requests.length).toBeGreaterThan(3);
  expect(requests.filter(Boolean)).toEqual([]);
});

test("an address with a password in it is refused and gets into no link", async ({ page }) => {
  await open(page, "#/doctor");
  await page.getByLabel("Address of the server").fill("http://ash:secret-word@127.0.0.1:5000");
  await page.getByRole("button", { name: "Examine" }).click();
  const doctor = new DoctorPage(page);
  await expect(doctor.step("address")).toContainText("It holds a user name or password");
  expect(await kept(page)).not.toContain("secret-word");
});

test("by keyboard alone: an address, its result, the lines to paste", async ({ page, trouble, world, context }) => {
  expectRefusals(trouble);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${world.page}#/doctor`);
  await page.getByLabel("Address of the server").focus();
  await page.keyboard.type(world.refusing.noCors);
  await page.keyboard.press("Enter");
  const doctor = new DoctorPage(page);
  await doctor.over();
  await expect(page).toHaveURL(new RegExp(`#/doctor\\?url=${encodeURIComponent(world.refusing.noCors)}$`));
  const step = doctor.step("reading");
  const copy = step.getByRole("button", { name: "Copy" }).first();
  for (let presses = 0; !(await copy.evaluate((button) => button === document.activeElement)); presses += 1) {
    expect(presses).toBeLessThan(30);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(step.getByText("Copied", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await doctor.lines("reading", "Access-Control-Allow-Methods"));
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`a failing examination is accessible on every screen, ${colorScheme}`, async ({ page, trouble, world }) => {
    expectRefusals(trouble);
    await page.emulateMedia({ colorScheme });
    const doctor = await DoctorPage.examine(page, world.refusing.noCors);
    for (const details of await doctor.steps.locator("summary").all()) await details.click();
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 720 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `at ${width} px`).toBeLessThanOrEqual(0);
      expect(await violations(page), `at ${width} px`).toEqual([]);
    }
  });
}

test("it is told in French too", async ({ page, trouble, world }) => {
  expectRefusals(trouble);
  const doctor = await DoctorPage.examine(page, world.refusing.noCors);
  await page.getByRole("button", { name: "Passer en français" }).click();
  await expect(doctor.status).toContainText("Cette page ne peut pas lire le serveur");
  await expect(page.locator("main")).not.toContainText(/Depends on|Not needed|What helps|Somebody|From here/);
});

test("where only GETs pass, the registry is read and its actions say why they are not offered", async ({ page, trouble, world }) => {
  expectRefusals(trouble);
  const reason = "POST, PATCH or DELETE, which search runs and change things, are refused on the way";
  await open(page, "#/registry", live(world.partial.getsOnly));
  const model = page.getByRole("link", { name: "battle_winner_predictor", exact: true });
  await expect(model).toBeVisible();
  await expect(page.getByRole("note")).toContainText(reason);
  await model.click();
  await expect(page.getByText("Only reading passes to this server")).toBeVisible();
  await page.getByRole("link", { name: "Connection" }).click();
  await expect(new DoctorPage(page).status).toContainText(reason);
});
