import type { Save } from "./save-queue";

/**
 * The newest edit of each question in IndexedDB, so that a killed tab, a phone that restarts or a reload without a network
 * shows everything typed. An acknowledged edit stays, marked as saved: a kept page is older than it. Where the browser
 * refuses storage (private mode) the queue works on in memory: writing never fails.
 */
export type KeptRow = Save & { readonly attemptId: string; readonly epoch: number; readonly isSaved: boolean };

export type KeptResponses = {
  load(): Promise<KeptRow[]>;
  keep(save: Save): void;
  acknowledge(save: Save): void;
};

export type Recovered = {
  /** Not acknowledged, of this writer: to be shown and sent. */
  readonly unsent: readonly KeptRow[];
  /** Acknowledged, but newer than the page: to be shown. */
  readonly newer: readonly KeptRow[];
  /** Questions whose edit under an older epoch never arrived: another page has written since, so they are not replayed by themselves. */
  readonly leftBehind: readonly number[];
  readonly lastSequence: number;
  /** When the newest acknowledged edit was made; null when the device knows of none. */
  readonly lastSavedAt: number | null;
};

/** What the rows mean to a page of this epoch on which the server knew `pageSequence`. */
export function recover(rows: readonly KeptRow[], epoch: number, pageSequence: number): Recovered {
  const own = rows.filter((row) => row.epoch === epoch);
  const saved = own.filter(({ isSaved }) => isSaved);
  return {
    unsent: own.filter(({ isSaved }) => !isSaved),
    newer: saved.filter(({ sequence }) => sequence > pageSequence),
    leftBehind: rows.filter((row) => row.epoch < epoch && !row.isSaved).map(({ position }) => position),
    lastSequence: Math.max(pageSequence, ...own.map(({ sequence }) => sequence)),
    lastSavedAt: saved.length === 0 ? null : Math.max(...saved.map(({ editedAt }) => editedAt)),
  };
}

const storeName = "responses";
const openWaitMs = 2_000;

export async function openKeptResponses(attemptId: string, epoch: number): Promise<KeptResponses> {
  const database = await openDatabase();
  if (!database) return { load: async () => [], keep: () => undefined, acknowledge: () => undefined };
  const write = (run: (store: IDBObjectStore) => void) => {
    try {
      run(database.transaction(storeName, "readwrite").objectStore(storeName));
    } catch {
      // why: storage can vanish under a page (evicted, closed by the browser); the queue in memory is still whole.
    }
  };
  const row = (save: Save, isSaved: boolean): KeptRow => ({ ...save, attemptId, epoch, isSaved });
  write((store) => forgetOthers(store, attemptId));
  return {
    load: () => readAll(database, IDBKeyRange.bound([attemptId, 0], [attemptId, Number.MAX_SAFE_INTEGER])),
    keep: (save) => write((store) => store.put(row(save, false))),
    // why: a newer edit of the same question may have replaced the row; it is not acknowledged yet.
    acknowledge: (save) => write((store) => {
      store.get([attemptId, save.position]).onsuccess = (event) => {
        const found = (event.target as IDBRequest<KeptRow | undefined>).result;
        if (found?.epoch === epoch && found.sequence === save.sequence) store.put(row(save, true));
      };
    }),
  };
}

/** Other attempts leave the device when a new one is opened, except what the server never got. */
function forgetOthers(store: IDBObjectStore, attemptId: string): void {
  store.openCursor().onsuccess = (event) => {
    const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
    if (!cursor) return;
    const row = cursor.value as KeptRow;
    if (row.attemptId !== attemptId && row.isSaved) cursor.delete();
    cursor.continue();
  };
}

function openDatabase(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), openWaitMs);
    try {
      const request = indexedDB.open("exam", 2);
      request.onupgradeneeded = () => {
        for (const name of [...request.result.objectStoreNames]) request.result.deleteObjectStore(name);
        request.result.createObjectStore(storeName, { keyPath: ["attemptId", "position"] });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

function readAll(database: IDBDatabase, range: IDBKeyRange): Promise<KeptRow[]> {
  return new Promise((resolve) => {
    try {
      const request = database.transaction(storeName).objectStore(storeName).getAll(range);
      request.onsuccess = () => resolve(request.result as KeptRow[]);
      request.onerror = () => resolve([]);
    } catch {
      resolve([]);
    }
  });
}
