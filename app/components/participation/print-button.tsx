import { useEffect, useState } from "react";
import { useOpenOnPaper } from "./open-on-paper";

/** Nothing without JavaScript: the browser's own command prints the same page. */
export function PrintButton({ children = "In A4" }: { children?: string }) {
  const [isInBrowser, setIsInBrowser] = useState(false);
  useEffect(() => setIsInBrowser(true), []);
  useOpenOnPaper();
  return isInBrowser ? <button type="button" className="btn quiet" onClick={() => window.print()}>{children}</button> : null;
}
