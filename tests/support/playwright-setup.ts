import prepareBuild from "./build-setup";
import { openTestCluster } from "./cluster";

/** Before the screen tests: a fresh build and one cluster; the returned function closes it. */
export default async function setup(): Promise<() => Promise<void>> {
  prepareBuild();
  return openTestCluster();
}
