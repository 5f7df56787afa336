/** Loaded into the app that is measured (`--import`): SIGUSR2 collects the garbage and prints what memory is left in use. */
import v8 from "node:v8";
import vm from "node:vm";

v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  console.log(`probe ${JSON.stringify({ pid: process.pid, rss, heapUsed, external })}`);
});
