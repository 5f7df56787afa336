import os from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { createAdmission, type AdmissionOptions } from "./hash-admission.server";

/**
 * Own passwords as Argon2id, 19 MiB, 2 passes, 1 lane (OWASP). Two cores make about 125 hashes a second, so they pass a bounded
 * queue; beyond it `BusyError` says how long to wait. Passwords are hashed in NFC, as typed on any keyboard.
 */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** With `null` (no such account, no own password) it takes as long and says no. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** 2 is Argon2id; the library's enum exists at compile time only. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Of 32 random bytes nobody kept, with the same parameters. */
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$ev4jR7/6MbSKRMIR7NlOMg$eGuZL8B2wHm0rRlJxrZ45rVQiPTARFcEiakmNYioplQ";

/** libuv runs four of them at once at most; more than cores only makes each slower. */
const concurrent = Math.max(1, Math.min(4, os.availableParallelism()));

export function createPasswords(options: Partial<AdmissionOptions> = {}): Passwords {
  const admit = createAdmission({ concurrent, maxWaiting: 500, maxWaitMs: 5_000, expectedTaskMs: 20, ...options });
  return {
    hash: (password) => admit(() => hash(password.normalize("NFC"), parameters)),
    verify: (passwordHash, password) =>
      admit(async () => (await verify(passwordHash ?? decoy, password.normalize("NFC"))) && passwordHash !== null),
  };
}
