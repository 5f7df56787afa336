import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { connect } from "~db/connection.server";
import { startEmbedded } from "~db/embedded";
import { migrate } from "~db/migrate.server";
import { startExternalPostgres } from "./external-postgres";

/**
 * One PostgreSQL per run of the tests: an embedded one in a temporary folder, the one that TEST_DATABASE_URL (else
 * DATABASE_URL) names, as a role that may create roles and databases, or one made with the programs in TEST_POSTGRES_BIN. It
 * holds one migrated template; test files clone it.
 */
export interface TestCluster {
  /** May create databases and roles. */
  adminUrl: string;
  template: string;
  owner: { role: string; password: string };
  app: { role: string; password: string };
}

const variable = "TEST_CLUSTER";

/** What `openTestCluster` of this run has opened; test files and their processes see it through the environment. */
export function testCluster(): TestCluster {
  const text = process.env[variable];
  if (text === undefined) throw new Error("No test cluster: the project's globalSetup must name tests/support/global-setup.ts.");
  return JSON.parse(text) as TestCluster;
}

/** Returns what closes the cluster again; does nothing when an outer run has opened one. */
export async function openTestCluster(): Promise<() => Promise<void>> {
  if (process.env[variable] !== undefined) return async () => undefined;
  const { adminUrl, stop } = await startOrTakeServer();
  const suffix = randomBytes(4).toString("hex");
  const person = (name: string) => ({ role: `test_${name}_${suffix}`, password: randomBytes(18).toString("base64url") });
  const cluster: TestCluster = { adminUrl, template: `test_template_${suffix}`, owner: person("owner"), app: person("app") };
  await prepareTemplate(cluster);
  process.env[variable] = JSON.stringify(cluster);
  return async () => {
    delete process.env[variable];
    await removeTemplate(cluster, suffix);
    await stop();
  };
}

async function startOrTakeServer(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const external = process.env["TEST_DATABASE_URL"] ?? process.env["DATABASE_URL"];
  if (external) return { adminUrl: external, stop: async () => undefined };
  const programs = process.env["TEST_POSTGRES_BIN"];
  if (programs) return startExternalPostgres(programs);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "cchc-test-"));
  const embedded = await startEmbedded({ dataDir, log: () => undefined, supervise: false });
  return {
    adminUrl: embedded.superuserUrl,
    stop: async () => {
      await embedded.stop();
      rmSync(path.dirname(embedded.folder), { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function prepareTemplate(cluster: TestCluster): Promise<void> {
  const sql = connect(cluster.adminUrl, 1, "test-cluster");
  try {
    for (const { role, password } of [cluster.owner, cluster.app]) await sql.unsafe(`create role ${role} login password '${password}'`);
    await sql.unsafe(`grant ${cluster.owner.role} to current_user`);
    await sql.unsafe(`create database ${cluster.template} owner ${cluster.owner.role} encoding 'UTF8' template template0`);
  } finally {
    await sql.end();
  }
  await migrate({ ownerUrl: roleUrl(cluster, "owner", cluster.template), appUrl: roleUrl(cluster, "app", cluster.template) });
}

async function removeTemplate(cluster: TestCluster, suffix: string): Promise<void> {
  const sql = connect(cluster.adminUrl, 1, "test-cluster");
  try {
    const left = await sql<{ datname: string }[]>`select datname from pg_database where datname like ${`test\\_%\\_${suffix}%`}`;
    for (const { datname } of left) await sql.unsafe(`drop database if exists ${datname} with (force)`);
    for (const { role } of [cluster.app, cluster.owner]) await sql.unsafe(`drop role if exists ${role}`);
  } finally {
    await sql.end();
  }
}

export function roleUrl(cluster: TestCluster, who: "owner" | "app", database: string): string {
  const url = new URL(cluster.adminUrl);
  url.username = cluster[who].role;
  url.password = cluster[who].password;
  url.pathname = `/${database}`;
  return url.href;
}
