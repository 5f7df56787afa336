import { drizzle } from "drizzle-orm/postgres-js";
import { connect } from "~db/connection.server";
import { halfCommitsUnderTraffic, runnerOf, type ControlOptions } from "./half-commits";

/** A program: the scenario of half-commits.ts on the bare driver. It may hang or crash, which is why it is one. */
const { appUrl, adminUrl, rounds } = JSON.parse(process.argv[2] ?? "") as ControlOptions;
const db = drizzle(connect(appUrl, 5));
await halfCommitsUnderTraffic(runnerOf({ db, transaction: (run) => db.transaction(run) }), connect(adminUrl, 2), rounds);
process.exit(0);
