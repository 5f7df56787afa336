import { Fragment } from "react";

const documentNumber = /(\d+[a-z]?\/(?:\d{4}\/)?[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9a-zđ]+)*)/g;

/** Every second part is the number of a legal document (“118/2025/NĐ-CP”, “766/QĐ-TTg”). */
export const legalParts = (text: string): string[] => text.split(documentNumber);

/** Text whose numbers of legal documents never break across lines. */
export function LegalText({ text }: { text: string }) {
  const parts = legalParts(text);
  if (parts.length === 1) return <>{text}</>;
  return <>{parts.map((part, index) => (index % 2 === 1 ? <span className="nb" key={index}>{part}</span> : <Fragment key={index}>{part}</Fragment>))}</>;
}
