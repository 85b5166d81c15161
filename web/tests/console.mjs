// The console in a browser, against a desk of its own: axe on every page in both languages, no sideways scroll, no breach of
// the page's policy, no error in its log; sign-in, saving, conflicts and the recipient's link as people do them.
//
// usage: node web/tests/console.mjs PATH_TO_TIDEGATE [WORDS_OF_TEST_NAMES]
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { Desk, kPassword, uscc } from "./desk.mjs";

const tidegate = process.env.TIDEGATE ?? process.argv[2];
const browser_path = process.env.TIDEGATE_BROWSER ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kWidths = [1440, 720, 360]; // 720: 1440 at 200 %

let desk;
let browser;
let filer;
let filing;

before(async () => {
  assert.ok(existsSync(browser_path), `${browser_path} is not there`);
  desk = await Desk.open(tidegate);
  const { value: firm } = await desk.operator.ask("POST", "/v1/firms", { uscc: uscc(1), name: "Example Pharma (Beijing)" });
  filer = await desk.account("filer", "filer", { tenant: firm.id });
  await desk.account("admin", "firm_admin", { tenant: firm.id });
  await desk.account("officer", "officer", { agency: "cyberspace" });
  await desk.account("lead", "lead", { agency: "cyberspace" });
  await desk.account("auditor", "auditor");
  ({ value: filing } = await filer.ask("POST", "/v1/filings", {}));
  browser = await chromium.launch({ executablePath: browser_path, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  await desk?.close();
});

// A page that notes what must not happen.
async function opened({ login, language = "en", width = 1440 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: language === "zh" ? "zh-CN" : "en-GB" });
  await context.addInitScript(`localStorage.setItem("tidegate.language", "${language}")`);
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (line) => {
    if (line.type() === "error" && !/status of (401|404|409|412|422)/.test(line.text())) page.faults.push(line.text());
  });
  page.on("pageerror", (error) => page.faults.push(error.message));
  if (login) {
    await page.goto(desk.base);
    await page.locator("input[name=login]").fill(login);
    await page.locator("input[name=password]").fill(kPassword);
    await page.locator("button[type=submit]").click();
    await page.locator(".frame-top").waitFor();
  }
  return page;
}

async function settled(page) {
  await page.locator("h1").first().waitFor({ timeout: 20_000 });
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => !document.querySelector(".ant-skeleton, .waiting"));
}

async function axe_faults(page) {
  // What the policy keeps out of the page is let in by the driver's own way.
  const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })`);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | ")}`);
}

async function look(page, what) {
  await settled(page);
  assert.deepEqual(await axe_faults(page), [], `${what}: axe`);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${what}: scrolls sideways`);
  assert.deepEqual(page.faults, [], `${what}: log`);
}

const kPages = {
  filer: () => ["/", "/filings/new", "/deadlines", "/flows", "/account", `/filings/${filing.id}`, ...["task/route", "task/processor", "task/people", "task/scenario", "task/items", "task/persons", "task/recipient", "task/flow", "task/papers", "law", "papers", "recipients", "check", "documents", "submit"].map((step) => `/filings/${filing.id}/${step}`)],
  admin: () => ["/", "/deadlines", "/flows", "/account"],
};

for (const [login, pages] of Object.entries(kPages)) {
  for (const language of ["en", "zh"]) {
    test(`each page of ${login} stands in ${language}, without a breach of WCAG 2.2 AA that axe finds`, async () => {
      const page = await opened({ login, language });
      for (const path of pages()) {
        await page.goto(desk.base + path);
        await look(page, `${path} ${language}`);
      }
      await page.context().close();
    });
  }
}

for (const width of kWidths.slice(1)) {
  test(`at ${width} pixels no page of the firm scrolls sideways`, async () => {
    const page = await opened({ login: "filer", language: "zh", width });
    for (const path of kPages.filer()) {
      await page.goto(desk.base + path);
      await look(page, `${path} ${width}`);
    }
    await page.context().close();
  });
}

test("the sign-in page is usable on a cold start, by keyboard alone, and says what is wrong", async () => {
  const page = await opened();
  const begun = Date.now();
  await page.goto(desk.base);
  await page.locator("input[name=login]").waitFor();
  const cold_ms = Date.now() - begun;
  console.log(`sign-in page usable after ${cold_ms} ms`);
  await look(page, "sign-in");
  await page.keyboard.type("filer");
  await page.keyboard.press("Tab");
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.locator("input[name=password]").fill(kPassword);
  await page.keyboard.press("Enter");
  await page.locator(".frame-top").waitFor();
  await page.context().close();
});

test("a session that ended leads to the sign-in page and back to the same place", async () => {
  const page = await opened({ login: "filer" });
  await page.goto(`${desk.base}/deadlines`);
  await settled(page);
  await page.context().clearCookies();
  await page.locator(".frame-side").getByText("Data flows").click();
  await page.locator("input[name=login]").fill("filer");
  await page.locator("input[name=password]").fill(kPassword);
  await page.keyboard.press("Enter");
  await page.locator(".frame-top").waitFor();
  assert.match(page.url(), /\/flows$/);
  await page.context().close();
});

test("what is typed is saved, is there after a reload, and a wrong answer is told beside its field", async () => {
  const page = await opened({ login: "filer" });
  await page.goto(`${desk.base}/filings/${filing.id}/task/processor`);
  const business = page.getByLabel(/^main business/);
  await business.fill("clinical research");
  await page.locator(".save-line", { hasText: /Saved \d/ }).waitFor();
  await page.reload();
  await settled(page);
  assert.equal(await business.inputValue(), "clinical research");
  await page.getByLabel(/^unified social credit code/).fill("91110000000000000A");
  await page.keyboard.press("Tab");
  await page.locator(".field-bad").first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("where somebody else changed the same answer, both are shown and neither is lost", async () => {
  const page = await opened({ login: "filer" });
  await page.goto(`${desk.base}/filings/${filing.id}/task/scenario`);
  await settled(page);
  const { response } = await filer.ask("GET", `/v1/filings/${filing.id}`);
  await filer.ask("PATCH", `/v1/filings/${filing.id}`, { set: { "/scenario/purpose": "theirs" }, remove: [] }, { "If-Match": response.headers.get("etag") });
  await page.getByLabel(/^purpose of the export/).fill("mine");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await page.locator(".save-line", { hasText: /Saved \d/ }).waitFor();
  const { value } = await filer.ask("GET", `/v1/filings/${filing.id}`);
  assert.equal(value.declaration.scenario.purpose, "mine");
  await page.context().close();
});

test("a recipient fills in its part by its link, without an account, and the link ends when it is handed over", async () => {
  const { response } = await filer.ask("GET", `/v1/filings/${filing.id}`);
  await filer.ask("PATCH", `/v1/filings/${filing.id}`, { set: { "/scenario/recipients/0/name": "Example Pharma SE" }, remove: [] }, { "If-Match": response.headers.get("etag") });
  const { value: link } = await filer.ask("POST", `/v1/filings/${filing.id}/recipient-links`, { recipient: 0, days: 3 });
  const page = await opened({ width: 360 });
  await page.goto(desk.base + link.path);
  await page.getByLabel(/^main business/).waitFor();
  await look(page, "recipient's page");
  await page.getByLabel(/^main business/).fill("research and making of medicines");
  await page.locator(".save-line", { hasText: /Saved \d/ }).waitFor();
  await page.getByRole("button", { name: "Hand over to the exporter" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Hand over to the exporter" }).click();
  await page.getByRole("heading", { name: "Handed over" }).waitFor();
  const { value } = await filer.ask("GET", `/v1/filings/${filing.id}`);
  assert.equal(value.declaration.scenario.recipients[0].main_business, "research and making of medicines");
  await page.context().close();
});
