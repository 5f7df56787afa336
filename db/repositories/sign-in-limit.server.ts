import { createHash } from "node:crypto";
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "../client.server";
import { rateLimits } from "../schema";

/**
 * How often a sign-in may fail, counted in the database so that it holds across processes. Keyed by account first, because a
 * whole unit shares one address:
 * - `pair`: one account from one address, or from one device that has signed in to it before;
 * - `account`: one account from all unknown devices together (many addresses hammer one account);
 * - `address`: all accounts from one address without a known device (one address sprays many accounts).
 * Nobody is locked out: windows are short, a known device has a counter of its own, and the caller lets a right first secret
 * pass a closed limit (docs/decisions/005-sign-in.md).
 */
export type LimitedSignIn = { readonly login: string; readonly address: string; readonly deviceId: string | null };

export type SignInAdmission = { readonly isAdmitted: true; forgive(): Promise<void> } | { readonly isAdmitted: false; readonly waitSeconds: number };

export interface SignInLimits {
  /** Counts a failure beforehand, so that parallel tries can't slip through; `forgive` takes it back. */
  admit(signIn: LimitedSignIn): Promise<SignInAdmission>;
}

type Window = { readonly points: number; readonly seconds: number };
export type SignInLimitOptions = { readonly pair: Window; readonly account: Window; readonly address: Window };

const usual: SignInLimitOptions = {
  pair: { points: 8, seconds: 5 * 60 },
  account: { points: 30, seconds: 15 * 60 },
  address: { points: 300, seconds: 10 * 60 },
};

export function createSignInLimits({ db }: Pick<Database, "db">, options: SignInLimitOptions = usual): SignInLimits {
  const limiter = (name: keyof SignInLimitOptions) =>
    new RateLimiterDrizzle({
      storeClient: db,
      schema: rateLimits,
      keyPrefix: `sign-in-${name}`,
      points: options[name].points,
      duration: options[name].seconds,
      clearExpiredByTimeout: name === "address",
    });
  const [pair, account, address] = [limiter("pair"), limiter("account"), limiter("address")];

  return {
    async admit(signIn) {
      const source = signIn.deviceId === null ? `from ${network(signIn.address)}` : `on ${signIn.deviceId}`;
      const steps = [{ limiter: pair, key: digest(signIn.login, source) }];
      if (signIn.deviceId === null) {
        steps.push({ limiter: account, key: digest(signIn.login) }, { limiter: address, key: digest(network(signIn.address)) });
      }
      for (const [index, step] of steps.entries()) {
        const waitMs = await consume(step.limiter, step.key);
        if (waitMs === null) continue;
        // why: what waits because of one counter must not fill the ones before it, which others may share.
        await Promise.all(steps.slice(0, index).map((earlier) => earlier.limiter.reward(earlier.key, 1)));
        return { isAdmitted: false, waitSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
      }
      return {
        isAdmitted: true,
        forgive: async () => {
          await Promise.all(steps.map((step) => step.limiter.reward(step.key, 1)));
        },
      };
    },
  };
}

/** Milliseconds to wait, or null when there is room. */
async function consume(limiter: RateLimiterDrizzle, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}

/** An IPv6 household holds 2^64 addresses: count its network. */
function network(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}

/** Logins and addresses stay out of the table. */
const digest = (...parts: readonly string[]) => createHash("sha256").update(parts.join("\n")).digest("base64url");
