import { afterAll, beforeAll, expect, it } from "vitest";
import { startAppServer, type AppServer } from "../support/app-server";
import { createRealContest } from "../support/real-contest";
import { createTestAccount, openSession } from "../support/sessions";
import { sample } from "../support/sheet-reader";
import { zip } from "../support/zip";

/** Files that are bombs, broken or too wide, all sent at once, while somebody else reads pages of the same process. */
let app: AppServer;
let headers: { Cookie: string; Origin: string };

beforeAll(async () => {
  app = await startAppServer({ prepare: async (database) => void (await createRealContest(database, ["units"])) });
  headers = { Cookie: await openSession(app.database.db, await createTestAccount(app.database.db, { login: "thu-ky", role: "organiser" })), Origin: app.url };
});
afterAll(() => app.stop());

const many = Buffer.from(zip(Array.from({ length: 201 }, (_, index) => ({ name: `xl/${index}.xml`, content: "" }))));
const files: readonly [name: string, bytes: Uint8Array, status: number][] = [
  ["bom-nen.xlsx", sample("loi/bom-nen.xlsx"), 400], ["bi-cat.xlsx", sample("loi/bi-cat.xlsx"), 400], ["khong-phai-excel.xlsx", sample("loi/khong-phai-excel.xlsx"), 400],
  ["nhieu-phan.xlsx", many, 400], ["lon.xlsx", new Uint8Array(10 * 1024 * 1024 + 1), 400], ["qua-rong.xlsx", sample("loi/qua-rong.xlsx"), 302], ["proto.xlsx", sample("loi/proto.xlsx"), 302],
];

async function upload([name, bytes]: (typeof files)[number]): Promise<{ name: string; status: number; ms: number }> {
  const form = new FormData();
  form.set("file", new File([bytes as BlobPart], name));
  const startedAt = performance.now();
  const response = await fetch(`${app.url}/organiser/import/people`, { method: "POST", redirect: "manual", headers, body: form });
  await response.arrayBuffer();
  return { name, status: response.status, ms: performance.now() - startedAt };
}

async function readUntil(isOver: () => boolean): Promise<number[]> {
  const waits: number[] = [];
  while (!isOver()) {
    const startedAt = performance.now();
    expect((await fetch(`${app.url}/sign-in`)).status).toBe(200);
    waits.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return waits;
}

const ninthOfTen = (waits: readonly number[]) => waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.9)]!;

// why against a quiet moment, and retried: neighbours on the same cores hold a process up now and then; a reader on its loop does so every time.
it("each is answered within ten seconds, and others meanwhile less than 100 ms later than when all is quiet", { retry: 2 }, async () => {
  let quietReads = 30;
  const quiet = await readUntil(() => (quietReads -= 1) < 0);
  let isOver = false;
  const reading = readUntil(() => isOver);
  const answers = [];
  for (const file of [...files, ...files]) answers.push(await upload(file));
  isOver = true;
  const meanwhile = await reading;
  expect(answers.map(({ name, status }) => [name, status])).toEqual([...files, ...files].map(([name, , status]) => [name, status]));
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(10_000);
  expect(meanwhile.length).toBeGreaterThan(10);
  expect(ninthOfTen(meanwhile) - ninthOfTen(quiet)).toBeLessThan(100);
});
