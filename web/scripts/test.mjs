// Runs src/**/*.test.ts by node's own runner: each is bundled by the esbuild that vite brings. `npm test`.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const source = join(dirname(fileURLToPath(import.meta.url)), "../src");
const tests = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return tests(path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
const out = mkdtempSync(join(tmpdir(), "tidegate-web-"));
try {
  buildSync({ entryPoints: tests(source), outdir: out, bundle: true, platform: "node", format: "esm", target: "node18", outExtension: { ".js": ".mjs" }, logLevel: "warning" });
  const made = readdirSync(out, { recursive: true }).map(String).filter((name) => name.endsWith(".mjs")).map((name) => join(out, name));
  process.exitCode = spawnSync(process.execPath, ["--test", ...made], { stdio: "inherit", env: { ...process.env, TIDEGATE_FORM: join(source, "../../forms/cn-sa-3.json") } }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
