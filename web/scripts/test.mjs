// Runs **/*.test.ts of src and verify by node's own runner: each is bundled by the esbuild that vite brings. `npm test`.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(web, "..");
const tests = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return tests(path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
const out = mkdtempSync(join(tmpdir(), "tidegate-web-"));
try {
  buildSync({
    entryPoints: [...tests(join(web, "src")), ...tests(join(web, "verify"))],
    outdir: out,
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"], // as the browser's build takes them
    format: "esm",
    target: "node18",
    outExtension: { ".js": ".mjs" },
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  const made = readdirSync(out, { recursive: true }).map(String).filter((name) => name.endsWith(".mjs")).map((name) => join(out, name));
  process.exitCode = spawnSync(process.execPath, ["--test", ...made], { stdio: "inherit", env: { ...process.env, TIDEGATE_FORM: join(root, "forms/cn-sa-3.json"), TIDEGATE_EXAMPLES: join(root, "examples") } }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
