import path from "node:path";
import { z } from "zod";

/**
 * The settings of a process, read once and checked at start. An empty variable counts as unset. The table in README.md
 * lists the same names.
 */
export interface Env {
  port: number;
  host: string;
  /** Absolute. */
  dataDir: string;
  /** Null: the app runs its own PostgreSQL below `dataDir`. */
  databaseUrl: string | null;
  /** For migrations and jobs of the owner; null: the same as `databaseUrl`. */
  databaseOwnerUrl: string | null;
  /** Origin under which people reach the app, without a slash at the end; null: the address it listens on. */
  publicUrl: string | null;
  /** Value of Express's “trust proxy”. */
  trustProxy: false | number | string[];
  /** Load the demo contest into an empty database; null: only into the embedded one. */
  demo: boolean | null;
}

/** Names every wrong variable with what is expected; never quotes a value, which may hold a password. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

const database = z.string().refine((value) => /^postgres(ql)?:\/\/.+/.test(value) && URL.canParse(value), {
  error: "phải có dạng postgres://người-dùng:mật-khẩu@máy:5432/cơ-sở-dữ-liệu",
});

const settings = z.object({
  PORT: z.string().regex(/^\d{1,5}$/, "phải là số nguyên từ 0 đến 65535").transform(Number)
    .refine((port) => port <= 65_535, "phải là số nguyên từ 0 đến 65535").default(3000),
  HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/, "phải là địa chỉ hoặc tên máy, ví dụ 127.0.0.1 hoặc 0.0.0.0").default("127.0.0.1"),
  DATA_DIR: z.string().refine((value) => !value.includes("\0"), "phải là đường dẫn thư mục").default(".data"),
  DATABASE_URL: database.optional(),
  DATABASE_OWNER_URL: database.optional(),
  PUBLIC_URL: z.string().refine(isOrigin, "phải là địa chỉ gốc như https://thi.example.vn, không có phần đường dẫn phía sau").transform((value) => new URL(value).origin).optional(),
  TRUST_PROXY: z.string().refine((value) => trustedProxies(value) !== null,
    "phải là số máy chủ ủy quyền đứng trước (1 đến 9), hoặc địa chỉ của chúng cách nhau bằng dấu phẩy, hoặc 0").default("0"),
  DEMO: z.enum(["0", "1"], "phải là 1 (nạp cuộc thi mẫu vào cơ sở dữ liệu trống) hoặc 0").optional(),
});

export function readEnv(source: NodeJS.ProcessEnv): Env {
  const given = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, source[name]?.trim() || undefined]));
  const parsed = settings.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
  if (given["DATABASE_OWNER_URL"] !== undefined && given["DATABASE_URL"] === undefined) {
    problems.push("DATABASE_OWNER_URL phải đi cùng DATABASE_URL.");
  }
  if (!parsed.success || problems.length > 0) throw new EnvError(problems.join("\n"));
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: path.resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? null,
    publicUrl: values.PUBLIC_URL ?? null,
    trustProxy: trustedProxies(values.TRUST_PROXY) ?? false,
    demo: values.DEMO === undefined ? null : values.DEMO === "1",
  };
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
}

/** Null for text that names no proxies. “true” is refused: it would let anybody choose their own address. */
function trustedProxies(value: string): false | number | string[] | null {
  if (value === "0" || value === "false") return false;
  if (/^[1-9]$/.test(value)) return Number(value);
  const names = value.split(",").map((name) => name.trim());
  const isName = (name: string) => /^(loopback|linklocal|uniquelocal)$/.test(name) || /^([\d.]{7,15}|[\da-fA-F:]*:[\da-fA-F:.]*)(\/\d{1,3})?$/.test(name);
  return names.every(isName) ? names : null;
}
