import { type Locator, type Page, expect } from "@playwright/test";

import { world } from "../harness/world";

/** What the steps ask, in their order. */
export const STEPS = {
  address: "Is it an address?",
  encryption: "Encrypted enough for this page?",
  network: "Local-network permission?",
  reachable: "Does anybody answer?",
  reading: "May this page read answers (CORS)?",
  host: "Does MLflow accept the host name?",
  path: "Is MLflow’s API at this path?",
  credentials: "Are the credentials right?",
  searching: "Can runs be searched (POST)?",
  changing: "Can things be changed (POST, PATCH, DELETE)?",
} as const;

const VERDICTS: Record<string, string> = { Passed: "+", Failed: "!", "Cannot tell": "?", "Not needed": "-" };

/** The page that examines a connection. */
export class DoctorPage {
  readonly status: Locator;
  readonly steps: Locator;

  constructor(readonly page: Page) {
    this.status = page.locator(".doctor-status");
    this.steps = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) });
  }

  /** Opens it on a server. No request may be intercepted: Playwright then answers preflights by itself, and lets no icon through. */
  static async examine(page: Page, server: string, at = world().page): Promise<DoctorPage> {
    await page.goto(`${at}#/doctor?url=${encodeURIComponent(server)}`);
    const doctor = new DoctorPage(page);
    await doctor.over();
    return doctor;
  }

  /** Waits until every step is over. */
  async over(): Promise<void> {
    await expect(this.steps).toHaveCount(Object.keys(STEPS).length, { timeout: 45_000 });
  }

  step(name: keyof typeof STEPS): Locator {
    return this.steps.filter({ has: this.page.getByRole("heading", { name: STEPS[name], exact: true }) });
  }

  /** A letter for each step: `+` passed, `!` failed, `?` cannot tell, `-` not needed. */
  async verdicts(): Promise<string> {
    const words = await this.steps.locator(".tag").allTextContents();
    return words.map((word) => VERDICTS[word] ?? `(${word})`).join("");
  }

  /** The lines to paste that contain something. */
  async lines(step: keyof typeof STEPS, part: string): Promise<string> {
    const lines = this.step(step).locator("pre").filter({ hasText: part });
    await expect(lines).toHaveCount(1);
    return (await lines.textContent()) ?? "";
  }
}
