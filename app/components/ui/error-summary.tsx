import type { FormState } from "./form-state";

/** Stands above a refused form, takes focus, and links to each field. */
export function ErrorSummary({ state }: { state: FormState | undefined }) {
  if (!state || Object.keys(state.errors).length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id="error-summary" autoFocus>
      <h2>Chưa thực hiện được</h2>
      <ul>
        {Object.entries(state.errors).map(([name, message]) => (
          <li key={name}>{name === "form" ? message : <a href={`#${name}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}
