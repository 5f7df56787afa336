import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAdmission } from "~/adapters/hash-admission.server";
import { createPasswords } from "~/adapters/password.server";
import { signIn, type SignInContext } from "~/use-cases/accounts/sign-in.server";
import { createSignInLimits } from "~db/repositories/sign-in-limit.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRosterAccounts, type RosterAccounts } from "../support/roster-accounts";

/** Guessing is slowed by account, by address and by both; whoever is known gets in all the same. */
let database: TestDatabase;
let roster: RosterAccounts;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  roster = await createRosterAccounts(database);
  await roster.choosePassword("00x004", "mưa rào tháng sáu");
});
afterAll(() => database.drop());

describe("limits of sign-in", () => {
  const small = () => createSignInLimits(database, { pair: { points: 3, seconds: 60 }, account: { points: 6, seconds: 60 }, address: { points: 12, seconds: 60 } });
  const limited = (): SignInContext => ({ ...roster.context, signInLimits: small() });
  const attempt = (login: string, password: string, address: string, deviceToken: string | null = null) => signIn(limited(), { login, password, address, deviceToken });

  it("hammering one account from one address: the fourth try waits, in another process too, and colleagues at the address go on", async () => {
    for (let at = 0; at < 3; at += 1) expect((await attempt("hammered", "sai", "10.1.0.1")).outcome).toBe("refused");
    expect(await attempt("hammered", "sai", "10.1.0.1")).toEqual({ outcome: "wait", seconds: expect.any(Number) });
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.1.0.1")).outcome).toBe("signed-in");
  });

  it("the same for an account that exists and one that does not", async () => {
    const series = async (login: string) => {
      const outcomes = [];
      for (let at = 0; at < 5; at += 1) outcomes.push((await attempt(login, "sai", "10.1.1.1")).outcome);
      return outcomes;
    };
    expect(await series("001003")).toEqual(await series("never-seen"));
  });

  it("hammering one account from many addresses: waits after six, but a known device and a first secret still get in", async () => {
    const known = await attempt("00x004", "mưa rào tháng sáu", "10.2.0.0");
    const deviceToken = known.outcome === "signed-in" ? known.deviceToken : null;
    const outcomes = [];
    for (let at = 1; at <= 8; at += 1) outcomes.push((await attempt("00x004", "sai", `10.2.0.${at}`)).outcome);
    expect(outcomes).toEqual([...Array<string>(6).fill("refused"), "wait", "wait"]);
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.2.0.99")).outcome).toBe("wait");
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.2.0.99", deviceToken)).outcome).toBe("signed-in");
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.2.0.99", `${deviceToken}0`)).outcome).toBe("wait");
    const { secret } = await roster.issue("001003");
    for (let at = 1; at <= 7; at += 1) await attempt("001003", "sai", `10.3.0.${at}`);
    expect((await attempt("001003", "sai", "10.3.0.99")).outcome).toBe("wait");
    expect((await attempt("001003", secret, "10.3.0.99")).outcome).toBe("signed-in");
  });

  it("spraying many accounts from one address waits after twelve; other addresses do not", async () => {
    const outcomes = [];
    for (let at = 0; at < 14; at += 1) outcomes.push((await attempt(`spray-${at}`, "sai", "10.4.0.1")).outcome);
    expect(outcomes.slice(0, 12)).toEqual(Array<string>(12).fill("refused"));
    expect(outcomes.slice(12)).toEqual(["wait", "wait"]);
    expect((await attempt("spray-99", "sai", "10.4.0.2")).outcome).toBe("refused");
  });

  it("fifty parallel tries are not more than three", async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => attempt("parallel", "sai", "10.5.0.1")));
    expect(outcomes.filter(({ outcome }) => outcome === "refused")).toHaveLength(3);
  });

  it("right sign-ins count for nothing", async () => {
    for (let at = 0; at < 5; at += 1) expect((await attempt("00x004", "mưa rào tháng sáu", "10.6.0.1", null)).outcome).not.toBe("refused");
  });

  it("one network of IPv6 addresses is one address", async () => {
    for (let at = 0; at < 3; at += 1) await attempt("six", "sai", `2001:db8:0:1::${at}`);
    expect((await attempt("six", "sai", "2001:db8::1:aaaa:bbbb:cccc:dddd")).outcome).toBe("wait");
    expect((await attempt("six", "sai", "2001:db8:0:2::1")).outcome).toBe("refused");
  });

  it("too many at once: refused with a time to come back, and not counted as failures", async () => {
    const passwords = createPasswords({ concurrent: 1, maxWaiting: 1, random: () => 0 });
    const busy: SignInContext = { ...roster.context, passwords, signInLimits: small() };
    const all = await Promise.all(Array.from({ length: 6 }, (_, at) => signIn(busy, { login: `busy-${at}`, password: "sai", address: "10.7.0.1", deviceToken: null })));
    const refused = all.filter(({ outcome }) => outcome === "busy");
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]).toEqual({ outcome: "busy", seconds: 1 });
    const [counted] = await database.sql`select count(*)::int as n from rate_limits where key like 'sign-in-address%' and points = ${6 - refused.length}`;
    expect(counted!["n"]).toBeGreaterThanOrEqual(1);
  });

  it("a closed gate refuses before anything is asked of the database", async () => {
    const signInGate = createAdmission({ concurrent: 1, maxWaiting: 0, maxWaitMs: 5_000, expectedTaskMs: 20, random: () => 0 });
    const [first, second] = await Promise.all([1, 2].map((at) => signIn({ ...roster.context, signInGate }, { login: `gate-${at}`, password: "sai", address: `10.7.1.${at}`, deviceToken: null })));
    expect([first, second]).toEqual([{ outcome: "refused" }, { outcome: "busy", seconds: 1 }]);
  });
});
