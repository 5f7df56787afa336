import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "~db/connection.server";

/**
 * The floor that the save route is measured against: bare `node:http`, one durable statement per save, and nothing that
 * a contest needs: no session, no owner, no deadline, no writer, no log. Started as a process of its own.
 */
const sql = connect(process.env["FLOOR_DATABASE_URL"]!, 10, "floor");

const server = createServer((request, response) => {
  const attemptId = request.url!.slice("/attempts/".length, -"/responses".length);
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => (text += chunk));
  request.on("end", () => void save(attemptId, text).then((body) => response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length }).end(body)));
});

async function save(attemptId: string, text: string): Promise<Buffer> {
  const { saves } = JSON.parse(text) as { saves: { sequence: number; position: number; choiceIds: string[]; isFlagged: boolean }[] };
  const { sequence, position, choiceIds, isFlagged } = saves[0]!;
  const [row] = await sql`
    insert into floor_responses as f (attempt_id, position, response, is_flagged, sequence, saved_at)
    values (${attemptId}, ${position}, ${JSON.stringify({ kind: "choices", choiceIds })}::text::jsonb, ${isFlagged}, ${sequence}, clock_timestamp())
    on conflict (attempt_id, position) do update
      set response = excluded.response, is_flagged = excluded.is_flagged, sequence = excluded.sequence, saved_at = excluded.saved_at
      where f.sequence < excluded.sequence
    returning extract(epoch from saved_at)::float8 * 1000 as now`;
  return Buffer.from(JSON.stringify({ now: row?.["now"], results: [{ sequence, outcome: "saved" }] }));
}

server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
