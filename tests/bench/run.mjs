/** `npm run bench:delivery`: builds the app if it is older than its sources, bundles the bench and runs it. Loopback only. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { prepare, root } from "../../server/launch/prepare.mjs";
import { createProgress } from "../../server/launch/progress.mjs";

const [name, ...parameters] = process.argv.slice(2);
await prepare(createProgress(process.stderr));
await build({
  absWorkingDir: root,
  entryPoints: [`tests/bench/${name}.ts`, "tests/bench/floor.ts"],
  outdir: "build/bench",
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  tsconfig: "tsconfig.json",
  logLevel: "warning",
});
const { main } = await import(pathToFileURL(path.join(root, `build/bench/${name}.js`)).href);
process.exit(await main(parameters));
