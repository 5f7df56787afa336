import { redirect } from "@remix-run/node";
import type { ImportProgress } from "~/domain/sheets/import-progress";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { importKindParam, planUpload, receiveFile } from "../organiser.import.$kind/receive-import.server";

/** The upload form of the page beside, answered line by line while the file is read and planned. */
export const loader = guarded("manage-roster", async ({ params }) => redirect(paths.organiserImport(importKindParam(params["kind"]))));

export const action = guarded("manage-roster", async (args) => {
  const upload = await receiveFile(args);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (progress: ImportProgress) => controller.enqueue(encoder.encode(`${JSON.stringify(progress)}\n`));
      say({ phase: "reading" });
      const answer = upload.ok ? await planUpload(args, upload.value, () => say({ phase: "planning" })) : upload;
      say(answer.ok ? { done: answer.value } : { refused: answer.refusal });
      controller.close();
    },
  });
  // why no-transform: a compressed answer would arrive in one piece at the end.
  return new Response(body, { headers: { "Content-Type": "application/x-ndjson; charset=utf-8", "Cache-Control": "no-store, no-transform" } });
});
