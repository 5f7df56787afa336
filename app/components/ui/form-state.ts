/** What a form that was refused shows again: the words typed, and one message per field (`form` for the whole). */
export type FormState = {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
};

/** What a form held when it could not be taken; without fields it must be filled in anew (a secret, a file). */
export type UnsentForm = { readonly fields: readonly (readonly [string, string])[] | null };
