import path from "node:path";
import { describe, expect, it } from "vitest";
import { EnvError, readEnv } from "./env.server";

describe("readEnv", () => {
  it("has the defaults that README lists; an empty variable counts as unset", () => {
    expect(readEnv({ NODE_ENV: "test", PORT: "", PUBLIC_URL: " " })).toEqual({
      port: 3000,
      host: "127.0.0.1",
      dataDir: path.resolve(".data"),
      databaseUrl: null,
      databaseOwnerUrl: null,
      publicUrl: null,
      trustProxy: false,
      demo: null,
    });
  });

  it("reads what is given", () => {
    const env = readEnv({
      NODE_ENV: "test", PORT: "8080", HOST: "0.0.0.0", DATA_DIR: "/dữ liệu/thi", DATABASE_URL: "postgres://a:b@%2Frun%2Fpg/c",
      DATABASE_OWNER_URL: "postgresql://o:p@db:5432/c", PUBLIC_URL: "https://thi.example.vn/", TRUST_PROXY: "10.0.0.0/8, ::1", DEMO: "1",
    });
    expect(env).toMatchObject({ port: 8080, host: "0.0.0.0", dataDir: "/dữ liệu/thi", publicUrl: "https://thi.example.vn", trustProxy: ["10.0.0.0/8", "::1"], demo: true });
  });

  it.each([
    ["PORT", "65536"], ["PORT", "80a"], ["PORT", "-1"], ["HOST", "a b"], ["DATABASE_URL", "mysql://x/y"], ["PUBLIC_URL", "thi.example.vn"],
    ["PUBLIC_URL", "https://thi.example.vn/thi"], ["TRUST_PROXY", "true"], ["TRUST_PROXY", "10"], ["DEMO", "yes"],
  ])("names %s when it is %s", (name, value) => {
    expect(() => readEnv({ NODE_ENV: "test", [name]: value })).toThrow(EnvError);
    expect(() => readEnv({ NODE_ENV: "test", [name]: value })).toThrow(new RegExp(`^${name} phải`));
  });

  it("names all wrong variables at once, and never quotes a value", () => {
    const read = () => readEnv({ NODE_ENV: "test", PORT: "x", DATABASE_OWNER_URL: "http://bí-mật@x" });
    expect(read).toThrow(/PORT phải.*\nDATABASE_OWNER_URL phải/);
    expect(read).not.toThrow(/bí-mật/);
  });
});
