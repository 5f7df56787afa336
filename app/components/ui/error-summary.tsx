import type { MouseEvent } from "react";
import type { FormState } from "./form-state";

/** Stands above a refused form, takes focus, and links to each field. */
export function ErrorSummary({ state }: { state: FormState | undefined }) {
  if (!state || Object.keys(state.errors).length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id="error-summary" autoFocus>
      <h2>Chưa thực hiện được</h2>
      <ul>
        {Object.entries(state.errors).map(([name, message]) => (
          <li key={name}>{name === "form" ? message : <a href={`#${name}`} onClick={(event) => goToField(event, name)}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** why not by the address: to the router that is another page, one on which nothing was refused, and all messages would go. */
function goToField(event: MouseEvent, id: string): void {
  const field = document.getElementById(id);
  if (field === null) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: "center" });
}
