import { openTestCluster } from "./cluster";

/** Before the projects that touch data: one cluster with a migrated template; the projects of one run share it. */
export default openTestCluster;
