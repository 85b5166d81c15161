import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// Where `npm run dev` finds the desk's server.
const desk = process.env.TIDEGATE_DESK ?? "http://127.0.0.1:8800";

const adopted_styles: Plugin = {
  name: "adopted-styles",
  enforce: "pre",
  resolveId: (source) => (/(^|\/)dynamicCSS(\.js)?$/.test(source) ? fileURLToPath(new URL("src/ui/adopted_styles.ts", import.meta.url)) : undefined),
};

export default defineConfig({
  plugins: [adopted_styles, react()],
  server: { host: "127.0.0.1", port: 5173, proxy: { "/v1": desk } },
  build: {
    target: ["es2021", "chrome100", "firefox101", "safari16.4"],
    assetsInlineLimit: 0, // no data: addresses, so that the page's policy needs none
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        manualChunks: (id) =>
          /node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run|i18next|react-i18next|@tanstack\/(react-query|query-core))\//.test(id)
            ? "ground"
            : undefined,
      },
    },
  },
});
