import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, unique, uuid, bigint } from "drizzle-orm/pg-core";
import type { NoteKind } from "~/domain/access/note-kind";
import type { Role } from "~/domain/access/policy";
import { id, instant } from "./columns";
import { contests } from "./contest";
import { people } from "./people";
import { units } from "./unit";

/** What signs in. An account may have a person; roles are grants. */
export const accounts = pgTable("accounts", {
  id: id(),
  /** Lower case; for people of the roster their code. */
  login: text("login").notNull().unique(),
  displayName: text("display_name").notNull(),
  personId: uuid("person_id").unique().references(() => people.id, { onDelete: "cascade" }),
  /** Argon2id; null until the own password is set. */
  passwordHash: text("password_hash"),
  consentedAt: instant("consented_at"),
  consentVersion: integer("consent_version"),
  unitConfirmedAt: instant("unit_confirmed_at"),
  disabledAt: instant("disabled_at"),
  createdAt: instant("created_at").notNull(),
});

/** Random, one use, expiring; stored as HMAC-SHA-256. The newest unused one of an account counts. */
export const firstSecrets = pgTable(
  "first_secrets",
  {
    id: id(),
    accountId: uuid("account_id").notNull().references(() => accounts.id, { onDelete: "cascade" }),
    secretHmac: text("secret_hmac").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("first_secrets_by_account").on(t.accountId)],
);

/** A role, limited to a contest or to the subtree of a unit where these are given. */
export const roleGrants = pgTable(
  "role_grants",
  {
    id: id(),
    accountId: uuid("account_id").notNull().references(() => accounts.id, { onDelete: "cascade" }),
    role: text("role").$type<Role>().notNull(),
    contestId: uuid("contest_id").references(() => contests.id, { onDelete: "cascade" }),
    unitId: uuid("unit_id").references(() => units.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [unique("role_grants_once").on(t.accountId, t.role, t.contestId, t.unitId).nullsNotDistinct()],
);

/** `id` is SHA-256 of the cookie's token. Lucia slides `expiresAt`; `absoluteExpiresAt` never moves. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    accountId: uuid("account_id").notNull().references(() => accounts.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    absoluteExpiresAt: instant("absolute_expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("sessions_by_account").on(t.accountId)],
);

/** Every consent ever given, with the very words; `accounts` only knows the last version. */
export const consents = pgTable(
  "consents",
  {
    id: id(),
    accountId: uuid("account_id").notNull().references(() => accounts.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    text: text("text").notNull(),
    givenAt: instant("given_at").notNull(),
  },
  (t) => [unique("consents_once").on(t.accountId, t.version)],
);

/** What participants ask of the committee: another unit, or what the consent gives a right to. */
export const committeeNotes = pgTable("committee_notes", {
  id: id(),
  kind: text("kind").$type<NoteKind>().notNull(),
  personId: uuid("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  body: text("body").notNull(),
  createdAt: instant("created_at").notNull(),
  /** Shown to the person on the page of the own data. */
  answer: text("answer"),
  handledAt: instant("handled_at"),
  handledBy: uuid("handled_by").references(() => accounts.id),
});

/** Append-only: the app's role may insert and read, nothing else. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull(),
    accountId: uuid("account_id"),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    reason: text("reason"),
    /** The row of the deed on many things that this row is one thing of; null: a deed of its own. */
    partOf: bigint("part_of", { mode: "number" }),
  },
  // why id in each: pages go on by (at, id), whatever the filter, and never count or skip.
  (t) => [
    index("audit_log_by_subject").on(t.subjectType, t.subjectId, t.at, t.id),
    index("audit_log_by_time").on(t.at, t.id),
    index("audit_log_by_account").on(t.accountId, t.at, t.id),
    index("audit_log_by_action").on(t.action, t.at, t.id),
    index("audit_log_by_deed").on(t.partOf, t.at, t.id).where(sql`${t.partOf} is not null`),
  ],
);
