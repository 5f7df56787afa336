import type { Save } from "./save-queue";

/**
 * Unacknowledged saves in IndexedDB, so that a killed tab or a phone that restarts loses nothing. Where the browser
 * refuses storage (private mode) the queue works on in memory: `keep` and `forget` never fail.
 */
export type PendingStore = {
  load(): Promise<Save[]>;
  keep(save: Save): void;
  forget(save: Save): void;
  clear(): void;
};

/** Rows of an older epoch stay where they are: another device has written since, so they may not be replayed by themselves. */
type Row = Save & { attemptId: string; epoch: number };
const storeName = "pending-saves";

export async function openPendingStore(attemptId: string, epoch: number): Promise<PendingStore> {
  const database = await openDatabase();
  if (!database) return { load: async () => [], keep: () => undefined, forget: () => undefined, clear: () => undefined };
  const write = (run: (store: IDBObjectStore) => void) => {
    try {
      run(database.transaction(storeName, "readwrite").objectStore(storeName));
    } catch {
      // why: storage can vanish under a page (evicted, closed by the browser); the queue in memory is still whole.
    }
  };
  const mine = IDBKeyRange.bound([attemptId, 0], [attemptId, Number.MAX_SAFE_INTEGER]);
  return {
    load: async () => (await readAll(database, mine)).filter((row) => row.epoch === epoch).map(({ attemptId: _, epoch: __, ...save }) => save),
    keep: (save) => write((store) => store.put({ ...save, attemptId, epoch } satisfies Row)),
    // why: a newer edit of the same question has replaced the row; it is not acknowledged yet.
    forget: (save) => write((store) => {
      const key = [attemptId, save.position];
      store.get(key).onsuccess = (event) => {
        const row = (event.target as IDBRequest<Row | undefined>).result;
        if (row?.sequence === save.sequence) store.delete(key);
      };
    }),
    clear: () => write((store) => store.delete(mine)),
  };
}

function openDatabase(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open("exam", 1);
      request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: ["attemptId", "position"] });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

function readAll(database: IDBDatabase, range: IDBKeyRange): Promise<Row[]> {
  return new Promise((resolve) => {
    try {
      const request = database.transaction(storeName).objectStore(storeName).getAll(range);
      request.onsuccess = () => resolve(request.result as Row[]);
      request.onerror = () => resolve([]);
    } catch {
      resolve([]);
    }
  });
}
