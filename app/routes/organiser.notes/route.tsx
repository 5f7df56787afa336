import { data, redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { EmptyState } from "~/components/ui/empty-state";
import { ErrorSummary } from "~/components/ui/error-summary";
import { deedOwed, noteKindDeeds, noteKindLabels } from "~/domain/access/note-kind";
import { formatInstant } from "~/domain/shared/time";
import { parseForm, refusedForm } from "~/http/form.server";
import { optionalText } from "~/http/form-fields.server";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import styles from "~/styles/accounts-organiser.css?url";
import { handleCommitteeNote, listCommitteeNotes } from "~/use-cases/accounts/committee-notes.server";

/** What participants have written to the committee; open ones first. */
export const meta: MetaFunction = () => [{ title: "Thư gửi Ban Tổ chức" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.object({ noteId: z.uuid(), answer: optionalText("trả lời", 1_000) });

/** Where on the sender's page a note is met, and what to do there. */
const deeds = {
  correct: { anchor: "", advice: null },
  retire: { anchor: "#retire-title", advice: "Người gửi đã được báo trước: sẽ ra khỏi danh sách dự thi; dữ liệu vẫn lưu, các lượt đã thi vẫn được tính." },
  forget: { anchor: "#forget-title", advice: null },
} as const;

/** Where nothing was answered, and what was asked for was not done or nobody can tell. */
const unanswered = {
  correct: { label: "bắt buộc: đã sửa gì, hoặc vì sao không sửa", refusal: "Hãy viết cho người gửi biết đã sửa gì, hoặc vì sao không sửa." },
  retire: { label: "bắt buộc khi người gửi còn trong danh sách dự thi", refusal: "Người gửi còn trong danh sách dự thi. Hãy mở trang của người gửi để đưa ra khỏi danh sách, hoặc viết trả lời vì sao chưa làm." },
  forget: { label: "bắt buộc khi chưa xóa thông tin", refusal: "Thông tin của người gửi chưa được xóa. Hãy mở trang của người gửi để xóa, hoặc viết trả lời vì sao chưa làm." },
} as const;

export const loader = guarded("manage-roster", async ({ context }) => {
  const notes = await listCommitteeNotes(context.app);
  return {
    notes: notes.map(({ id, kind, body, answer, createdAt, handledAt, handledByName, personId, isOnRoster, code, fullName, unitName }) => ({
      id, kind: noteKindLabels[kind], owed: deedOwed(kind, isOnRoster), body, answer, personHref: `${paths.organiserPerson(personId)}${deeds[noteKindDeeds[kind]].anchor}`, advice: deeds[noteKindDeeds[kind]].advice, code, fullName, unitName, sentAt: formatInstant(createdAt), handledAt: handledAt === null ? null : formatInstant(handledAt), handledByName,
    })),
  };
});

export const action = guarded("manage-roster", async ({ context, request, signedIn }) => {
  const formData = await request.formData();
  const parsed = parseForm(formData, form);
  if (!parsed.ok) throw notFound();
  const result = await handleCommitteeNote(context.app, { noteId: parsed.value.noteId, accountId: signedIn.actor.accountId, answer: parsed.value.answer || null });
  if (!result.ok) return data({ state: refusedForm(formData, { [answerField(parsed.value.noteId)]: `Thư của ${result.refusal.fullName}: ${unanswered[result.refusal.deed].refusal}` }) }, 400);
  throw redirect(withNotice(paths.organiserNotes, "da-xu-ly"));
});

type Note = ReturnType<typeof useLoaderData<typeof loader>>["notes"][number];

export default function Notes() {
  const { notes } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const waiting = notes.filter(({ handledAt }) => handledAt === null);
  const handled = notes.filter(({ handledAt }) => handledAt !== null);
  return (
    <div className="stack">
      <h1>Thư gửi Ban Tổ chức</h1>
      <ErrorSummary state={state} />
      {waiting.length === 0 ? (
        <EmptyState title="Không có thư chờ xử lý">Khi người dự thi báo sai đơn vị, xin chỉnh sửa, hạn chế xử lý, xóa dữ liệu hoặc rút lại sự đồng ý, thư hiện ở đây.</EmptyState>
      ) : (
        <>
          <p className="muted measure">Bấm vào họ tên để mở trang của người gửi và xử lý, rồi trả lời và đánh dấu đã xử lý.</p>
          <ul className="notes">{waiting.map((note) => <NoteCard key={note.id} note={note} refusal={state?.errors[answerField(note.id)]} />)}</ul>
        </>
      )}
      {handled.length > 0 && (
        <details className="fold">
          <summary>Đã xử lý ({handled.length})</summary>
          <ul className="notes">{handled.map((note) => <NoteCard key={note.id} note={note} />)}</ul>
        </details>
      )}
    </div>
  );
}

/** Each note has an answer of its own on the page. */
const answerField = (noteId: string) => `answer-${noteId}`;

function NoteCard({ note, refusal }: { note: Note; refusal?: string | undefined }) {
  return (
    <li className="card stack">
      <div className="head">
        <div><strong><a href={note.personHref}>{note.fullName}</a></strong> <span className="muted num">· {note.code}</span><p className="muted small">Đang ghi: {note.unitName}</p></div>
        <span className="tag warn">{note.kind}</span>
      </div>
      <p className="keep-lines">{note.body}</p>
      {note.handledAt === null && note.advice !== null && <p className="muted small">{note.advice}</p>}
      {note.answer !== null && <p className="keep-lines">Trả lời: {note.answer}</p>}
      {note.handledAt === null && (
        <Form method="post" className="stack" key={note.id}>
          <input type="hidden" name="noteId" value={note.id} />
          <label className={refusal === undefined ? "field" : "field invalid"}><span className="small">Trả lời người gửi ({note.owed === null ? "không bắt buộc" : unanswered[note.owed].label})</span>{refusal && <span className="message" id={`${answerField(note.id)}-error`}>{refusal}</span>}<input id={answerField(note.id)} name="answer" maxLength={1_000} autoComplete="off" aria-required={note.owed !== null} aria-invalid={refusal !== undefined} aria-describedby={refusal && `${answerField(note.id)}-error`} /></label>
          <div><button className="btn quiet small" aria-label={`Đã xử lý thư của ${note.fullName}`}>Đã xử lý</button></div>
        </Form>
      )}
      <p className="row muted small"><span className="num">{note.sentAt}</span>{note.handledAt !== null && <span>Đã xử lý {note.handledAt}{note.handledByName && `, ${note.handledByName}`}</span>}</p>
    </li>
  );
}
