import { connect } from "../connection.server";

/**
 * Three roles: the superuser (used here only), the owner of the database and its tables (migrations), and the app,
 * which owns nothing and so can drop nothing. The owner may create databases: a backup is tried in one of its own. Run at
 * every start: repeats change nothing.
 */
export const superuserRole = "postgres";
export const ownerRole = "cchc_owner";
export const appRole = "cchc_app";
export const databaseName = "cchc";

export async function prepareRoles(superuserUrl: string, passwords: { owner: string; app: string }): Promise<void> {
  const sql = connect(superuserUrl, 1, "launcher");
  try {
    const roles = await sql<{ rolname: string }[]>`select rolname from pg_roles where rolname in (${ownerRole}, ${appRole})`;
    for (const [role, password] of [[ownerRole, passwords.owner], [appRole, passwords.app]] as const) {
      if (roles.some((found) => found.rolname === role)) continue;
      // why: utility statements take no parameters; the password is our own base64url.
      await sql.unsafe(`create role ${role} login nosuperuser nocreatedb nocreaterole password '${password}'`);
    }
    await sql.unsafe(`alter role ${ownerRole} createdb`);
    const [database] = await sql`select 1 from pg_database where datname = ${databaseName}`;
    if (database === undefined) await sql.unsafe(`create database ${databaseName} owner ${ownerRole}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
