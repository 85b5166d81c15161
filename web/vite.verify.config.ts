// The page that verifies bundles of evidence: one file with everything in it, that may open no connection. Built beside the console.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type Rollup } from "vite";

const text_of = (part: Rollup.OutputAsset | Rollup.OutputChunk): string => (part.type === "chunk" ? part.code : String(part.source)).trim();
const hash_of = (inline: string): string => `'sha256-${createHash("sha256").update(inline).digest("base64")}'`;

// Script and style stand in the page, and its policy names them by their hashes: nothing else runs, nothing is fetched.
const one_file: Plugin = {
  name: "one-file",
  enforce: "post",
  generateBundle(_, bundle) {
    const parts = Object.values(bundle);
    const page = parts.find((part) => part.fileName.endsWith(".html"));
    const scripts = parts.filter((part) => part.type === "chunk");
    const styles = parts.filter((part) => part.fileName.endsWith(".css"));
    if (page?.type !== "asset" || scripts.length !== 1 || styles.length !== 1 || parts.length !== 3) throw new Error("the page is not one script and one style");
    const script = text_of(scripts[0]!);
    const style = text_of(styles[0]!);
    if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw new Error("a part would end its own element");
    const policy = `default-src 'none'; script-src ${hash_of(script)}; style-src ${hash_of(style)}; base-uri 'none'; form-action 'none'`;
    const bare = String(page.source).replace(/\s*<(script|link)\b[^>]*>(<\/script>)?/g, "");
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <style>${style}</style>\n    <script type="module">${script}</script>\n  </head>`;
    page.source = bare.replace("</head>", () => head);
    for (const part of [...scripts, ...styles]) delete bundle[part.fileName];
  },
};

export default defineConfig({
  root: fileURLToPath(new URL("verify", import.meta.url)),
  publicDir: false,
  plugins: [one_file],
  build: {
    outDir: fileURLToPath(new URL("dist", import.meta.url)),
    emptyOutDir: false,
    target: ["es2021", "chrome100", "firefox101", "safari16.4"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { input: fileURLToPath(new URL("verify/verify.html", import.meta.url)), output: { inlineDynamicImports: true } },
  },
});
