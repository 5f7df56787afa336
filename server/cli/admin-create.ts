import { formatInstant } from "~/domain/shared/time";
import { createAccount, type CreateAccountRefusal } from "~/use-cases/accounts/create-account.server";
import type { Command } from "./command";

/** `admin-create LOGIN "NAME"`: an administrator with a one-time secret, which is printed once. */
export const adminCreateCommand: Command = async ({ database, parameters, print, complain }) => {
  const [login, displayName, ...rest] = parameters;
  if (login === undefined || displayName === undefined || rest.length > 0) {
    complain('Usage: npm run admin:create -- LOGIN "FULL NAME"');
    return 1;
  }
  const created = await createAccount({ database }, { login, displayName, role: "administrator", unitId: null, createdBy: null });
  if (!created.ok) {
    complain(messages[created.refusal]);
    return 1;
  }
  const { secret, expiresAt } = created.value;
  print([`Account: ${created.value.login}`, `One-time secret: ${secret}`, `Valid until: ${formatInstant(expiresAt)} (Vietnam)`].join("\n"));
  return 0;
};

const messages: Record<CreateAccountRefusal, string> = {
  "bad-login": "The login has 3 to 40 characters out of a–z, 0–9, dot, dash and underscore, and begins with a letter.",
  "login-taken": "This login exists. For a new secret: npm run secret:reissue -- LOGIN",
  "no-name": "The name is empty.",
  "unit-needed": "This role needs a unit.",
  "unknown-unit": "There is no such unit.",
};
