// What every page is held to: axe's rules of WCAG 2.2 AA, no sideways scroll, no error in its log.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// A machine with other work is slow; nothing here is held to a time.
export const kPatience = 120_000; // milliseconds
export const kWidths = [1440, 720, 360]; // 720: 1440 at 200 %

// A page notes what must not happen; expected: answers of the desk that a test provokes.
export function watched(page, expected = /status of (401|404|409|412|422)/) {
  page.faults = [];
  page.setDefaultTimeout(kPatience);
  page.on("console", (line) => {
    if (line.type() === "error" && !expected.test(line.text())) page.faults.push(line.text());
  });
  page.on("pageerror", (error) => page.faults.push(error.message));
  return page;
}

export async function settled(page) {
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => !document.querySelector(".ant-skeleton, .waiting"));
}

export async function axe_faults(page) {
  // What the policy keeps out of the page is let in by the driver's own way; once a document.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | ")}`);
}

export async function look(page, what) {
  await settled(page);
  assert.deepEqual(await axe_faults(page), [], `${what}: axe`);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${what}: scrolls sideways`);
  assert.deepEqual(page.faults, [], `${what}: log`);
}

// The page that is open, at every width.
export async function look_at_widths(page, what) {
  for (const width of kWidths) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `${what} ${width}`);
  }
}
