import { z } from "zod";
import { receiptCode } from "~/domain/attempt/receipt";
import type { UnsentFile } from "~/domain/attempt/unsent-file";
import { isUuid } from "./form-fields.server";

/** A file as the exam page writes it: some hundred short entries at most. */
export const largestUnsentFile = 256 * 1024;

/** The page's clock counts fractions of a millisecond. */
const instant = z.number().min(0).max(8_000_000_000_000).transform(Math.round);
const save = z.object({
  sequence: z.number().int().min(0).max(1_000_000_000),
  position: z.number().int().min(1).max(1_000),
  choiceIds: z.array(z.string().min(1).max(64)).max(30),
  isFlagged: z.boolean(),
  editedAt: instant,
});
const schema = z.object({
  kind: z.literal("unsent-responses"),
  version: z.literal(1),
  attemptId: z.string().refine(isUuid).transform((id) => id.toLowerCase()),
  receipt: z.string().max(20),
  epoch: z.number().int().min(1).max(1_000_000),
  madeAt: instant,
  deadlineAt: instant,
  saves: z.array(save).min(1).max(2_000),
});

export type ReadUnsentFile = Omit<UnsentFile, "text">;

/** Null for everything that the exam page cannot have written. The readable part is left out: only what the program wrote counts. */
export function readUnsentFile(text: string): ReadUnsentFile | null {
  const parsed = schema.safeParse(parseJson(text));
  return parsed.success && parsed.data.receipt === receiptCode(parsed.data.attemptId) ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
