/** The lines of a name no wider than `width`, broken between words (not at a no-break space) and never cut; a word wider than that has a line to itself. */
export function wrapName(name: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of name.split(/ +/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** How wide a text is in the font of an element at another size. */
export function textMeasureOf(element: Element, fontSize: number): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d")!;
  context.font = `${fontSize}px ${getComputedStyle(element).fontFamily}`;
  return (text) => context.measureText(text).width;
}
