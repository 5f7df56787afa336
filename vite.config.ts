import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import tsconfigPaths from "vite-tsconfig-paths";
import remixOptions from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [remix(remixOptions), tsconfigPaths()],
  // why: enhancement modules are imported by `?worker&url`; they must come out as ES modules.
  worker: { format: "es", plugins: () => [tsconfigPaths()] },
  build: { target: "es2022", assetsInlineLimit: 0 },
});
