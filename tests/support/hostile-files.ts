import { sample } from "./sheet-reader";
import { zip } from "./zip";

/** Files that are bombs, broken, too large or too wide, and what their upload is answered with: 400 refused whole, 302 planned. */
export type HostileFile = { readonly name: string; readonly bytes: Uint8Array; readonly status: 302 | 400 };

export function hostileFiles(): readonly HostileFile[] {
  const manyParts = Buffer.from(zip(Array.from({ length: 201 }, (_, index) => ({ name: `xl/${index}.xml`, content: "" }))));
  const stored = (name: string, status: 302 | 400): HostileFile => ({ name, bytes: sample(`loi/${name}`), status });
  return [
    stored("bom-nen.xlsx", 400), stored("bi-cat.xlsx", 400), stored("khong-phai-excel.xlsx", 400), { name: "nhieu-phan.xlsx", bytes: manyParts, status: 400 },
    { name: "lon.xlsx", bytes: new Uint8Array(10 * 1024 * 1024 + 1), status: 400 }, stored("qua-rong.xlsx", 302), stored("proto.xlsx", 302),
  ];
}

/** Brought to the import of people by whoever `headers` belong to; throws when the answer is another than the file's. */
export async function uploadHostile(url: string, headers: Record<string, string>, { name, bytes, status }: HostileFile): Promise<void> {
  const form = new FormData();
  form.set("file", new File([bytes as BlobPart], name));
  const response = await fetch(`${url}/organiser/import/people`, { method: "POST", redirect: "manual", headers, body: form });
  await response.arrayBuffer();
  if (response.status !== status) throw new Error(`${name}: ${response.status} instead of ${status}`);
}
