import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { createDatabase } from "~db/client.server";
import { connect } from "~db/connection.server";
import { findAttemptOf } from "~db/read-models/attempt.server";
import { findCurrentHead } from "~db/repositories/contest.server";
import { createSessionRepository } from "~db/repositories/session.server";

/**
 * What the app is measured against, as a process of its own: bare `node:http` that does the least the job could take.
 * A save: one durable statement and nothing that a contest needs, no session, no owner, no deadline, no writer, no log.
 * A page: the very statements of the exam page, then its text as made before, compressed as every page of a person's own
 * must be (`/compressing`), or even that beforehand (`/ready-made`).
 */
const url = process.env["FLOOR_DATABASE_URL"]!;
const sql = connect(url, 10, "floor");
const database = createDatabase(url, { applicationName: "floor" });
const sessions = createSessionRepository(database);
let page = { headers: {} as Record<string, string>, zipped: Buffer.alloc(0), text: Buffer.alloc(0) };

const server = createServer((request, response) => {
  if (request.method === "GET") return void sendPage(new URL(request.url!, "http://floor"), response);
  readText(request, (text) => (request.url === "/page" ? keepPage(text, response) : void save(request.url!, text, response)));
});

async function save(path: string, text: string, response: ServerResponse): Promise<void> {
  const attemptId = path.slice("/attempts/".length, -"/responses".length);
  const { saves } = JSON.parse(text) as { saves: { sequence: number; position: number; choiceIds: string[]; isFlagged: boolean }[] };
  const { sequence, position, choiceIds, isFlagged } = saves[0]!;
  const [row] = await sql`
    insert into floor_responses as f (attempt_id, position, response, is_flagged, sequence, saved_at)
    values (${attemptId}, ${position}, ${JSON.stringify({ kind: "choices", choiceIds })}::text::jsonb, ${isFlagged}, ${sequence}, clock_timestamp())
    on conflict (attempt_id, position) do update
      set response = excluded.response, is_flagged = excluded.is_flagged, sequence = excluded.sequence, saved_at = excluded.saved_at
      where f.sequence < excluded.sequence
    returning extract(epoch from saved_at)::float8 * 1000 as now`;
  const body = Buffer.from(JSON.stringify({ now: row?.["now"], results: [{ sequence, outcome: "saved" }] }));
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length }).end(body);
}

async function sendPage({ pathname, searchParams }: URL, response: ServerResponse): Promise<void> {
  await Promise.all([sessions.getSessionAndUser(searchParams.get("session")!), findCurrentHead(database.db)]);
  await findAttemptOf(database.db, searchParams.get("person")!, pathname.slice(pathname.lastIndexOf("/") + 1));
  const body = pathname.startsWith("/compressing") ? gzipSync(page.text, { level: 1 }) : page.zipped;
  response.writeHead(200, { ...page.headers, "Content-Length": body.length }).end(body);
}

/** The page as the app has sent it, with its headers but those of the connection. */
function keepPage(text: string, response: ServerResponse): void {
  const { head, body } = JSON.parse(text) as { head: string; body: string };
  const lines = [...head.matchAll(/^([\w-]+): ([^\r]*)/gm)].filter(([, name]) => !/^(transfer-encoding|connection|keep-alive|date|content-length)$/i.test(name!));
  const zipped = Buffer.from(body, "base64");
  page = { zipped, text: gunzipSync(zipped), headers: Object.fromEntries(lines.map(([, name, value]) => [name!, value!])) };
  response.writeHead(204).end();
}

function readText(request: IncomingMessage, done: (text: string) => void): void {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => (text += chunk));
  request.on("end", () => done(text));
}

server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
