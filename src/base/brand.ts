declare const brand: unique symbol;

/** A number or string that carries its unit in its type. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Microseconds since the trace's own start; never since the epoch. */
export type Micros = Brand<number, 'Micros'>;

/** CSS pixels. */
export type CssPx = Brand<number, 'CssPx'>;

/** Names a lane across loads and in links, such as `r0/gpu0/stream7`. */
export type LaneKey = Brand<string, 'LaneKey'>;

export const micros = (value: number): Micros => value as Micros;
export const cssPx = (value: number): CssPx => value as CssPx;
export const laneKey = (value: string): LaneKey => value as LaneKey;
