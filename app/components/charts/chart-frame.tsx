import { Component, type ReactNode, Suspense, useEffect, useId, useState } from "react";

/**
 * A chart is drawn in the browser only, from code that loads after the page. Until then, without JavaScript, when the code cannot
 * be loaded, and on paper, its figures stand there as a table; beside a drawn chart the table is one press away.
 */
type Props = { table: ReactNode; tableName: string; children: ReactNode };

export function ChartFrame({ table, tableName, children }: Props) {
  const isInBrowser = useIsInBrowser();
  if (!isInBrowser) return <div className="chart-table">{table}</div>;
  return (
    <FallBack to={<div className="chart-table">{table}</div>}>
      <Suspense fallback={<div className="chart-table">{table}</div>}>
        <div className="chart">{children}</div>
        <Disclosed name={tableName}>{table}</Disclosed>
      </Suspense>
    </FallBack>
  );
}

function useIsInBrowser(): boolean {
  const [isInBrowser, setIsInBrowser] = useState(false);
  useEffect(() => setIsInBrowser(true), []);
  return isInBrowser;
}

/** Not `<details>`: on paper its content must show although it is closed. */
function Disclosed({ name, children }: { name: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button type="button" className="disclose no-print" aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M4 2l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" /></svg>
        {name}
      </button>
      <div id={id} className={isOpen ? "chart-table" : "chart-table closed"}>{children}</div>
    </>
  );
}

/** The code of a chart may fail to load on a bad network: then the table stays. */
class FallBack extends Component<{ to: ReactNode; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }
  override render() {
    return this.state.hasFailed ? this.props.to : this.props.children;
  }
}
