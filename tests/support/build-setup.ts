import { execFileSync } from "node:child_process";
import path from "node:path";

/** Before tests that need the built app: builds what is older than its sources, by the same code as `npm start`. */
export default function prepareBuild(): void {
  execFileSync(process.execPath, [path.resolve("server/launch/prepare.mjs")], { stdio: ["ignore", "ignore", "inherit"] });
}
