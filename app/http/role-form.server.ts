import { z } from "zod";
import { type Role, roleLabels } from "~/domain/access/policy";

/** Fields of a role to be granted, as `components/ui/role-fields.tsx` shows them. An empty unit is none. */
export const roleFormShape = {
  role: z.enum(Object.keys(roleLabels) as [Role, ...Role[]], { error: "Chọn vai trò." }),
  unitId: z.union([z.uuid(), z.literal("").transform(() => null)], { error: "Đơn vị không hợp lệ. Hãy chọn lại." }).nullish().transform((value) => value ?? null),
};
