import { type RefObject, useEffect, useRef, useState } from "react";

/** The width of an element in CSS pixels as it changes; 0 before it is measured and the fonts that text is measured in are there. */
export function useWidth<Element extends HTMLElement>(): [RefObject<Element>, number] {
  const ref = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    // why: `fonts.ready` says nothing of a font that nothing has asked for yet, and text measured in another one is cut in the wrong places.
    const { font } = getComputedStyle(ref.current!);
    void document.fonts.load(font, "Đội ệ").catch(() => undefined).then(() => ref.current && observer.observe(ref.current));
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
