import { type RefObject, useEffect, useReducer, useRef, useState } from "react";

/**
 * The width of an element in CSS pixels as it changes; 0 before it is measured and the fonts that text is measured in are there.
 * Renders once more when fonts arrive later, so that what was measured in another one is measured again.
 */
export function useWidth<Measured extends HTMLElement>(): [RefObject<Measured>, number] {
  const ref = useRef<Measured>(null);
  const [width, setWidth] = useState(0);
  const [, measureAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    void ownFont(ref.current!).then(() => ref.current && observer.observe(ref.current));
    document.fonts.addEventListener("loadingdone", measureAgain);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener("loadingdone", measureAgain);
    };
  }, []);
  return [ref, width];
}

/** `fonts.ready` says nothing of a font that nothing has asked for yet, and text measured in another one is cut in the wrong places. */
async function ownFont(element: Element): Promise<void> {
  // why: a module may run before the style sheets that name the font are there.
  if (document.readyState !== "complete") await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  // why not the shorthand: it is empty as soon as something stands in it that it can't say, such as figures of equal width.
  const { fontSize, fontFamily } = getComputedStyle(element);
  await document.fonts.load(`${fontSize} ${fontFamily}`, "Đội ệ").catch(() => undefined);
  await document.fonts.ready;
}
