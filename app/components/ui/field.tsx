import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import type { FormState } from "./form-state";

type Common = { name: string; label: ReactNode; hint?: ReactNode; state?: FormState | undefined };

/** Label, hint, message and control, tied together for screen readers; the error summary links to `#name`. */
function FieldFrame({ name, label, hint, error, children }: { name: string; label: ReactNode; hint?: ReactNode; error?: string | undefined; children: ReactNode }) {
  return (
    <div className={error ? "field invalid" : "field"}>
      <label htmlFor={name}>{label}</label>
      {hint && <p className="hint" id={`${name}-hint`}>{hint}</p>}
      {error && <p className="message" id={`${name}-error`}>{error}</p>}
      {children}
    </div>
  );
}

/** A label with the mark that the head of its form explains; the control itself is `required`. */
export function Required({ children }: { children: ReactNode }) {
  return <>{children} <span aria-hidden="true">*</span></>;
}

function describedBy(name: string, hint: ReactNode, error: string | undefined) {
  const ids = [hint ? `${name}-hint` : null, error ? `${name}-error` : null].filter(Boolean).join(" ");
  return { "aria-invalid": error ? true : undefined, "aria-describedby": ids || undefined };
}

function kept(state: FormState | undefined, name: string, fallback: unknown): string | undefined {
  const value = state?.values[name];
  if (typeof value === "string") return value;
  return fallback === undefined || fallback === null ? undefined : String(fallback);
}

export function TextField({ name, label, hint, state, ...input }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const error = state?.errors[name];
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <input {...input} id={name} name={name} defaultValue={kept(state, name, input.defaultValue)} {...describedBy(name, hint, error)} />
    </FieldFrame>
  );
}

export function TextArea({ name, label, hint, state, ...area }: Common & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const error = state?.errors[name];
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <textarea {...area} id={name} name={name} defaultValue={kept(state, name, area.defaultValue)} {...describedBy(name, hint, error)} />
    </FieldFrame>
  );
}

export function SelectField({ name, label, hint, state, children, ...select }: Common & SelectHTMLAttributes<HTMLSelectElement>) {
  const error = state?.errors[name];
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <select {...select} id={name} name={name} defaultValue={kept(state, name, select.defaultValue)} {...describedBy(name, hint, error)}>
        {children}
      </select>
    </FieldFrame>
  );
}

/** One box with its sentence; never ticked beforehand unless the caller says so. */
export function CheckField({ name, label, hint, state, ...input }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const error = state?.errors[name];
  const isChecked = state ? state.values[name] !== undefined : input.defaultChecked;
  return (
    <div className={error ? "field check invalid" : "field check"}>
      {error && <p className="message" id={`${name}-error`}>{error}</p>}
      <label>
        <input type="checkbox" {...input} id={name} name={name} defaultChecked={isChecked} {...describedBy(name, hint, error)} />
        <span>{label}</span>
      </label>
      {hint && <p className="hint" id={`${name}-hint`}>{hint}</p>}
    </div>
  );
}
