/**
 * `npm start [-- --workers N]`: from a fresh clone to a served page. Only Node's own modules until the packages are installed; then the
 * built program takes over in this same process (run-app.ts).
 */
import path from "node:path";
import { tryLock } from "../../db/embedded/process-lock.mjs";
import { dataFolderProblem } from "./data-folder.mjs";
import { endChildrenOnSignal } from "./child.mjs";
import { importProgram, prepare, root } from "./prepare.mjs";
import { createProgress, failStart, StartError } from "./progress.mjs";
import { readWorkerCount } from "./worker-count.mjs";

const progress = createProgress();

/** One app per data folder when it runs its own database; any number against a DATABASE_URL. */
function lockDataFolder() {
  if (process.env.DATABASE_URL?.trim()) return { release: () => undefined, annotate: () => undefined };
  const dataDir = path.resolve(root, process.env.DATA_DIR?.trim() || ".data");
  const lock = takeLock(dataDir);
  if (lock.holder === null) return lock;
  const where = lock.holder.note ? ` tại ${lock.holder.note}` : "";
  throw new StartError(`Chương trình đang chạy sẵn trong ${dataDir}${where} (tiến trình ${lock.holder.pid}). Dừng chương trình đó trước, hoặc đặt DATA_DIR và PORT khác.`);
}

function takeLock(dataDir) {
  try {
    return tryLock(path.join(dataDir, "app.lock"));
  } catch (error) {
    const problem = dataFolderProblem(error, dataDir);
    throw problem === null ? error : new StartError(problem);
  }
}

try {
  const workers = readWorkerCount(process.argv.slice(2));
  const lock = lockDataFolder();
  process.on("exit", lock.release);
  const signals = endChildrenOnSignal();
  await prepare(progress, { checkSettings: true });
  const { runApp } = await importProgram("run-app");
  signals.release();
  await runApp({ root, progress, workers, announce: lock.annotate });
} catch (error) {
  failStart(error);
}
