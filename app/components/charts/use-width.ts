import { type RefObject, useEffect, useRef, useState } from "react";

/** The width of an element in CSS pixels as it changes; 0 before it is measured and the fonts that text is measured in are there. */
export function useWidth<Element extends HTMLElement>(): [RefObject<Element>, number] {
  const ref = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    void document.fonts.ready.then(() => ref.current && observer.observe(ref.current));
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
