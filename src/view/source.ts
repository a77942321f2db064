/** A file on the reader's disk, named so that the receiver of a link knows which to drop. */
export interface LocalFile {
  readonly name: string;
  readonly bytes: number;
  readonly fingerprint: string;
}

export type Source =
  | { readonly kind: 'none' }
  | { readonly kind: 'example'; readonly id: string }
  | { readonly kind: 'url'; readonly urls: readonly string[] }
  | { readonly kind: 'local'; readonly files: readonly LocalFile[] }
  /** The trace that lies in the page itself (enclosed-page.ts). */
  | { readonly kind: 'enclosed' };
