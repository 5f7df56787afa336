import { rm } from "node:fs/promises";
import path from "node:path";
import { createSheetReader } from "~/adapters/read-sheet.server";
import { createDatabase } from "~db/client.server";
import { accountsFileName, writeAccountsFile } from "../../seed/demo/accounts-file";
import { countInstallation, type InstallationCounts, loadDemo } from "../../seed/demo/load-demo";
import { removeDemo } from "../../seed/demo/remove-demo";
import type { Command } from "./command";

/** `demo-load`: the demo contest into an empty database, its one-time secrets into DATA_DIR, one account of each role printed. */
export const demoLoadCommand: Command = async ({ database, dataDirectory, workersDirectory, print, complain }) => {
  const held = await countInstallation(database);
  if (Object.values(held).some((count) => count > 0)) {
    complain(refusal(held));
    return 1;
  }
  const readSheet = createSheetReader({ workersDirectory });
  const dataFolder = path.resolve("seed/data");
  const demo = await loadDemo({ database, readSheet, dataFolder, report: (line) => print(`    ${line}`) });
  const file = await writeAccountsFile(dataDirectory, demo.accounts);
  print(`    ${demo.sittings} attempts sat, ${demo.accounts.length} accounts with one-time secrets in ${file}`);
  const shown = new Map(demo.accounts.map((account) => [account.role, account] as const).reverse());
  for (const { role, account, secret } of shown.values()) print(`    ${role.padEnd(14)} ${account.padEnd(12)} ${secret}`);
  print("    Việc tiếp theo: chạy npm start (nếu chưa chạy), mở địa chỉ ở dòng “Ready”, đăng nhập bằng một tài khoản trên; mỗi mã bí mật dùng một lần.");
  return 0;
};

function refusal({ contests, units, people, accounts }: InstallationCounts): string {
  return [
    `Không nạp cuộc thi mẫu: cơ sở dữ liệu đã có ${contests} cuộc thi, ${units} đơn vị, ${people} người, ${accounts} tài khoản; cuộc thi mẫu chỉ nạp vào cơ sở dữ liệu trống.`,
    "Muốn xem cuộc thi mẫu mà giữ dữ liệu này: DATA_DIR=.data-mau PORT=3001 DEMO=1 npm start",
    "Nếu đây chính là cuộc thi mẫu và muốn nạp lại: npm run demo:remove, rồi npm run demo:load. Tài khoản tạo bằng tay vẫn còn sau khi xóa, nên khi đó hãy dùng DATA_DIR khác.",
  ].join("\n");
}

/** `demo-remove`: leaves an empty installation behind; accounts made by hand stay. */
export const demoRemoveCommand: Command = async ({ urls, parameters, dataDirectory, print, complain }) => {
  const owner = createDatabase(urls.ownerUrl, { max: 1, rawMax: 1, applicationName: "cli demo-remove" });
  try {
    const { removed, reason } = await removeDemo(owner, { isSure: parameters.includes("--yes") });
    if (!removed) {
      complain(reason ?? "Không xóa gì.");
      return 1;
    }
    await rm(path.join(dataDirectory, accountsFileName), { force: true });
    print("Đã xóa cuộc thi mẫu.");
    return 0;
  } finally {
    await owner.close();
  }
};
