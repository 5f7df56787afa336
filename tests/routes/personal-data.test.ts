import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, utils } from "xlsx";
import { attempts, people } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { at, seedGoldenResults } from "../support/golden-results";
import { signIn, type SignedInAccount } from "../support/signed-in";
import { accessTable } from "./access-table";

/** Telephone and birth date of everybody are canaries: no address outside the organisers' pages hands them to anybody, in a page or in a file. */
const phone = "0966070809";
const birthDate = "1966-07-08";
const serial = (Date.UTC(1966, 6, 8) - Date.UTC(1899, 11, 30)) / 86_400_000;
const canaries = [phone, phone.slice(1), birthDate, "08/07/1966", "8/7/1966"];

let app: AppServer;
let ids: Record<string, string>;
const who: Record<string, SignedInAccount | undefined> = { guest: undefined };

beforeAll(async () => {
  let golden!: Awaited<ReturnType<typeof seedGoldenResults>>;
  app = await startAppServer({ prepare: async (database) => void (golden = await seedGoldenResults(database.db)) });
  const { db } = app.database;
  await db.update(people).set({ phone, birthDate });
  const personId = golden.personId("001101");
  const [attempt] = await db.select({ id: attempts.id }).from(attempts).where(eq(attempts.personId, personId)).limit(1);
  ids = { roundId: golden.roundId, unitId: golden.unitId("D01"), attemptId: attempt!.id, personId };
  who["participant"] = await signIn(db, { personId });
  who["coordinator"] = await signIn(db, { roles: ["coordinator"], unitId: golden.unitId("D01") });
  who["leadership"] = await signIn(db, { roles: ["leadership"] });
  who["organiser"] = await signIn(db, { roles: ["organiser"] });
  await db.execute(sql`update rounds set published_at = ${new Date(at(9, 0)).toISOString()}::timestamptz`);
});
afterAll(() => app.stop());

/** Everybody sees the own data; whoever keeps the roster sees it on the organisers' pages and in the workbook. */
const addresses = Object.keys(accessTable).filter((address) => !address.startsWith("/organiser") && !address.startsWith("/account/data"));
const fill = (address: string) => address.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? "");
const get = (address: string, visitor: string) => fetch(app.url + fill(address), { headers: who[visitor]?.headers ?? {}, redirect: "manual" });

/** All that a response says, cells of a workbook as text and as stored. */
async function wordsOf(response: Response): Promise<string> {
  if (!response.headers.get("Content-Type")?.includes("spreadsheetml")) return response.text();
  const workbook = read(new Uint8Array(await response.arrayBuffer()));
  return Object.values(workbook.Sheets).map((sheet) => `${utils.sheet_to_csv(sheet)}\n${JSON.stringify(utils.sheet_to_json(sheet, { header: 1 }))}`).join("\n");
}

const found = (words: string) => [...canaries, ...(new RegExp(`[\\[,]${serial}[,\\]]`).test(words) ? [String(serial)] : [])].filter((canary) => words.includes(canary));

describe.each(["guest", "participant", "coordinator", "leadership"])("to a %s", (visitor) => {
  it("no address outside the organisers' pages says a telephone or birth date", async () => {
    const answered: string[] = [];
    for (const address of addresses) {
      const response = await get(address, visitor);
      if (response.status === 200) answered.push(address);
      expect(found(await wordsOf(response)), address).toEqual([]);
    }
    expect(answered.length).toBeGreaterThan(3);
  });
});

it("to an organiser only the workbook outside those pages says telephones, and none says birth dates", async () => {
  for (const address of addresses) {
    const isWorkbook = address === "/reports/:roundId/workbook.xlsx";
    expect(found(await wordsOf(await get(address, "organiser"))), address).toEqual(isWorkbook ? [phone, phone.slice(1)] : []);
  }
});

it("the search can find them: the person's page of the organisers says both", async () => {
  expect(found(await wordsOf(await get("/organiser/people/:personId", "organiser")))).toEqual([phone, phone.slice(1), birthDate]);
});
