import { useState, type ReactNode } from 'react';

export interface FoldProps {
  readonly title: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A fold whose content is made when it is first opened: closed folds cost a page of many levers nothing. */
export function Fold({ title, className = 'lever-how', children }: FoldProps) {
  const [wasOpen, setWasOpen] = useState(false);
  return (
    <details className={className} onToggle={(event) => event.currentTarget.open && setWasOpen(true)}>
      <summary>{title}</summary>
      {wasOpen && children}
    </details>
  );
}
