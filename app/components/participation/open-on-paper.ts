import { useEffect } from "react";

/**
 * Folded lists are printed whole. The style sheet opens them where a browser knows `::details-content` (leadership.css); the
 * others, as of before 2025, are served by opening them while the page is printed.
 */
export function useOpenOnPaper(): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const open = () => {
      opened = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open], .no-print)")];
      for (const details of opened) details.open = true;
    };
    const close = () => {
      for (const details of opened.splice(0)) details.open = false;
    };
    window.addEventListener("beforeprint", open);
    window.addEventListener("afterprint", close);
    return () => {
      window.removeEventListener("beforeprint", open);
      window.removeEventListener("afterprint", close);
    };
  }, []);
}
