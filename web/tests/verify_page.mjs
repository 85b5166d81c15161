// The page that verifies bundles, held to `tidegate evidence verify`: the same states, words and outcome for every sample, for damage and for other
// policies; then the page itself in Chromium, opened as a file. TIDEGATE, EVIDENCE_SAMPLES and PAGE name the program, the maker of samples and the page.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { chromium } from "playwright-core";
import { axe_faults, kPatience } from "./look.mjs";

const { TIDEGATE, EVIDENCE_SAMPLES, PAGE, TIDEGATE_BROWSER = "/usr/bin/chromium", LOOK_AT } = process.env;
const folder = mkdtempSync(join(tmpdir(), "tidegate-page-"));
let browser;
let hand; // verify.ts and policy.ts, under node

before(async () => {
  for (const [name, ...options] of [["plain", "--all"], ["twin", "--all", "--sm3"], ["other", "--sm3"]]) execFileSync(EVIDENCE_SAMPLES, [join(folder, name), ...options]);
  buildSync({
    stdin: { contents: 'export * from "./verify"; export * from "./policy"; export * from "./bundle"; export * from "./cbor"; export * from "./tree";', resolveDir: fileURLToPath(new URL("../verify", import.meta.url)), loader: "ts" },
    outfile: join(folder, "hand.mjs"), bundle: true, platform: "node", mainFields: ["module", "main"], format: "esm", target: "node18", logLevel: "error",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  hand = await import(pathToFileURL(join(folder, "hand.mjs")).href);
  browser = await chromium.launch({ executablePath: TIDEGATE_BROWSER, args: ["--no-sandbox"] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const kMoment = "2026-11-20T08:00:00Z";
const kMomentMs = BigInt(Date.parse(kMoment));
const samples = () => ["plain", "twin"].flatMap((kind) => readdirSync(join(folder, kind)).filter((name) => name.endsWith(".tgb")).map((name) => join(folder, kind, name)));
// What a real node and a real authority gave once, whom no page is told of.
const root = fileURLToPath(new URL("../..", import.meta.url));
const anchored = { file: join(root, "fuzz/corpus/evidence_bundle/anchored.tgb"), policy: join(root, "tests/anchors/recorded-policy.txt"), at: "2026-11-28T03:00:00Z" };
const policies = () => ["plain", "twin", "other"].map((kind) => join(folder, kind, "policy.txt"));
const two_of_three = () => ["plain", "twin"].map((kind) => join(folder, kind, "two.txt"));

// What the program says; undefined steps where it says that it is no bundle and prints none.
function program(file, trust, at = kMoment) {
  const done = spawnSync(TIDEGATE, ["evidence", "verify", file, "--json", ...(trust ? ["--trust", trust] : []), ...(at ? ["--at", at] : [])], { encoding: "utf8" });
  const { steps, trusted, declared, witnessed, anchored } = JSON.parse(done.stdout);
  const third = anchored.map(({ kind, by, at, is_proven, says }) => ({ kind, by, ms: at ? Date.parse(at) : 0, is_proven, says }));
  return { exit: done.status, steps: steps.map(({ step, state, says }) => ({ name: step, state, says })), trusted, declared, witnessed: witnessed.map(({ name }) => name), third };
}
function by_hand(octets, trust, at_ms = kMomentMs, asks_now = false) {
  const policy = trust ? hand.parse_policy(readFileSync(trust, "utf8")) : undefined;
  const verified = hand.verify_bundle(new Uint8Array(octets), { trust: policy, at_ms, asks_now });
  const third = verified.anchored.map(({ kind, by, time_ms, says }) => ({ kind, by, ms: Number(time_ms), is_proven: false, says }));
  return { exit: hand.exit_of(verified), steps: verified.steps, trusted: verified.trusted, declared: verified.declared, witnessed: verified.witnessed.map(({ name }) => name), third };
}

test("both say the same of every sample under every policy, word for word", () => {
  assert.equal(samples().length, 14);
  for (const file of samples()) {
    for (const trust of [...policies(), ...two_of_three(), undefined]) assert.deepEqual(by_hand(readFileSync(file), trust), program(file, trust), `${file} ${trust}`);
    for (const at of ["2026-11-18T11:06:39Z", "2026-11-18T11:07:00Z"]) assert.deepEqual(by_hand(readFileSync(file), policies()[1], BigInt(Date.parse(at))), program(file, policies()[1], at), `${file} ${at}`);
  }
});

// Asked of now: the day in 2100 of one witness is ahead of both clocks, whenever this runs.
test("both say the same of a witness whose clock is wrong, and hold by those whose clocks are right", () => {
  for (const name of ["stands", "ahead"]) {
    const file = join(folder, "plain", `${name}.tgb`);
    for (const [trust, exit] of [[policies()[0], 6], [two_of_three()[0], 0]]) {
      const page = by_hand(readFileSync(file), trust, BigInt(Date.now()), true);
      assert.deepEqual(page, program(file, trust, null), `${name} ${trust}`);
      assert.equal(page.exit, exit);
      const { says } = page.steps.find(({ name: step }) => step === "cosignatures");
      assert.match(says.en, /; not counted: w2 \((1970-01-01 00:00:00 UTC, before the entry is dated|2100-01-01 00:00:00 UTC, after the moment asked of)\)$/);
      assert.match(says.zh, /；未计入：w2（/);
      assert.deepEqual(page.witnessed, ["w0", "w1"]);
      if (exit === 0) assert.match(page.steps.find(({ name: step }) => step === "map").says.en, /^nothing newer as of 2026-11-18 /);
    }
  }
});

test("both say the same of damage, word for word", () => {
  for (const [kind, step] of [["plain", 37], ["twin", 53]]) {
    const whole = readFileSync(join(folder, kind, "permit.tgb"));
    const path = join(folder, "damaged.tgb");
    for (let at = 0; at < whole.length; at += step) {
      const damaged = Buffer.from(whole);
      damaged[at] ^= 1 << at % 8;
      writeFileSync(path, damaged);
      assert.deepEqual(by_hand(damaged, policies()[1]), program(path, policies()[1]), `${kind} ${at}`);
    }
    for (const size of [0, 1, 33, 100, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, size));
      assert.deepEqual(by_hand(whole.subarray(0, size), policies()[1]), program(path, policies()[1]), `${kind} cut at ${size}`);
    }
  }
});

test("both say the same of anchors and of their damage; of a stamp's certificates and signature the page says nothing", () => {
  const whole = readFileSync(anchored.file);
  const at_ms = BigInt(Date.parse(anchored.at));
  const path = join(folder, "damaged.tgb");
  const both = (octets) => {
    writeFileSync(path, octets);
    return [by_hand(octets, anchored.policy, at_ms), program(path, anchored.policy, anchored.at)];
  };
  const [ours, theirs] = both(whole);
  assert.deepEqual(ours, theirs);
  assert.deepEqual(ours.third.map(({ kind }) => kind), ["evm", "rfc3161"]);
  const [format, { octets: contents }] = hand.read_cbor(new Uint8Array(whole), { octets: whole.length, items: 4, depth: 1 }).items;
  const [chain, stamp] = hand.read_bundle(new Uint8Array(whole)).anchors.map((anchor) => Buffer.from(contents).indexOf(Buffer.from(anchor)));
  let lenient = 0;
  for (let at = chain - 6; at < contents.length; at += 19) {
    const damaged = Uint8Array.from(contents);
    damaged[at] ^= 1 << at % 8;
    const [page, said] = both(Buffer.from(hand.write_cbor(hand.of_array(format, hand.of_bytes(damaged), hand.of_bytes(hand.kSha256(damaged))))));
    if (at > stamp && said.exit === 6 && page.exit === 0) {
      // A certificate or a signature in a form that libcrypto does not read.
      assert.equal(page.steps.at(-1).state, "not_there", String(at));
      assert.equal(said.steps.at(-1).says.en, "is no time stamp token", String(at));
      ++lenient;
    } else {
      assert.deepEqual(page, said, String(at));
    }
  }
  assert.ok(lenient < 20, String(lenient));
});

test("no policy that the program refuses is taken, and the other way round", () => {
  const text = readFileSync(policies()[1], "utf8");
  const path = join(folder, "policy.txt");
  const file = samples()[0];
  for (let at = 0; at < text.length; at += 11) {
    const damaged = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
    writeFileSync(path, damaged);
    const taken = spawnSync(TIDEGATE, ["evidence", "verify", file, "--trust", path, "--json"]).status !== 2;
    let by_page = true;
    try {
      hand.parse_policy(damaged);
    } catch {
      by_page = false;
    }
    assert.equal(by_page, taken, `${at}: ${damaged.slice(Math.max(0, at - 20), at + 20)}`);
  }
});

// The page in a browser that is told of nothing but the file, and may ask nobody.
async function opened({ language = "en-GB", width = 1280 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: language, offline: true });
  const page = await context.newPage();
  page.setDefaultTimeout(kPatience);
  page.faults = [];
  page.asked = [];
  page.on("console", (line) => line.type() === "error" && page.faults.push(line.text()));
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(pathToFileURL(PAGE).href);
  return page;
}
async function verify(page, file, trust, at = kMoment) {
  await page.locator("#bundle").setInputFiles(file);
  await page.locator("#chosen").waitFor();
  if (trust) {
    await page.locator("#policy").setInputFiles(trust);
    await page.waitForFunction(() => document.querySelector("#policy-text").value !== "");
  }
  await page.locator("#moment").fill(at);
  await page.locator("button[type=submit]").click();
  await page.locator("#verdict").waitFor();
  return page.evaluate(() => ({
    exit: Number(document.querySelector(".verdict")?.dataset.exit ?? -1),
    steps: [...document.querySelectorAll("[data-step]")].map((cell) => ({ name: cell.dataset.step, state: cell.dataset.state, says: cell.closest("tr").lastElementChild.textContent })),
  }));
}

test("the page shows of every sample what the program says", async () => {
  for (const [language, key] of [["en-GB", "en"], ["zh-CN", "zh"]]) {
    for (const file of samples()) {
      const page = await opened({ language });
      const shown = await verify(page, file, policies()[1]);
      const said = program(file, policies()[1]);
      assert.deepEqual(shown, { exit: said.exit, steps: said.steps.map((step) => ({ ...step, says: step.says[key] })) }, `${file} ${language}`);
      assert.deepEqual(page.faults, []);
      assert.deepEqual(page.asked, [pathToFileURL(PAGE).href]);
      await page.context().close();
    }
  }
});

test("the page tells of anchors when, by whom, and that nothing of it is proven", async () => {
  for (const [language, key, not_proven] of [["en-GB", "en", "(not proven)"], ["zh-CN", "zh", "（未证明）"]]) {
    const page = await opened({ language });
    const shown = await verify(page, anchored.file, anchored.policy, anchored.at);
    const said = program(anchored.file, anchored.policy, anchored.at);
    assert.deepEqual(shown, { exit: said.exit, steps: said.steps.map((step) => ({ ...step, says: step.says[key] })) });
    const clocks = await page.locator("dl.rows").first().locator("dd").allTextContents();
    for (const { kind, by } of said.third) assert.equal(clocks.filter((line) => line.includes(`${kind} ${by}`) && line.endsWith(not_proven)).length, 1, by);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

test("the page refuses flipped octets, a damaged policy, a huge file and no trust", async () => {
  const page = await opened();
  const whole = readFileSync(join(folder, "twin", "permit.tgb"));
  const path = join(folder, "flipped.tgb");
  for (let at = 5; at < whole.length; at += Math.floor(whole.length / 12)) {
    const damaged = Buffer.from(whole);
    damaged[at] ^= 0x10;
    writeFileSync(path, damaged);
    assert.notEqual((await verify(page, path, policies()[1])).exit, 0, String(at));
  }
  await page.getByRole("button", { name: "Clear" }).click();
  const nobody = await verify(page, join(folder, "twin", "permit.tgb"), undefined);
  assert.equal(nobody.exit, 6);
  // Who gave no policy is not told of one, nor of an option that a browser has not.
  assert.match(nobody.steps.find(({ name }) => name === "keys").says, /no policy was given$/);
  for (const { says } of nobody.steps) assert.doesNotMatch(says, /--[a-z]|your policy/);
  await page.locator("#policy-text").fill("# mine\nlog nobody\nquorum none\n");
  await page.locator("button[type=submit]").click();
  assert.match(await page.locator("#verdict").textContent(), /^This is no trust policy: line 2 \("log nobody"\) has no verifier key of a log$/);
  writeFileSync(path, Buffer.alloc((4 << 20) + 1));
  await page.locator("#bundle").setInputFiles(path);
  await page.getByText("larger than a bundle may be").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("what a bundle says cannot run, nor can the page connect", async () => {
  const page = await opened();
  const tried = await page.evaluate(async () => {
    const reasons = [];
    await fetch("http://127.0.0.1:9/").catch((error) => reasons.push(error.name));
    const image = new Image();
    await new Promise((resolve) => {
      image.onerror = () => resolve(reasons.push("image"));
      image.src = "http://127.0.0.1:9/x.png";
    });
    document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = true'>");
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    return [reasons, window.ran ?? false];
  });
  assert.deepEqual(tried, [["TypeError", "image"], false]);
  assert.ok(page.faults.some((fault) => /Content Security Policy/.test(fault)));
  await page.context().close();
});

test("the page stands in both languages at every width, without a breach that axe finds", async () => {
  if (LOOK_AT) mkdirSync(LOOK_AT, { recursive: true });
  for (const language of ["en-GB", "zh-CN"]) {
    for (const width of [1280, 720, 390, 320]) {
      const page = await opened({ language, width });
      for (const [name, file, trust] of [["empty"], ["holds", join(folder, "twin/permit.tgb"), policies()[1]], ["fails", join(folder, "twin/superseded.tgb"), policies()[1]], ["anchored", anchored.file, anchored.policy]]) {
        if (file) await verify(page, file, trust, anchored.at);
        assert.deepEqual(await axe_faults(page), [], `${language} ${width} ${name}`);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${language} ${width} ${name} scrolls sideways`);
        if (LOOK_AT) await page.screenshot({ path: join(LOOK_AT, `${language}-${width}-${name}.png`), fullPage: true });
      }
      const before_switch = await page.locator("[data-step]").count();
      await page.locator(`button[lang=${language === "en-GB" ? "zh-CN" : "en"}]`).click();
      assert.equal(await page.locator("[data-step]").count(), before_switch);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language === "en-GB" ? "zh-CN" : "en");
      await page.context().close();
    }
  }
});
