/** Bytes as text of `A-Z a-z 0-9 - _`, without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** undefined where the text is no base64url. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const packed = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(packed, (mark) => mark.charCodeAt(0));
}
