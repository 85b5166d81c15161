// One transfer from its filing to a permit that verifies offline, in a browser and in both languages: the firm hands it in, an officer
// with a second factor accepts it and asks, the firm answers, the authorities clear it, one person proposes and another confirms.
//
// usage: TIDEGATE=PATH node --test web/tests/whole_journey.mjs
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { Desk, digits_of, kPassword } from "./desk.mjs";
import { kPatience, look_at_widths, settled, watched } from "./look.mjs";

const tidegate = process.env.TIDEGATE;
const zone = fileURLToPath(new URL("../../examples/zone/zone.py", import.meta.url));
const kFlow = "pharma-trial";

let desk;
let browser;
let folder;
const people = {};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "tidegate-journey-"));
  const made = spawnSync("python3", [zone, folder]);
  assert.equal(made.status, 0, String(made.stderr));
  desk = await Desk.open(tidegate, "evidence.example/desk");
  const { processor } = declaration();
  const { value: firm } = await desk.operator.ask("POST", "/v1/firms", { uscc: processor.uscc, name: processor.name });
  people.filer = await desk.account("filer", "filer", { tenant: firm.id });
  for (const [login, role, more] of [
    ["officer", "officer", { agency: "cyberspace" }],
    ["lead", "lead", { agency: "cyberspace" }],
    ["police", "officer", { agency: "public_security" }],
    ["regulator", "officer", { agency: "sector_regulator", sector: "pharmaceutical" }],
  ])
    people[login] = await desk.account(login, role, more);
  browser = await chromium.launch({ executablePath: process.env.TIDEGATE_BROWSER ?? "/usr/bin/chromium", args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
});

after(async () => {
  await browser?.close();
  await desk?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const declaration = () => JSON.parse(readFileSync(join(folder, kFlow, "transfer.json"), "utf8"));

async function signed_in(login, language, digits) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language === "zh" ? "zh-CN" : "en-GB" });
  await context.addInitScript(`localStorage.setItem("tidegate.language", "${language}")`);
  const page = watched(await context.newPage());
  await page.goto(desk.base);
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill(kPassword);
  await page.locator("button[type=submit]").click();
  if (digits) {
    await page.locator("input[name=code]").fill(digits);
    await page.locator("button[type=submit]").click();
  }
  await page.locator(".frame-top").waitFor();
  return page;
}

// The way from an empty desk to a filing with all its papers that nobody has handed in.
async function filing_with_papers() {
  const whole = declaration();
  const { value: filing } = await people.filer.ask("POST", "/v1/filings", { declaration: whole });
  for (const { code, file } of whole.attachments) {
    const path = `/v1/filings/${filing.id}/papers?slot=${code}&file_name=${encodeURIComponent(file)}`;
    await people.filer.ask("POST", path, readFileSync(join(folder, kFlow, file)), { "Content-Type": "application/pdf" });
  }
  return filing.id;
}

const looked_at = async (who, id) => (await people[who].ask("GET", `/v1/cases/${id}`)).value;

async function state_comes(who, id, states) {
  for (const until = Date.now() + kPatience; Date.now() < until;) {
    const view = await looked_at(who, id);
    if (states.includes(view.state)) return view;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`case stays ${(await looked_at(who, id)).state}, not one of ${states}`);
}

// One step of the officers' side: its button on the case, its form, its button there.
async function step(page, who, id, name, language, fill = async () => {}) {
  const view = await looked_at(who, id);
  const open = view.steps_open.find((one) => one.step === name);
  assert.ok(open, `${name} is not open to ${who}: ${view.steps_open.map((one) => one.step)}`);
  await page.goto(`${desk.base}/cases/${id}`);
  await page.getByRole("button", { name: new RegExp(`^\\s*${open.words[language].split("").join("\\s?")}\\s*$`, "i") }).first().click();
  const form = page.getByRole("dialog");
  await form.locator(".ant-drawer-body").waitFor();
  await fill(form);
  await form.locator(".ant-drawer-footer .ant-btn-primary").click();
  await form.waitFor({ state: "detached" });
}

// Tab by Tab, as somebody without a mouse comes to it.
async function tab_to(page, place) {
  for (let i = 0; i < 200; ++i) {
    if (await place.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("the keyboard does not come to it");
}

// A decision opens undecided: nothing can be sent until every item has its outcome, and the form says which have none.
async function decided(form) {
  const send = form.locator(".ant-drawer-footer .ant-btn-primary");
  assert.equal(await form.getByRole("radio", { checked: true }).count(), 0, "an item is decided before anybody said so");
  assert.ok(await send.isDisabled(), "an undecided decision can be sent");
  assert.notEqual((await form.locator(".ant-drawer-footer [role=status]").innerText()).trim(), "");
  await form.getByRole("group").getByRole("button").first().click();
  assert.ok(await send.isEnabled());
}

// One step of the officers' side without a mouse. mark: what is pressed first, of the step's form.
async function step_by_keyboard(page, who, id, name, language, mark) {
  const open = (await looked_at(who, id)).steps_open.find((one) => one.step === name);
  assert.ok(open, `${name} is not open to ${who}`);
  await page.goto(`${desk.base}/cases/${id}`);
  const button = page.getByRole("button", { name: new RegExp(`^\\s*${open.words[language]}\\s*$`, "i") }).first();
  await button.waitFor();
  await tab_to(page, button);
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog");
  await form.locator(".ant-drawer-body").waitFor();
  if (mark) {
    await tab_to(page, mark(form));
    await page.keyboard.press("Space");
  }
  await tab_to(page, form.locator(".ant-drawer-footer .ant-btn-primary"));
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
}

async function sure(page) {
  await page.getByRole("dialog").locator(".ant-btn-primary").last().click();
}

// The panel of a case's evidence: each record with its state in words and its clock, who is not asked told once, a bundle to take home that holds without the desk, and a
// verification that is opened by keyboard and stays open at every width.
async function proved(page, path, language) {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(desk.base + path);
  const chain = page.locator(".proof-chain");
  await chain.locator("button[aria-expanded]").first().waitFor();
  const rows = chain.locator(":scope > li");
  assert.ok((await rows.count()) > 3, "the chain is short");
  for (const row of await rows.all()) {
    assert.match(await row.innerText(), language === "en" ? /waiting|logged/i : /待记入|已记入/, "a record without its state in words");
    assert.equal(await row.locator(".proof-clocks dt").count(), await row.locator("button[aria-expanded]").count());
    assert.doesNotMatch(await row.innerText(), /\byou\b|not yet|尚未$/i, "a row speaks to its reader, or of who is not asked");
  }
  assert.equal(await page.getByText(language === "en" ? "No witness is asked and no anchor is set up" : "未设见证方，亦未设锚定").count(), 1);
  const [download] = await Promise.all([page.waitForEvent("download"), rows.first().locator("a[download$='.tgb']").click()]);
  const [trust] = await Promise.all([page.waitForEvent("download"), page.locator("section[aria-labelledby='evidence-chain'] a[download='trust.txt']").click()]);
  const [bundle, policy] = [join(folder, `${language}-case.tgb`), join(folder, `${language}-trust.txt`)];
  await download.saveAs(bundle);
  await trust.saveAs(policy);
  const holds = spawnSync(tidegate, ["evidence", "verify", bundle, "--trust", policy]);
  assert.equal(holds.status, 0, `${holds.stdout}${holds.stderr}`);
  const button = chain.locator("button[aria-expanded]").first();
  await tab_to(page, button);
  await page.keyboard.press("Enter");
  await chain.locator(".proof-steps").waitFor();
  assert.ok((await chain.locator(".proof-steps li").count()) > 5, "no steps of the verification");
  assert.doesNotMatch(await chain.locator(".proof-steps").innerText(), /UTC|\dT\d\d:\d\d|case_step/, "an instant at Greenwich or a code");
  await look_at_widths(page, `${path} verified ${language}`);
  await chain.locator(".proof-steps").waitFor();
  assert.equal(await chain.locator("button[aria-expanded=true]").count(), 1, "it closed with another width of the window");
  await page.setViewportSize({ width: 1440, height: 900 });
  await settled(page);
  assert.equal(await chain.locator(".proof-steps").count(), 1, "it closed with another width of the window");
  await chain.locator("button[aria-expanded=true]").click();
  await chain.locator(".proof-steps").waitFor({ state: "detached" });
}

for (const language of ["en", "zh"]) {
  test(`a transfer goes from its filing to a permit that verifies offline (${language})`, async () => {
    const filer = await signed_in("filer", language);
    const filing = await filing_with_papers();
    await filer.goto(`${desk.base}/filings/${filing}/submit`);
    await filer.locator("#main .ant-btn-primary").click();
    await sure(filer);
    await filer.waitForURL(/\/cases\//);
    const id = new URL(filer.url()).pathname.split("/").pop();
    await state_comes("lead", id, ["awaiting_acceptance"]);

    const officer = await signed_in("officer", language);
    await step(officer, "officer", id, "accepted", language);

    const { value: asked } = await people.officer.ask("GET", `/v1/cases/${id}`);
    await people.officer.ask(
      "POST",
      `/v1/cases/${id}/steps`,
      { name: "supplement_asked", items: [{ pointer: "/scenario/items/0/necessity", what: { zh: "说明该数据项的用途", en: "say what the item is for" }, why: { zh: "理由过于笼统", en: "the reason is general" }, source: "CN-SAM-2022 art.5(1)", fix: { zh: "逐项写明", en: "name the step" } }] },
      { "If-Match": `"v${asked.seq}"` },
    );
    await filer.goto(`${desk.base}/cases/${id}`);
    const round = filer.locator(".is-asked");
    await round.locator(".asks button").click();
    await round.locator("textarea").first().fill("每次访视以该编号核对 each visit is matched by it");
    const { value: draft, response } = await people.filer.ask("GET", `/v1/filings/${filing}`);
    const necessity = `${draft.declaration.scenario.items[0].necessity}；每次访视核对一次 once a visit`;
    await people.filer.ask("PATCH", `/v1/filings/${filing}`, { set: { "/scenario/items/0/necessity": necessity }, remove: [] }, { "If-Match": response.headers.get("etag") });
    for (const name of ["visits.pdf", "plan.pdf"])
      await people.filer.ask("POST", `/v1/filings/${filing}/papers?slot=A9&file_name=${name}`, Buffer.from(`%PDF-1.4\n% ${name}\n%%EOF\n`), { "Content-Type": "application/pdf" });
    await filer.locator(".page-back a, a.page-back").first().click();
    await filer.waitForURL(/\/$/);
    await filer.goBack();
    await filer.waitForFunction(() => document.querySelector(".is-asked textarea")?.value.includes("matched by it"), null, { polling: 100 });
    await filer.reload(); // the papers are there by now
    await filer.waitForFunction(() => document.querySelector(".is-asked textarea")?.value.includes("matched by it"), null, { polling: 100 });
    await round.locator(".ant-select").first().click();
    await filer.locator(".ant-select-item-option", { hasText: "visits.pdf" }).click();
    await filer.keyboard.press("Escape");
    await round.locator(".asks .ant-btn-primary").click();
    await round.locator(".answer").waitFor();
    await round.locator(".ant-btn-lg.ant-btn-primary").click();
    await sure(filer);
    await state_comes("lead", id, ["under_assessment"]);

    // Beside what was asked the officer reads what was answered, where the case opens.
    await officer.goto(`${desk.base}/cases/${id}`);
    const answers = officer.locator("section[aria-labelledby='supplement-answers']");
    const line = answers.locator(".asked-and-answered > li");
    await line.getByText("each visit is matched by it").waitFor();
    assert.ok((await line.innerText()).includes(language === "en" ? "say what the item is for" : "说明该数据项的用途"), "what was asked does not stand beside it");
    assert.match(await line.locator("ins").innerText(), /once a visit/, "what changed at the place is not shown");
    const [paper] = await Promise.all([officer.waitForEvent("download"), line.getByRole("link", { name: /visits\.pdf/ }).click()]);
    assert.match(readFileSync(await paper.path(), "utf8"), /% visits\.pdf/);
    assert.equal(await line.getByText("plan.pdf").count(), 0);
    await answers.getByRole("link", { name: /plan\.pdf/ }).waitFor();
    await look_at_widths(officer, `answered supplement ${language}`);
    await officer.setViewportSize({ width: 1440, height: 900 });

    for (const [who, agency] of [["officer", "cyberspace"], ["police", "public_security"], ["regulator", "sector_regulator"]]) {
      const { gates } = await looked_at("lead", id);
      if (!gates.some((gate) => gate.agency === agency && (gate.clears ?? null) === null)) continue;
      const page = who === "officer" ? officer : await signed_in(who, language);
      await step(page, who, id, "gate_answered", language, (form) => form.getByRole("radio").first().check());
      if (who !== "officer") await page.context().close();
    }
    const lead = await signed_in("lead", language);
    if (language === "en") {
      await step_by_keyboard(officer, "officer", id, "decision_proposed", language, (form) => form.getByRole("group").getByRole("button").first());
      await step_by_keyboard(lead, "lead", id, "decision_confirmed", language, (form) => form.getByRole("checkbox").first());
    } else {
      await step(officer, "officer", id, "decision_proposed", language, decided);
      await step(lead, "lead", id, "decision_confirmed", language, (form) => form.getByRole("checkbox").check());
    }
    const { permits } = await state_comes("filer", id, ["passed"]);
    for (const [page, path] of [[filer, `/cases/${id}`], [officer, `/cases/${id}`], [lead, `/permits/${permits[0].id}`]]) {
      await page.goto(desk.base + path);
      await look_at_widths(page, `${path} ${language}`);
      await page.setViewportSize({ width: 1440, height: 900 });
    }

    await officer.goto(`${desk.base}/cases/${id}?tab=timeline`);
    await officer.locator(".timeline li").first().waitFor();
    const steps = await officer.locator(".timeline").innerText();
    assert.ok(steps.includes("Name of lead") && steps.includes("Name of officer"), "the timeline does not say who decided");
    assert.doesNotMatch(steps, language === "en" ? /machine client/ : /机器客户端/, "a step of the program is told as a client's");
    await filer.goto(`${desk.base}/cases/${id}`);
    const decision = filer.locator(".timeline li", { hasText: language === "en" ? "The authority decided" : /作出/ }).first();
    assert.doesNotMatch(await decision.innerText(), language === "en" ? /program/ : /系统/, "the firm reads that the program decided");

    await filer.goto(`${desk.base}/cases/${id}`);
    const kept = {};
    for (const [kind, place] of [["tgp", "a[download$='.tgp']"], ["tgs", "a[download$='.tgs']"], ["json", "a[download='trust.json']"]]) {
      const link = filer.locator(place).first();
      const [download] = await Promise.all([filer.waitForEvent("download"), link.click()]);
      kept[kind] = join(folder, `${language}-${await link.getAttribute("download")}`);
      await download.saveAs(kept[kind]);
    }
    await proved(filer, `/cases/${id}`, language);
    await proved(officer, `/cases/${id}?tab=chain`, language);

    const verify = () => spawnSync(tidegate, ["permit", "verify", kept.tgp, "--trust", kept.json, "--status", kept.tgs]);
    const holds = verify();
    assert.equal(holds.status, 0, `${holds.stdout}${holds.stderr}`);
    const octets = readFileSync(kept.tgp);
    octets[octets.length >> 1] ^= 1;
    writeFileSync(kept.tgp, octets);
    assert.notEqual(verify().status, 0, "one bit of the permit was flipped");
    for (const page of [filer, officer, lead]) await page.context().close();
  });
}

test("who has set a second factor up signs in with its six digits, and not without", async () => {
  const { value } = await people.police.ask("POST", "/v1/account/second-factor", { password: kPassword });
  const secret = new URL(value.address).searchParams.get("secret");
  await people.police.ask("POST", "/v1/account/second-factor/confirmation", { code: digits_of(secret) });
  const page = await signed_in("police", "en", digits_of(secret, Date.now() + 30_000));
  await page.locator("h1").first().waitFor();
  await page.context().close();
});

test("an officer moves through the queue by keyboard alone and opens a case", async () => {
  const filing = await filing_with_papers();
  const { value } = await people.filer.ask("GET", `/v1/filings/${filing}`);
  await people.filer.ask("POST", `/v1/filings/${filing}/submission`, {}, { "If-Match": `"v${value.version}"` });
  const page = await signed_in("officer", "en");
  await page.locator(".queue-row").first().waitFor();
  await page.locator(".queue-row").first().press("?").catch(() => page.keyboard.press("?"));
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\//);
  await page.goBack();
  await page.locator(".queue-row.is-here").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("role")), "grid", "the keys of the queue do not work after a way back");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\//);
  await page.context().close();
});

test("on a phone the queue is part of its page, each card with the whole case number, and offers no keys", async () => {
  const page = await signed_in("officer", "en");
  await page.setViewportSize({ width: 360, height: 844 });
  const list = page.locator(".queue-list.is-narrow");
  await list.locator(".queue-row").first().waitFor();
  assert.equal(await list.evaluate((box) => getComputedStyle(box).overflowY), "visible", "a box that scrolls inside the page");
  assert.match(await list.locator(".queue-id").first().innerText(), /^[0-9A-Z]{26}$/);
  assert.equal(await page.getByRole("button", { name: "Keys", exact: true }).count(), 0);
  await page.context().close();
});

test("what an officer typed outlives the end of the session, and leaving it asks with the focus on staying", async () => {
  const filing = await filing_with_papers();
  const { value } = await people.filer.ask("GET", `/v1/filings/${filing}`);
  const { value: handed } = await people.filer.ask("POST", `/v1/filings/${filing}/submission`, {}, { "If-Match": `"v${value.version}"` });
  const { steps_open } = await state_comes("lead", handed.case, ["awaiting_acceptance"]);
  const page = await signed_in("lead", "en");
  await page.goto(`${desk.base}/cases/${handed.case}`);
  const words = steps_open.find((one) => one.step === "supplement_asked").words.en;
  await page.getByRole("button", { name: new RegExp(`^${words}$`, "i") }).first().click();
  await page.getByRole("button", { name: "Add a line" }).click();
  await page.locator(".ask textarea").last().fill("补充说明");
  await page.context().clearCookies();
  await page.getByRole("dialog").locator(".ant-drawer-close").click();
  await page.getByRole("button", { name: "Go on filling in" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Go on filling in");
  await page.keyboard.press("Enter");
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await page.reload();
  await page.locator("input[name=login]").fill("lead");
  await page.locator("input[name=password]").fill(kPassword);
  await page.keyboard.press("Enter");
  await page.getByText("What you had typed here and not sent is back.").waitFor();
  assert.equal(await page.locator(".ask textarea").last().inputValue(), "补充说明");
  await page.getByRole("dialog").locator(".ant-drawer-close").click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("dialog").first().waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("tidegate.typed/")).length), 0);
  await page.context().close();
});

test("a double click makes one recipient's link, and its address stays in sight", async () => {
  const filing = await filing_with_papers();
  const page = await signed_in("filer", "en");
  await page.goto(`${desk.base}/filings/${filing}/recipients`);
  await page.getByRole("button", { name: "Make a link" }).dblclick();
  await page.locator(".link-field").waitFor();
  await page.waitForLoadState("networkidle");
  assert.match(await page.locator(".link-field").inputValue(), /\/recipient#/);
  const { value } = await people.filer.ask("GET", `/v1/filings/${filing}/recipient-links`);
  assert.equal(value.rows.length, 1);
  await page.context().close();
});
