import { text } from "node:stream/consumers";
import { renderToPipeableStream } from "react-dom/server";
import { expect, it } from "vitest";
import { createHtmlBody } from "./html-body.server";

function render(offset: number): Promise<string> {
  const words = Array.from({ length: 400 }, (_, at) => <b key={at}>được</b>);
  return new Promise((resolve) => {
    const { pipe } = renderToPipeableStream(<p title={"x".repeat(offset)}>{words}</p>, {
      onAllReady() {
        const body = createHtmlBody();
        resolve(text(body));
        pipe(body);
      },
    });
  });
}

it("a long Vietnamese page is whole and holds no zero bytes, wherever React's buffer cuts it", async () => {
  for (let offset = 0; offset < 12; offset += 1) {
    expect(await render(offset)).toBe(`<p title="${"x".repeat(offset)}">${"<b>được</b>".repeat(400)}</p>`);
  }
});
