import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import tsconfigPaths from "vite-tsconfig-paths";
import remixOptions from "./remix.config.js";

export default defineConfig({
  plugins: [remix(remixOptions), tsconfigPaths()],
  // why: enhancement modules are imported by `?worker&url`; they must come out as ES modules.
  worker: { format: "es", plugins: () => [tsconfigPaths()] },
  build: { target: "es2022", assetsInlineLimit: 0, emptyOutDir: false },
});
