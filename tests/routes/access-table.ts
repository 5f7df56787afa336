/**
 * Who gets where: every address of the app × every kind of visitor. A new route fails the matrix until it stands here; a
 * row whose route is gone fails it too. To add a page, add one line: `"/path/:id": page("organiser", "administrator")`.
 */
export const visitors = ["guest", "onboarding", "participant", "coordinator", "leadership", "organiser", "administrator"] as const;
export type Visitor = (typeof visitors)[number];

/** A status, or the path a redirect leads to (without its query); “in”: whatever the page answers, it did not turn the visitor away. */
export type Expected = number | string;
export type Row = { get: Record<Visitor, Expected>; post?: Record<Visitor, Expected> };

export const unknownId = "00000000-0000-7000-8000-000000000000";
/** Filled in for `:name` in a path; a name without a value gets an id that does not exist. */
export type Fixtures = Record<string, string>;

const everybody = (answer: Expected) => Object.fromEntries(visitors.map((visitor) => [visitor, answer])) as Record<Visitor, Expected>;

/** Guests sign in first, newcomers finish their first sign-in, the named get `answer`, everybody else 403. */
function only(answer: Expected, allowed: readonly Visitor[]): Record<Visitor, Expected> {
  return { ...everybody(403), guest: "/sign-in", onboarding: "/account/password", ...Object.fromEntries(allowed.map((visitor) => [visitor, answer])) };
}

/** A page to look at. */
const page = (...allowed: Visitor[]): Row => ({ get: only(200, allowed) });
/** A page with a form. */
const form = (...allowed: Visitor[]): Row => ({ get: only(200, allowed), post: only("in", allowed) });
/** Of a thing that the matrix does not make: whoever may come in finds nothing. */
const missing = (...allowed: Visitor[]): Row => ({ get: only(404, allowed) });
const missingForm = (...allowed: Visitor[]): Row => ({ get: only(404, allowed), post: only("in", allowed) });
/** For everybody. */
const open: Row = { get: everybody(200) };

const homes = { onboarding: "/account/password", participant: "/rounds", coordinator: "/participation", leadership: "/participation", organiser: "/organiser", administrator: "/organiser" };
const homesOrSignIn = { guest: "/sign-in", ...homes };

/** Everybody who has finished the first sign-in sees the own data. */
const ownData = { ...everybody(200), guest: "/sign-in", onboarding: "/account/password" };

export const accessTable: Record<string, Row> = {
  "/": open,
  "/privacy": open,
  "/sign-in": { get: { guest: 200, ...homes }, post: { guest: 400, ...homes } },
  "/sign-out": { get: everybody("/"), post: everybody("/sign-in") },
  "/account/password": { get: { ...everybody(200), guest: "/sign-in" }, post: { ...everybody(400), guest: "/sign-in" } },
  "/account/consent": { get: homesOrSignIn, post: homesOrSignIn },
  "/account/unit": { get: homesOrSignIn, post: homesOrSignIn },
  "/account/data": { get: ownData, post: { ...everybody(404), guest: "/sign-in", onboarding: "/account/password", participant: 400 } },
  "/account/data.json": { get: ownData },

  "/rounds": page("participant"),
  "/rounds/:roundId": form("participant"),
  "/rounds/:roundId/board": { get: everybody("in") },
  "/attempts/:attemptId": missingForm("participant"),
  "/attempts/:attemptId/review": missingForm("participant"),
  "/attempts/:attemptId/result": missing("participant"),
  "/attempts/:attemptId/takeover": { get: only("in", ["participant"]), post: only("in", ["participant"]) },

  "/participation": { get: only("in", ["coordinator", "leadership", "organiser", "administrator"]) },
  "/participation/:roundId": page("coordinator", "leadership", "organiser", "administrator"),
  "/participation/:roundId/standings": page("coordinator", "leadership", "organiser", "administrator"),
  "/participation/:roundId/units/:unitId": page("coordinator", "leadership", "organiser", "administrator"),
  "/reports/:roundId/units/:unitId/reminders.xlsx": page("coordinator", "leadership", "organiser", "administrator"),
  "/reports/audit.xlsx": page("organiser", "administrator"),
  "/reports/:roundId/workbook.xlsx": page("leadership", "organiser", "administrator"),

  "/organiser": page("organiser", "administrator"),
  "/organiser/setup": form("organiser", "administrator"),
  "/organiser/contest": form("organiser", "administrator"),
  "/organiser/units": page("organiser", "administrator"),
  "/organiser/units/new": form("organiser", "administrator"),
  "/organiser/units/eligible": form("organiser", "administrator"),
  "/organiser/units/:unitId": form("organiser", "administrator"),
  "/organiser/people": page("organiser", "administrator"),
  "/organiser/import": page("organiser", "administrator"),
  "/organiser/people/new": form("organiser", "administrator"),
  "/organiser/people/:personId": missingForm("organiser", "administrator"),
  "/organiser/import/:kind": form("organiser", "administrator"),
  "/organiser/import/:kind/upload": { get: only("in", ["organiser", "administrator"]), post: only("in", ["organiser", "administrator"]) },
  "/organiser/import/batch/:batchId": missingForm("organiser", "administrator"),
  "/organiser/import/batch/:batchId/columns": missingForm("organiser", "administrator"),
  "/organiser/import/batch/:batchId/undo": missingForm("organiser", "administrator"),
  "/organiser/import/batch/:batchId/rejected.xlsx": missing("organiser", "administrator"),
  "/organiser/questions": form("organiser", "administrator"),
  "/organiser/questions/new": form("organiser", "administrator"),
  "/organiser/questions/:questionId": missingForm("organiser", "administrator"),
  "/organiser/questions/:questionId/history": missing("organiser", "administrator"),
  "/organiser/rounds": page("organiser", "administrator"),
  "/organiser/rounds/new": form("organiser", "administrator"),
  "/organiser/rounds/:roundId": form("organiser", "administrator"),
  "/organiser/rounds/:roundId/preview": form("organiser", "administrator"),
  "/organiser/rounds/:roundId/changes": form("organiser", "administrator"),
  "/organiser/rounds/:roundId/standings": form("organiser", "administrator"),
  "/organiser/rounds/:roundId/running": page("organiser", "administrator"),
  "/organiser/rounds/:roundId/running/:personId": missing("organiser", "administrator"),
  "/organiser/rounds/:roundId/incidents": page("organiser", "administrator"),
  "/organiser/rounds/:roundId/incidents/new": form("organiser", "administrator"),
  "/organiser/rounds/:roundId/hand-in": form("organiser", "administrator"),
  "/organiser/accounts": page("organiser", "administrator"),
  "/organiser/accounts/new": form("administrator"),
  "/organiser/accounts/:accountId": form("organiser", "administrator"),
  "/organiser/slips": page("organiser", "administrator"),
  "/organiser/slips/all": form("organiser", "administrator"),
  "/organiser/slips/:unitId": form("organiser", "administrator"),
  "/organiser/audit": page("organiser", "administrator"),
  "/organiser/notes": form("organiser", "administrator"),
};

/** Handlers in front of Remix, by method and path: what a guest and what a stranger without such a thing gets. */
export const rawTable: Record<string, { guest: number; participant: number }> = {
  "POST /attempts/:attemptId/responses": { guest: 401, participant: 404 },
};
