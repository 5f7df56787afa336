/** `npm run bench:delivery`: builds the app if it is older than its sources, bundles the bench and runs it. Loopback only. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { prepare, root } from "../../server/launch/prepare.mjs";
import { createProgress } from "../../server/launch/progress.mjs";
import { bundleBench } from "./bundle.mjs";

await prepare(createProgress(process.stderr));
await bundleBench(root);
const { main } = await import(pathToFileURL(path.join(root, "build/bench/delivery.js")).href);
process.exit(await main(process.argv.slice(2)));
