import type { ReactNode } from "react";

/** The frame of every page, also of one that stands in place of a refused file. `head`: title, style sheets, icon. */
export function HtmlDocument({ head, children }: { head: ReactNode; children: ReactNode }) {
  return (
    <html lang="vi">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {head}
      </head>
      <body>
        <a className="skip" href="#main">Đến nội dung chính</a>
        {children}
      </body>
    </html>
  );
}
