/** `npm run <command>`: prepares quietly (progress goes to stderr, stdout belongs to the command), then runs it. */
import { endChildrenOnSignal } from "./child.mjs";
import { importProgram, prepare, root } from "./prepare.mjs";
import { createProgress, failStart } from "./progress.mjs";

try {
  const progress = createProgress(process.stderr);
  const signals = endChildrenOnSignal();
  const [name = "", ...parameters] = process.argv.slice(2);
  // why: npm runs scripts in the package's folder; relative files are meant from where the person stands.
  const callerFolder = process.env.INIT_CWD ?? process.cwd();
  await prepare(progress, { withApp: false });
  signals.release();
  const { runCommand } = await importProgram("run-command");
  process.exitCode = await runCommand({ root, callerFolder, name, parameters, say: progress.say });
} catch (error) {
  failStart(error);
}
