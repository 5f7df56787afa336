import { rmSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { connect } from "~db/connection.server";
import { startEmbedded, type Embedded } from "~db/embedded";
import { ensureSettings } from "~db/settings.server";
import { makeDataFolder, type LaunchFolder } from "../support/launch-folder";

const folders: LaunchFolder[] = [];
const folderForTest = () => {
  const folder = makeDataFolder();
  folders.push(folder);
  return folder;
};
const start = (folder: LaunchFolder, transport: "socket" | "tcp" = "socket") =>
  startEmbedded({ dataDir: folder.dataDir, log: () => undefined, supervise: false, transport });

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

async function ask(url: string, statement: string): Promise<Record<string, unknown> | undefined> {
  const sql = connect(url, 1);
  try {
    const [row] = await sql.unsafe(statement);
    return row;
  } finally {
    await sql.end();
  }
}

const socketFolderOf = ({ appUrl }: Embedded) => decodeURIComponent(new URL(appUrl).hostname);

describe("the embedded database", () => {
  it("compares and sorts by the builtin C.UTF-8, checks its pages, and knows the Vietnamese collation of ICU", async () => {
    const embedded = await start(folderForTest());
    const row = await ask(embedded.ownerUrl, `select datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding,
      current_setting('data_checksums') as checksums, 'ă' < 'b' collate "vi-x-icu" as vietnamese from pg_database where datname = current_database()`);
    expect(row).toEqual({ provider: "b", locale: "C.UTF-8", encoding: "UTF8", checksums: "on", vietnamese: true });
    await embedded.stop();
  });

  it("gets its timeouts from the app's own role, and is found safe", async () => {
    const embedded = await start(folderForTest());
    expect(await ensureSettings(embedded.appUrl)).toEqual([]);
    expect(await ask(embedded.appUrl, "show statement_timeout")).toEqual({ statement_timeout: "30s" });
    await embedded.stop();
  });

  it("refuses a wrong password on its socket", async () => {
    const embedded = await start(folderForTest());
    const url = new URL(embedded.appUrl);
    url.password = "wrong";
    await expect(ask(url.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    await embedded.stop();
  });

  it("listens on loopback alone where there are no sockets", async () => {
    const folder = folderForTest();
    const embedded = await start(folder, "tcp");
    expect(new URL(embedded.appUrl).hostname).toBe("127.0.0.1");
    expect(await ask(embedded.superuserUrl, "select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets")).toEqual({ addresses: "127.0.0.1", sockets: "" });
    await embedded.stop();
    expect(folder.databasePid()).toBeNull();
  });

  it("keeps its data and passwords over a stop", async () => {
    const folder = folderForTest();
    const first = await start(folder);
    await ask(first.ownerUrl, "create table kept as select 42 as answer");
    await first.stop();
    const second = await start(folder);
    expect(second.adopted).toBe(false);
    expect(await ask(second.ownerUrl, "select answer from kept")).toEqual({ answer: 42 });
    await second.stop();
  });

  it("is restarted, not adopted, when its socket was swept away", async () => {
    const folder = folderForTest();
    const lost = await start(folder);
    rmSync(socketFolderOf(lost), { recursive: true });
    const found = await start(folder);
    expect(found.adopted).toBe(false);
    expect(await ask(found.appUrl, "select 1 as one")).toEqual({ one: 1 });
    await found.stop();
  });

  it("is started once by two that start it at the same moment", async () => {
    const folder = folderForTest();
    const both = await Promise.all([start(folder), start(folder)]);
    expect(both.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
    expect(both[0]?.appUrl).toBe(both[1]?.appUrl);
    await both[0]?.stop();
  });

  it("says what is missing when the passwords are gone", async () => {
    const folder = folderForTest();
    const embedded = await start(folder);
    await embedded.stop();
    rmSync(path.join(folder.dataDir, "postgres-passwords.json"));
    await expect(start(folder)).rejects.toThrow(/postgres-passwords\.json is missing/);
  });
});
