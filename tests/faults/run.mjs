/** `npm run test:faults`: the faults of tests/faults in their full form, which takes about half an hour. FAULTS_SEED repeats a run's edits and moments. */
process.env.FAULTS = "full";
process.argv.push("faults");
await import("../run.mjs");
