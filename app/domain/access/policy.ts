/**
 * Roles and what each may do. Role × action × scope is decided here alone; routes and use cases ask.
 * A participant is an account with a person; the other roles are grants.
 */
export type Role = "administrator" | "organiser" | "coordinator" | "leadership";

export type Action =
  | "sit-round"
  | "author-questions"
  | "manage-contest"
  | "manage-roster"
  | "manage-accounts"
  | "issue-secrets"
  | "read-participation"
  | "read-individual-results"
  | "export-reports"
  | "read-audit";

/** A grant reaches the whole installation, or the subtree below `unitId`. */
export type Grant = { readonly role: Role; readonly unitId: string | null };

export type Actor = {
  readonly accountId: string;
  readonly personId: string | null;
  readonly grants: readonly Grant[];
};

export const roleLabels: Record<Role, string> = {
  administrator: "Quản trị",
  organiser: "Ban Tổ chức",
  coordinator: "Đầu mối đơn vị",
  leadership: "Lãnh đạo",
};

const allowed: Record<Role, readonly Action[]> = {
  administrator: ["manage-accounts", "issue-secrets", "manage-roster", "manage-contest", "author-questions", "read-participation", "read-individual-results", "export-reports", "read-audit"],
  organiser: ["issue-secrets", "manage-roster", "manage-contest", "author-questions", "read-participation", "read-individual-results", "export-reports", "read-audit"],
  coordinator: ["read-participation"],
  leadership: ["read-participation", "read-individual-results", "export-reports"],
};

export function mayDo(actor: Actor, action: Action): boolean {
  if (action === "sit-round") return actor.personId !== null;
  return actor.grants.some((grant) => allowed[grant.role].includes(action));
}

/** Root units of the subtrees an action reaches: `"all"`, or the units of the grants that allow it. */
export function scopeOf(actor: Actor, action: Action): "all" | readonly string[] {
  const grants = actor.grants.filter((grant) => allowed[grant.role].includes(action));
  if (grants.some((grant) => grant.unitId === null)) return "all";
  return [...new Set(grants.flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId])))];
}

/** Roles whose secret would be a way up for whoever resets it. */
const highRoles: readonly Role[] = ["administrator", "organiser"];

/** An organiser resets secrets of participants, coordinators and leadership; those of the committee an administrator. */
export function mayResetSecretOf(actor: Actor, grants: readonly Grant[]): boolean {
  if (mayDo(actor, "manage-accounts")) return true;
  return mayDo(actor, "issue-secrets") && !grants.some(({ role }) => highRoles.includes(role));
}

/** Coordinators and leadership are granted for a unit and what is below it; the committee works for the whole installation. */
export function needsUnit(role: Role): boolean {
  return !highRoles.includes(role);
}
