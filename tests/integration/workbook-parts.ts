/** The XML inside a written workbook, for what no reader shows. */
import { open, type Entry, type ZipFile } from "yauzl";

export async function partOf(file: string, name: string): Promise<string> {
  const zip = await new Promise<ZipFile>((resolve, reject) => open(file, { autoClose: true }, (error, opened) => (error ? reject(error) : resolve(opened))));
  const entry = await new Promise<Entry>((resolve, reject) => {
    zip.on("entry", (found: Entry) => found.fileName === name && resolve(found));
    zip.on("error", reject);
    zip.on("end", () => reject(new Error(`No ${name} in ${file}`)));
  });
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))));
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
