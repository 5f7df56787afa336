/**
 * A lock held by a living process, as a small JSON file. A holder that died leaves the file behind; it counts for
 * nothing once its process is gone, also when another process got the same number. Plain Node: `npm start` needs it
 * before anything is installed.
 */
import { constants, copyFileSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import path from "node:path";

/** When the process started, in the kernel's ticks; null where that cannot be read (no /proc) or no such process. */
function startTicks(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

export function isProcessAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function isHeld(holder) {
  if (holder === null || !Number.isInteger(holder.pid)) return false;
  if (holder.pid === process.pid) return holder.ticks === startTicks(process.pid);
  if (!isProcessAlive(holder.pid)) return false;
  const ticks = startTicks(holder.pid);
  return ticks === null || holder.ticks === null || ticks === holder.ticks;
}

/** The living holder's entry, or null. */
export function lockHolder(file) {
  const holder = readHolder(file);
  return isHeld(holder) ? holder : null;
}

/**
 * Takes the lock or names who holds it. `note` is shown to whoever finds the lock taken.
 * @returns {{ holder: null, release: () => void, annotate: (note: string) => void } | { holder: object }}
 */
export function tryLock(file, note = "") {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const entry = { pid: process.pid, ticks: startTicks(process.pid), note };
  writeFileSync(own, JSON.stringify(entry));
  try {
    for (;;) {
      try {
        publish(own, file);
        return held(file, own, entry);
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = readHolder(file);
      if (isHeld(holder)) return { holder };
      discardStale(file, holder, `${own}.stale`);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Gives a complete file its name, unless the name is taken (EEXIST). Some file systems know no links. */
function publish(from, to) {
  try {
    linkSync(from, to);
  } catch (error) {
    if (error.code === "EEXIST") throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

/** Moves the dead holder's file away; puts it back if somebody else's fresh one was caught instead. */
function discardStale(file, expected, aside) {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  const caught = readHolder(aside);
  if (isHeld(caught) && JSON.stringify(caught) !== JSON.stringify(expected)) {
    try {
      publish(aside, file);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  rmSync(aside, { force: true });
}

function held(file, own, entry) {
  const isOurs = () => {
    const holder = readHolder(file);
    return holder?.pid === entry.pid && holder?.ticks === entry.ticks;
  };
  return {
    holder: null,
    release: () => {
      if (isOurs()) rmSync(file, { force: true });
    },
    annotate: (note) => {
      writeFileSync(own, JSON.stringify({ ...entry, note }));
      renameSync(own, file);
    },
  };
}

/** Waits until the lock is free; `onWait` is called once with the holder. Rejects after `timeoutMs`. */
export async function waitForLock(file, { note = "", timeoutMs = 600_000, onWait = () => undefined } = {}) {
  const endsAt = performance.now() + timeoutMs;
  for (let tries = 0; ; tries += 1) {
    const lock = tryLock(file, note);
    if (lock.holder === null) return lock;
    if (tries === 0) onWait(lock.holder);
    if (performance.now() > endsAt) throw new Error(`Process ${lock.holder.pid} has held ${file} for too long.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
