type Consent = { readonly version: number; readonly text: string; readonly givenAt: string };

/** Every consent given, with the words that were shown. */
export function ConsentList({ consents }: { consents: readonly Consent[] }) {
  return (
    <section className="stack" aria-labelledby="consents">
      <h2 id="consents">Nội dung đã đồng ý</h2>
      {consents.length === 0 ? <p className="muted">Chưa có lần đồng ý nào được ghi cùng nội dung.</p> : consents.map(({ version, text, givenAt }) => (
        <details className="fold" key={version}>
          <summary>Phiên bản {version}, đồng ý lúc {givenAt}</summary>
          <p className="keep-lines">{text}</p>
        </details>
      ))}
    </section>
  );
}
