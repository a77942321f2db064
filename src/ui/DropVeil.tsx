import { type ReactNode, useRef, useState } from 'react';
import { namedBlobs } from './OpenFiles.tsx';
import { useActions } from './use-app.ts';

/** Makes the whole window a drop zone and says so while something is dragged over it. */
export function DropVeil({ children }: { readonly children: ReactNode }) {
  const { openFiles } = useActions();
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  return (
    <div
      className="app"
      onDragEnter={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        depth.current++;
        setOver(true);
      }}
      onDragLeave={() => {
        if (--depth.current <= 0) leave();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        leave();
        const files = namedBlobs(event.dataTransfer.files);
        if (files.length > 0) openFiles(files);
      }}
    >
      {children}
      {over && <div className="drop-veil">Drop to open</div>}
    </div>
  );
}
