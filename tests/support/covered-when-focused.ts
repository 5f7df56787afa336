/**
 * Runs in the page: whatever takes the focus, going down the page and up again, and then is out of sight or below a bar that
 * stays where it is. Of what is higher than the room between the bars, or than the room that the page keeps free for it when it
 * scrolls (scroll-padding), a part the height of a button must be in sight.
 */
export function coveredWhenFocused(): string[] {
  document.documentElement.style.scrollBehavior = "auto";
  const isStuck = (element: Element) => ["sticky", "fixed"].includes(getComputedStyle(element).position);
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const keptFree = innerHeight - (parseFloat(scrollPaddingTop) || 0) - (parseFloat(scrollPaddingBottom) || 0);
  const bars = [...document.body.querySelectorAll("*")].filter(isStuck);
  const places = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled"));
  /** What a person sees of it: a choice is its whole line. */
  const shown = (element: HTMLElement) => (element.matches("[type='radio'], [type='checkbox']") ? (element.closest("label") ?? element) : element).getBoundingClientRect();
  const isCovered = (element: HTMLElement): boolean => {
    element.focus();
    const { left, right, top, bottom, height } = shown(element);
    const hides = (bar: Element) => {
      const at = bar.getBoundingClientRect();
      const [x, y] = [(Math.max(left, at.left) + Math.min(right, at.right)) / 2, (Math.max(top, at.top, 0) + Math.min(bottom, at.bottom, innerHeight)) / 2];
      return at.top < bottom && top < at.bottom && at.left < right && left < at.right && bar.contains(document.elementFromPoint(x, y));
    };
    const hiding = bars.filter((bar) => !bar.contains(element) && !element.contains(bar) && hides(bar)).map((bar) => bar.getBoundingClientRect());
    const head = Math.max(0, ...hiding.filter((bar) => bar.top <= 0).map((bar) => bar.bottom));
    const foot = Math.min(innerHeight, ...hiding.filter((bar) => bar.top > 0).map((bar) => bar.top));
    return Math.min(bottom, foot) - Math.max(top, head) < (height > Math.min(foot - head, keptFree) ? 44 : height - 1);
  };
  const covered = [...places, ...places.toReversed()].filter((element) => isCovered(element));
  return [...new Set(covered)].map((element) => `${element.outerHTML.slice(0, 120)} ${JSON.stringify(shown(element))}`);
}
