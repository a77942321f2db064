import { describe, expect, it } from 'vitest';
import { scanOf } from '../test/scan-of.ts';
import { hostDevices, hostOf } from './host-facts.ts';

describe('hostOf', () => {
  it.each([
    ['node-7_4242.1694128201545.pt.trace.json.gz', 'node-7'],
    ['gpu_box_1_99.1694128201545678901.pt.trace.json', 'gpu_box_1'],
    ['rank3.json', undefined],
  ])('of %s is %s', (name, host) => expect(hostOf(scanOf([], {}, name))).toBe(host));
  it('is what the header says where it says it', () =>
    expect(hostOf(scanOf([], { hostname: 'a1' }, 'b_1.1694128201545.pt.trace.json'))).toBe('a1'));
});

it('hostDevices counts the devices listed', () => {
  expect(hostDevices({ deviceProperties: [{ id: 0 }, { id: 1 }] })).toBe(2);
  expect(hostDevices({ deviceProperties: [] })).toBeUndefined();
  expect(hostDevices({})).toBeUndefined();
});
