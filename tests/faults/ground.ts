import { rmSync } from "node:fs";
import path from "node:path";
import { createDatabase, type Database } from "~db/client.server";
import { startEmbedded } from "~db/embedded";
import { findPostmaster } from "~db/embedded/postmaster";
import { migrate } from "~db/migrate.server";
import { makeDataFolder, makeFolder, type LaunchFolder } from "../support/launch-folder";
import { createSitting } from "../support/sitting";
import { openRoom, type Room, type RoomOptions } from "./room";
import { superviseApp, type SupervisedApp } from "./supervised-app";

/** A machine of its own to break: a fresh cluster, the app on it, and handles that survive the death of either. */
export type Ground = {
  app: SupervisedApp;
  folder: LaunchFolder;
  openRoom(options: RoomOptions): Promise<Room>;
  /** A new handle as the app's role, to the database wherever it now listens. */
  openDatabase(): Promise<Database>;
  /** Another app on the same database, as on a second machine. */
  openSecondApp(): Promise<SupervisedApp>;
  /** Address for the cluster's administrator. */
  adminUrl(): Promise<string>;
  close(): Promise<void>;
};

export type GroundOptions = {
  /** Folder that holds the cluster, if not a new one. */
  parent?: string;
  /** The app is given this address instead of running the database itself. */
  databaseUrl?: (appUrl: string) => Promise<string>;
  /** Server processes of the app. */
  workers?: number;
};

export async function openGround({ parent = makeFolder("faults-"), databaseUrl, workers = 1 }: GroundOptions = {}): Promise<Ground> {
  const folder = makeDataFolder(parent);
  const adopt = () => startEmbedded({ dataDir: folder.dataDir, log: () => undefined, supervise: false });
  const { appUrl, ownerUrl } = await adopt();
  await migrate({ appUrl, ownerUrl });
  const external = databaseUrl === undefined ? {} : { DATABASE_URL: await databaseUrl(appUrl), DATABASE_OWNER_URL: ownerUrl };
  const app = await superviseApp({ DATA_DIR: folder.dataDir, ...external }, workers);
  const adoptWhenReady = async () => {
    // why: the app is about to start a dead database at its own address; adopting now would start it at another.
    for (let tries = 0; tries < 600 && findPostmaster(folder.cluster())?.state !== "ready"; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    return adopt();
  };
  const openDatabase = async () => createDatabase((await adoptWhenReady()).appUrl, { max: 4, applicationName: "ground" });
  return {
    app,
    folder,
    openDatabase,
    openSecondApp: () => superviseApp({ DATA_DIR: path.join(parent, "second"), DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl }),
    adminUrl: async () => (await adoptWhenReady()).superuserUrl,
    async openRoom(options) {
      const handle = await openDatabase();
      const room = await openRoom(handle, await createSitting(handle), options);
      await handle.close(1);
      return room;
    },
    async close() {
      await app.stop();
      if (findPostmaster(folder.cluster()) !== null) await (await adopt()).stop();
      folder.remove();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
