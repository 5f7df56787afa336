import { z } from "zod";
import { isChoiceId } from "~/domain/question/question";

/** The exam form posted without JavaScript: the whole set, with the epoch and last sequence the page was made with. */
const headSchema = z.object({
  epoch: z.coerce.number().int().min(1),
  sequence: z.coerce.number().int().min(0),
  intent: z.enum(["save", "review"]),
});
const choiceSchema = z.string().refine(isChoiceId);

export type PostedExam = {
  epoch: number;
  lastSequence: number;
  intent: "save" | "review";
  responses: { position: number; choiceIds: string[]; isFlagged: boolean }[];
};

/** Null when it is no exam form: fields missing, or choices that are no ids. Questions not mentioned are posted as empty. */
export function parseExamForm(formData: FormData, positions: readonly number[]): PostedExam | null {
  const head = headSchema.safeParse({ epoch: formData.get("epoch"), sequence: formData.get("sequence"), intent: formData.get("intent") });
  if (!head.success) return null;
  const responses = parseResponses(formData, positions);
  return responses && { epoch: head.data.epoch, lastSequence: head.data.sequence, intent: head.data.intent, responses };
}

const positionsSchema = z.array(z.coerce.number().int().min(1).max(1_000)).max(1_000);

/** Of the page that shows what was not saved: the questions ticked there with what had been chosen; null when it is no such form. */
export function parseUnsaved(formData: FormData): PostedExam["responses"] | null {
  const positions = positionsSchema.safeParse(formData.getAll("write"));
  return positions.success ? parseResponses(formData, [...new Set(positions.data)]) : null;
}

function parseResponses(formData: FormData, positions: readonly number[]): PostedExam["responses"] | null {
  return parseChoices(formData, positions)?.map((one) => ({ ...one, isFlagged: formData.has(`f${one.position}`) })) ?? null;
}

/** What is chosen at each position; null when something is no id of a choice. */
export function parseChoices(formData: FormData, positions: readonly number[]): { position: number; choiceIds: string[] }[] | null {
  const responses = [];
  for (const position of positions) {
    const choiceIds = z.array(choiceSchema).max(20).safeParse(formData.getAll(`q${position}`));
    if (!choiceIds.success) return null;
    responses.push({ position, choiceIds: choiceIds.data });
  }
  return responses;
}
