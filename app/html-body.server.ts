import { Transform } from "node:stream";

/**
 * The stream a page is written into. React 18 sends the unfilled end of its 2,048-byte buffer, which are zeros, whenever a letter
 * of several bytes does not fit into it (seen: “đ\0ược”; facebook/react #24985). Browsers show such a zero in an attribute as
 * “\uFFFD”, and two renderings of one page are not equal. UTF-8 holds the byte 0 for nothing else, so it is taken out.
 */
export function createHtmlBody(): Transform {
  return new Transform({
    transform(chunk: Uint8Array | string, encoding, done) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
      done(null, bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes);
    },
  });
}
