import { createContext, useCallback, useContext, useRef, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { type NamedBlob } from '../app/sources.ts';
import { useActions } from './use-app.ts';

const ChooseContext = createContext<() => void>(() => undefined);

/** Opens the system's file dialog. */
export const useChooseFiles = (): (() => void) => useContext(ChooseContext);

/** Files of the platform as the plain pairs that the store takes. */
export const namedBlobs = (list: Iterable<Blob & { readonly name: string }>): NamedBlob[] =>
  [...list].map((file) => ({ name: file.name, blob: file }));

/** The page's one file input; every "Open files" button and Ctrl+O lead to it. */
export function FileChooser({ children }: { readonly children: ReactNode }) {
  const { openFiles } = useActions();
  const input = useRef<HTMLInputElement>(null);
  const choose = useCallback(() => input.current?.click(), []);
  return (
    <ChooseContext value={choose}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = namedBlobs(event.target.files ?? []);
          event.target.value = '';
          if (files.length > 0) openFiles(files);
        }}
      />
    </ChooseContext>
  );
}

export function OpenFilesButton({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  const choose = useChooseFiles();
  return (
    <Button className={className} onPress={choose}>
      {children}
    </Button>
  );
}
