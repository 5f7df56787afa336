import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAppServer, type AppServer } from "../support/app-server";
import { freePort } from "../support/free-port";
import { createScenario } from "../support/scenario";
import { createTestAccount, openSession } from "../support/sessions";

/** What every response carries, and which requests from elsewhere are turned away. */
let app: AppServer;
let listensAt: string;
let cookies: Record<"guest" | "participant" | "administrator", string>;

beforeAll(async () => {
  const port = await freePort();
  listensAt = `http://127.0.0.1:${port}`;
  app = await startAppServer({ env: { PUBLIC_URL: "https://thi.example.vn", PORT: String(port) } });
  const { db } = app.database;
  const scenario = await createScenario(db);
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  const participant = await createTestAccount(db, { login: "001001", personId: await scenario.person("001001", { unit: "D01" }) });
  const administrator = await createTestAccount(db, { login: "quan-tri", role: "administrator" });
  cookies = { guest: "", participant: await openSession(db, participant), administrator: await openSession(db, administrator) };
});
afterAll(() => app.stop());

const ownOrigin = { Origin: "https://thi.example.vn" };

/** Address, visitor, expected status, and the request where it is not a GET. */
const responses: [string, keyof typeof cookies, number, RequestInit?][] = [
  ["/", "guest", 200],
  ["/sign-in", "guest", 200],
  ["/rounds", "guest", 302],
  ["/rounds", "participant", 200],
  ["/organiser", "participant", 403],
  ["/organiser/accounts", "administrator", 200],
  ["/organiser/accounts.data", "administrator", 200],
  ["/organiser/accounts.data", "participant", 403],
  ["/organiser/accounts/not-an-id", "administrator", 404],
  ["/sign-in.data", "guest", 404],
  ["/khong-co-trang-nay", "guest", 404],
  ["/%E0%A4%A", "guest", 400],
  ["/favicon.svg", "guest", 200],
  ["/healthz", "guest", 200],
  ["/readyz", "guest", 200],
  ["/sign-in", "guest", 403, { method: "POST", body: "" }],
  ["/sign-in", "guest", 400, { method: "POST", body: "", headers: { ...ownOrigin, "Content-Type": "application/x-www-form-urlencoded" } }],
  ["/sign-in", "guest", 405, { method: "DELETE", headers: ownOrigin }],
  ["/sign-in", "guest", 415, { method: "POST", body: "{}", headers: { ...ownOrigin, "Content-Type": "application/json" } }],
];

const fetchAs = (visitor: keyof typeof cookies, address: string, init: RequestInit = {}) =>
  fetch(listensAt + address, { redirect: "manual", ...init, headers: { ...init.headers, ...(cookies[visitor] ? { Cookie: cookies[visitor] } : {}) } });

describe("headers", () => {
  it.each(responses)("%s as %s: %i", async (address, visitor, status, init) => {
    const response = await fetchAs(visitor, address, init);
    expect(response.status).toBe(status);
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    expect(policy).not.toContain("unsafe");
    for (const directive of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(policy).toContain(directive);
    expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f-]{36}'/);
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(response.headers.get("Referrer-Policy")).toBe("same-origin");
    expect(response.headers.get("Strict-Transport-Security")).toMatch(/max-age=\d{8}/);
    expect(response.headers.get("X-Powered-By")).toBeNull();
    if (address !== "/favicon.svg") expect(response.headers.get("Cache-Control")).toContain("no-store");
  });

  it("a nonce is used once, and stands on every script of the page", async () => {
    const pages = await Promise.all(["/sign-in", "/sign-in"].map((address) => fetchAs("guest", address)));
    const nonces = pages.map((page) => /'nonce-([^']+)'/.exec(page.headers.get("Content-Security-Policy") ?? "")?.[1]);
    expect(new Set(nonces).size).toBe(2);
    for (const [index, page] of pages.entries()) {
      const scripts = (await page.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonces[index]}"`);
    }
  });

  it.each([["/", "guest"], ["/sign-in", "guest"], ["/privacy", "guest"], ["/organiser/accounts", "administrator"]] as const)("%s has no inline styles and no inline handlers", async (address, visitor) => {
    const html = await (await fetchAs(visitor, address)).text();
    expect(html).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/i);
  });

  it("an error tells a reference, not its cause", async () => {
    const html = await (await fetchAs("administrator", "/organiser/accounts/not-an-id")).text();
    expect(html).toContain("Không tìm thấy trang");
    expect(html).not.toMatch(/node_modules|at async|Error:/);
  });
});

describe("the origin of whatever changes something", () => {
  const post = (headers: Record<string, string>, address = "/sign-in") =>
    fetchAs("guest", address, { method: "POST", body: "", headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers } });

  it.each([
    ["a foreign origin", { Origin: "https://evil.example" }],
    ["a foreign origin whose name begins like ours", { Origin: "https://thi.example.vn.evil.example" }],
    ["an opaque origin", { Origin: "null" }],
    ["no origin at all", {}],
    ["no origin, cross-site", { "Sec-Fetch-Site": "cross-site" }],
    ["a sibling site", { "Sec-Fetch-Site": "same-site", Origin: "https://other.example.vn" }],
    ["our origin, but said to be cross-site", { "Sec-Fetch-Site": "cross-site", ...ownOrigin }],
    ["same-origin, but with a foreign origin", { "Sec-Fetch-Site": "same-origin", Origin: "https://evil.example" }],
    ["typed by hand", { "Sec-Fetch-Site": "none" }],
  ])("%s: 403", async (_, headers) => {
    expect((await post(headers)).status).toBe(403);
    expect((await post(headers, "/organiser/notes.data")).status).toBe(403);
    expect((await post(headers, "/attempts/00000000-0000-7000-8000-000000000000/responses")).status).toBe(403);
  });

  it.each([
    ["our origin", ownOrigin],
    ["our origin, same-origin", { "Sec-Fetch-Site": "same-origin", ...ownOrigin }],
    ["same-origin without an origin", { "Sec-Fetch-Site": "same-origin" }],
  ])("%s: goes on", async (_, headers) => {
    expect((await post(headers)).status).toBe(400);
  });

  it.each(["PUT", "PATCH", "DELETE"])("%s from elsewhere: 403", async (method) => {
    expect((await fetchAs("guest", "/rounds", { method, headers: { Origin: "https://evil.example" } })).status).toBe(403);
  });
});
