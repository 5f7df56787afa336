import { expect, it } from "vitest";
import { auditedDifference } from "./kept-change";

it("the audit holds what changed, birth date and telephone only as marks", () => {
  const before = { code: "001", birthDate: null as string | null, phone: "0912345678" as string | null, blocs: ["CBCS"] };
  const after = { code: "002", birthDate: "1990-02-03", phone: "0987654321", blocs: ["CBCS"] };
  expect(auditedDifference(before, after)).toEqual({ before: { code: "001", birthDate: null, phone: "(giá trị cũ)" }, after: { code: "002", birthDate: "(giá trị mới)", phone: "(giá trị mới)" } });
  expect(auditedDifference(after, { ...after })).toBeNull();
});
