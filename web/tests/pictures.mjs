// Takes the pictures of docs/console.md from a desk that examples/zone/fill.py has filled and left running (--stay).
//
// usage: node web/tests/pictures.mjs ADDRESS ACCOUNTS FOLDER [NAME...]
//
// ADDRESS and ACCOUNTS: as fill.py prints them. Each page in both languages, wide (NAME.en.png) and narrow (NAME.en.narrow.png).
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { settled } from "./look.mjs";

const [address, accounts, folder, ...wanted] = process.argv.slice(2);
const base = address.replace(/\/$/, "");
const passwords = Object.fromEntries(readFileSync(accounts, "utf8").split("\n").filter(Boolean).map((line) => line.split(/\s+/, 2)));
const kWidths = { "": 1440, ".narrow": 390 };

async function rows(page, path) {
  return (await page.evaluate((url) => fetch(url).then((answer) => answer.json()), path)).rows;
}

const case_in = (state, more = () => true) => async (page) => {
  const found = (await rows(page, "/v1/cases?limit=100")).find((row) => row.state === state && more(row));
  if (!found) throw new Error(`no case is in ${state}`);
  return `/cases/${found.id}`;
};

const task_of_draft = (step) => async (page) => `/filings/${(await rows(page, "/v1/filings?limit=100")).find((row) => row.state === "draft").id}/${step}`;
const first_permit = async (page) => `/permits/${(await rows(page, "/v1/permits?limit=100"))[0].id}`;

const kPages = [
  ["signin", null, "/"],
  ["firm-home", "pharma.filer", "/"],
  ["new-filing", "pharma.filer", "/filings/new"],
  ["filing-task-items", "pharma.filer", task_of_draft("task/items")],
  ["filing-check", "pharma.filer", task_of_draft("check")],
  ["deadlines", "aviation.filer", "/deadlines"],
  ["firm-case-supplement", "aviation.filer", case_in("filing_supplement")],
  ["firm-case-returned", "aviation.filer", case_in("returned")],
  ["firm-case-passed", "pharma.filer", case_in("passed")],
  ["account", "pharma.filer", "/account"],
  ["admin-webhooks", "pharma.admin", "/webhooks"],
  ["queue", "zone.officer", "/"],
  ["case-gates", "zone.officer", case_in("under_assessment", (row) => row.sector === "automotive")],
  ["case-second", "zone.lead", case_in("under_assessment", (row) => row.waits_for === "second_person")],
  ["sampling", "zone.officer", "/sampling"],
  ["freezes", "zone.lead", "/freezes"],
  ["permit", "zone.officer", first_permit],
  ["flows", "zone.officer", "/flows"],
  ["contests", "operator", "/contests"],
  ["operator-firms", "operator", "/"],
  ["accounts", "operator", "/accounts"],
  ["audit", "zone.auditor", "/audit"],
];

mkdirSync(folder, { recursive: true });
const sessions = {}; // of each account one: the desk counts who signs in how often
const browser = await chromium.launch({ executablePath: process.env.TIDEGATE_BROWSER ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const [name, who, place] of kPages.filter(([one]) => wanted.length === 0 || wanted.includes(one))) {
    for (const language of ["en", "zh"]) {
      const context = await browser.newContext({ viewport: { width: kWidths[""], height: 900 }, locale: language === "zh" ? "zh-CN" : "en-GB", reducedMotion: "reduce", storageState: sessions[who] });
      await context.addInitScript(`localStorage.setItem("tidegate.language", "${language}")`);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(base);
      if (who) {
        if (!sessions[who]) {
          await page.locator("input[name=login]").fill(who);
          await page.locator("input[name=password]").fill(passwords[who]);
          await page.locator("button[type=submit]").click();
          await page.locator(".frame-top").waitFor();
          sessions[who] = { cookies: await context.cookies(), origins: [] };
        }
        await page.goto(base + (typeof place === "string" ? place : await place(page)));
        await settled(page);
      } else {
        await page.locator("input[name=login]").waitFor();
      }
      for (const [ending, width] of Object.entries(kWidths)) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: join(folder, `${name}.${language}${ending}.png`), fullPage: true, animations: "disabled" });
      }
      console.log(`${name}.${language}`);
      await context.close();
    }
  }
} finally {
  await browser.close();
}
