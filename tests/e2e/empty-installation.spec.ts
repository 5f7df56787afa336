import { expect, test } from "@playwright/test";
import { accessTable, type Visitor } from "../routes/access-table";
import { graveFindings } from "../support/accessibility";
import { useApp } from "../support/app-fixture";
import { expectNothingWider } from "../support/check-screen";
import { signIn } from "../support/signed-in";

/** Every page that exists before anything does: no contest, units, people, questions, rounds. And one address that is nowhere. */
const app = useApp();

const withoutName = Object.keys(accessTable).filter((address) => !/:|\.(xlsx|json)$/.test(address));
const maySee = (visitor: Visitor, address: string) => [200, "in"].includes(accessTable[address]!.get[visitor]);
/** An administrator sees what an organiser does, and more. */
const seenBy = (visitor: Visitor) => withoutName.filter((address) => maySee(visitor, address) && (visitor !== "administrator" || !maySee("organiser", address)));

for (const visitor of ["guest", "leadership", "organiser", "administrator"] as const) {
  test(`every page of an empty installation that the ${visitor} may see, and one that does not exist`, async ({ browser }) => {
    test.setTimeout(600_000);
    const context = await browser.newContext({ viewport: { width: 320, height: 740 }, locale: "vi-VN" });
    if (visitor !== "guest") {
      const { cookieName, token } = await signIn(app().database.db, { roles: [visitor] });
      await context.addCookies([{ name: cookieName, value: token, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
    }
    const page = await context.newPage();
    const missing = visitor === "guest" ? "/khong-co" : `${visitor === "leadership" ? "/participation" : "/organiser/rounds"}/00000000-0000-7000-8000-000000000000`;
    for (const address of [...seenBy(visitor), missing]) {
      const response = await page.goto(app().url + address);
      expect(response!.status(), address).toBe(address === missing ? 404 : 200);
      await expect(page.locator("h1"), address).toHaveCount(1);
      for (const width of [683, 320]) {
        await page.setViewportSize({ width, height: 740 });
        await expectNothingWider(page, width);
      }
      expect.soft(await graveFindings(page), address).toEqual([]);
    }
    await context.close();
  });
}
