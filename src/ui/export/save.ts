import { strToU8, zip } from 'fflate';

/** A file's name without its extensions and without characters that file systems refuse. */
export const fileStem = (name: string): string =>
  name
    .replace(/(\.(json|gz|zst|zip|tar|tgz|pfw|pt|trace))+$/i, '')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 80) || 'trace';

/** Lets the browser save a blob, as a link with `download` does. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Packs texts into one zip. Rejects where it cannot. */
export function zipOf(files: readonly { readonly name: string; readonly text: string }[]): Promise<Blob> {
  const content = Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)]));
  return new Promise((resolve, reject) =>
    zip(content, { level: 6 }, (error, data) =>
      error === null ? resolve(new Blob([Uint8Array.from(data)], { type: 'application/zip' })) : reject(error),
    ),
  );
}
