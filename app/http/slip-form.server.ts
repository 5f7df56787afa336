import { z } from "zod";

/** Of the page that issues slips: the latest issue it knew of, or nothing. */
export const seenIssueField = z.string().regex(/^\d{0,15}$/, "Biểu mẫu không hợp lệ. Hãy mở lại trang.").transform((text) => (text === "" ? null : Number(text)));
