/** The bench and its floor as programs below `build/bench`. */
import { build } from "esbuild";

export async function bundleBench(root) {
  await build({
    absWorkingDir: root,
    entryPoints: ["tests/bench/delivery.ts", "tests/bench/floor.ts"],
    outdir: "build/bench",
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    tsconfig: "tsconfig.json",
    logLevel: "warning",
  });
}
