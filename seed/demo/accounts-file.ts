import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";

export type DemoAccount = { role: string; account: string; name: string; unit: string; secret: string };

const columns = ["role", "account", "name", "unit", "secret"] as const;
export const accountsFileName = "tai-khoan-mau.csv";

/** UTF-8 with a mark, so that Excel shows Vietnamese; readable by the owner only. Returns the path. */
export async function writeAccountsFile(dataDirectory: string, accounts: readonly DemoAccount[]): Promise<string> {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns.join(","), ...accounts.map((account) => columns.map((column) => cell(account[column])).join(","))];
  await mkdir(dataDirectory, { recursive: true });
  const target = path.join(dataDirectory, accountsFileName);
  await writeFile(`${target}.new`, `\uFEFF${lines.join("\r\n")}\r\n`, { mode: 0o600 });
  await chmod(`${target}.new`, 0o600);
  await rename(`${target}.new`, target);
  return target;
}
