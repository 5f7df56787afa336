import { z } from "zod";
import { quotedNames } from "~/domain/standings/result-stage";
import type { PublishRefusal } from "~/use-cases/standings/publish-results.server";

export const publishForm = z.object({ confirmed: z.literal("on", { error: "Hãy đánh dấu xác nhận đã kiểm tra kết quả." }) });

export function refusalText(refusal: Exclude<PublishRefusal, { reason: "missing" }>): string {
  switch (refusal.reason) {
    case "trial":
      return "Kỳ thi thử không có kết quả để công bố.";
    case "not-closed":
      return "Kỳ thi chưa đóng đối với tất cả mọi người. Hãy công bố sau khi kỳ thi đóng.";
    case "unsettled":
      return `Còn ${refusal.count} bài chưa thu hoặc chưa chấm xong. Hãy thử lại sau một phút.`;
    case "awaiting":
      return `Câu dự đoán tính cả cuộc thi nên còn chờ ${quotedNames(refusal.rounds)}. Hãy công bố sau khi các kỳ thi ấy đóng và chấm xong.`;
  }
}
