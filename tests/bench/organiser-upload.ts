import type { ImportKind } from "~/domain/sheets/import-kind";
import { sheet } from "../support/imports";

/** One organiser's browser that brings in a file, page by page as people do, and how long each step made them wait. */
export type ImportSteps = { file: number; reading: number; planning: number; planPage: number; writing: number; all: number; bytes: number };

type Step = { at: number; phase: string };

/** Throws when a step is not answered as a working app answers it. */
export async function importOverHttp(url: string, cookie: string, kind: ImportKind, bytes: Uint8Array, rows: number): Promise<ImportSteps> {
  const headers = { Cookie: cookie, Origin: url };
  const startAt = performance.now();
  const form = new FormData();
  form.set("file", new File([bytes as BlobPart], `${kind}.xlsx`));
  const steps = await readProgress(await fetch(`${url}/organiser/import/${kind}/upload`, { method: "POST", headers, body: form }));
  const [reading, planning, done] = ["reading", "planning", "/organiser/import/batch/"].map((phase) => steps.find((step) => step.phase.startsWith(phase)));
  if (!reading || !planning || !done) throw new Error(`progress: ${steps.map(({ phase }) => phase).join(", ")}`);

  const page = await (await fetch(url + done.phase, { headers })).text();
  const shownAt = performance.now();
  const fingerprint = /name="fingerprint" value="([^"]+)"/.exec(page)?.[1];
  if (fingerprint === undefined) throw new Error("the plan page has no button to write");
  const written = await fetch(url + done.phase, { method: "POST", headers, body: new URLSearchParams({ fingerprint }) });
  const result = (await written.text()).replace(/<!--[\s\S]*?-->/g, "");
  const endAt = performance.now();
  if (!result.includes(`<b>${rows} dòng</b>`)) throw new Error("the last page does not say that every row was written");
  return {
    file: reading.at - startAt, reading: planning.at - reading.at, planning: done.at - planning.at, planPage: shownAt - done.at, writing: endAt - shownAt,
    all: endAt - startAt, bytes: bytes.length,
  };
}

/** When each line of the answer arrived. */
async function readProgress(response: Response): Promise<Step[]> {
  if (response.status !== 200 || response.body === null) throw new Error(`status ${response.status}`);
  const steps: Step[] = [];
  let rest = "";
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + decoder.decode(piece.value, { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const { phase, done, refused } = JSON.parse(line) as { phase?: string; done?: string; refused?: string };
      steps.push({ at: performance.now(), phase: phase ?? done ?? `refused: ${refused}` });
    }
  }
  return steps;
}

/** As large as real ones: names and telephones of people; four choices, an explanation and a citation to each question. */
export const importFiles: Record<"people" | "questions", (rows: number) => Uint8Array> = {
  people: (rows) => sheet([
    ["Mã số", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Khối", "Số điện thoại"],
    ...Array.from({ length: rows }, (_, index) => [`P${index}`, `Nguyễn Văn ${index}`, "01/02/1990", "Nam", "Đội An ninh", "CBCS; Đoàn viên", `09${String(index).padStart(8, "0")}`]),
  ]),
  questions: (rows) => sheet([
    ["Mã câu hỏi", "Chủ đề", "Mức độ", "Loại câu hỏi", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Phương án D", "Đáp án", "Điểm", "Giải thích", "Căn cứ pháp lý"],
    ...Array.from({ length: rows }, (_, index) => [
      "", `Chủ đề ${index % 30}`, "Nhận biết", "Một lựa chọn", `Câu hỏi số ${index}: ${"nội dung cải cách hành chính ".repeat(5)}?`,
      ...["một", "hai", "ba", "bốn"].map((word) => `${word} ${"phương án trả lời ".repeat(3)}`), "A", 1, "Giải thích ngắn cho câu hỏi này. ".repeat(3), `Điều ${index % 90 + 1} Nghị định số 61/2018/NĐ-CP`,
    ]),
  ]),
};
