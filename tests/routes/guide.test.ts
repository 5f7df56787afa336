import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/http/paths";
import { startAppServer, type AppServer } from "../support/app-server";
import { createRealContest } from "../support/real-contest";
import { signIn } from "../support/signed-in";

let app: AppServer;
beforeAll(async () => {
  app = await startAppServer({ prepare: async (database) => void (await createRealContest(database, [])) });
});
afterAll(() => app.stop());

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

describe("the organisers' guide", () => {
  it("is served whole: every picture, style and heading that it points to is there", async () => {
    const address = `${app.url}${paths.guide}`;
    const page = await (await fetch(address)).text();
    const files = all(page, /(?:src|href)="([^"#/][^"#]*)"/g);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) expect((await fetch(new URL(file, address))).status, file).toBe(200);
    const headings = all(page, /<section id="([^"]+)"/g);
    expect(all(page, /href="#([^"]+)"/g)).toEqual(headings);
  });

  it("names the app's icon, so that no browser asks for another", async () => {
    const [icon] = all(await (await fetch(`${app.url}${paths.guide}`)).text(), /<link rel="icon" href="([^"]+)"/g);
    expect((await fetch(new URL(icon!, app.url))).status).toBe(200);
  });

  it("describes every picture in words", async () => {
    const page = await (await fetch(`${app.url}${paths.guide}`)).text();
    expect(all(page, /<img ([^>]*)>/g).filter((attributes) => !/alt="[^"]{20,}"/.test(attributes))).toEqual([]);
  });

  it.each([paths.organiser, paths.organiserQuestions, paths.organiserRounds, paths.organiserAccounts])("is linked from the frame of %s", async (page) => {
    const { headers } = await signIn(app.database.db, { roles: ["organiser"] });
    const html = await (await fetch(app.url + page, { headers })).text();
    const links = [...html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)].filter(([, href]) => href === paths.guide);
    expect(links.map(([, , label]) => label!.replace(/<[^>]+>/g, ""))).toEqual(["Hướng dẫn"]);
  });
});
