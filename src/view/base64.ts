/** `String.fromCharCode` takes its characters as arguments, of which there may not be too many. */
const PIECE = 0x6000;

/** Bytes as base64 with padding. */
export function encodeBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return text;
}

/** undefined where the text is no base64. White space is left out. */
export function decodeBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const packed = atob(text);
    const bytes = new Uint8Array(packed.length);
    for (let at = 0; at < packed.length; at++) bytes[at] = packed.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}
