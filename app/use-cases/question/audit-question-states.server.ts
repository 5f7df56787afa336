import type { QuestionState } from "~/domain/question/question";
import type { Tx } from "~db/client.server";
import { insertDeed } from "~db/repositories/audit.server";
import { countByTopic } from "~db/repositories/question.server";

type Deed = { readonly accountId: string; readonly after: { readonly state: QuestionState; readonly batchId?: string; readonly undoes?: string } };

/** A change of states as one deed: how many questions about which topics, from which states, and a part per question. */
export async function auditQuestionStates(tx: Tx, { accountId, after }: Deed, changed: readonly { readonly id: string; readonly state: QuestionState }[]): Promise<void> {
  const topics = await countByTopic(tx, changed.map(({ id }) => id));
  const states = [...new Set(changed.map(({ state }) => state))];
  const entry = { accountId, action: "question.state" as const, subjectType: "question" };
  await insertDeed(
    tx,
    { ...entry, subjectId: "several", before: { state: states.length === 1 ? states[0] : states }, after: { state: after.state, questions: changed.length, topics: topics.map(({ name, count }) => `${name}: ${count} câu`) } },
    changed.map(({ id, state }) => ({ ...entry, subjectId: id, before: { state }, after })),
  );
}
