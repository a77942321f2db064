import { type Scan } from '../ingest/event-columns.ts';

/** PyTorch's trace handler for TensorBoard writes `<host>_<pid>.<time>.pt.trace.json`. */
const HANDLER_NAME = /^(.+?)_\d+\.\d{10,}\.pt\.trace\.json(?:\.gz)?$/;

/** The machine a file was recorded on: its header's host name, else the name that PyTorch's trace handler gave the file. */
export function hostOf({ header, file }: Pick<Scan, 'header' | 'file'>): string | undefined {
  for (const key of ['hostname', 'host_name', 'host'] as const) {
    const value = header[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return HANDLER_NAME.exec(file.name)?.[1];
}

/** How many devices `deviceProperties` lists; undefined where it lists none. */
export function hostDevices(header: Scan['header']): number | undefined {
  const { deviceProperties } = header;
  return Array.isArray(deviceProperties) && deviceProperties.length > 0 ? deviceProperties.length : undefined;
}
