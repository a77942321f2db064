import { describe, expect, it } from 'vitest';
import { addEdge, addNode, endOf, newDraft, startOf, takeNodes } from './draft.ts';
import { INFERRED, RECORDED } from './graph.ts';
import { residuals } from './residuals.ts';
import { type OrderedEdges, orderEdges } from './topo.ts';

/** Nodes 0, 1, ... of 10 us each, one after the other; then edges `from>to`, `?` for inferred ones. */
function ordered(count: number, edges: string): OrderedEdges {
  const draft = newDraft(0);
  for (let i = 0; i < count; i++) {
    const node = addNode(draft, -1, 'fixed', -1, 0, 10 * i, 10 * i + 10);
    addEdge(draft, 'own', startOf(node), endOf(node), 10);
  }
  for (const edge of edges.split(' ')) {
    const [from, to] = edge.replace('?', '').split('>').map(Number);
    addEdge(draft, 'order', endOf(from!), startOf(to!), 0, 0, edge.endsWith('?') ? INFERRED : RECORDED);
  }
  return orderEdges(draft.edges, takeNodes(draft).observed);
}

describe('orderEdges', () => {
  it('keeps what runs forward in time', () => {
    const result = ordered(3, '0>1 1>2 0>2?');
    expect([result.source.length, result.droppedInferred, result.droppedInCycles]).toEqual([6, 0, 0]);
    expect([...result.topo]).toEqual([0, 1, 2, 3, 4, 5]);
  });
  it('drops an inferred edge that the times contradict', () => {
    expect(ordered(2, '1>0?').droppedInferred).toBe(1);
  });
  it('keeps a recorded edge that the times contradict, as a negative residual', () => {
    const result = ordered(2, '1>0');
    expect(result.source.length).toBe(3);
    const { slack, contradicted } = residuals(Float64Array.from([0, 10, 10, 20]), result);
    expect([...slack]).toEqual([-20, 0, 10, 0]);
    expect(contradicted).toBe(1);
  });
  it('breaks a circle at the edge the times contradict, says so, and orders everything', () => {
    const result = ordered(3, '0>1 1>2 2>0');
    expect(result.droppedInCycles).toBe(1);
    expect(new Set(result.topo).size).toBe(6);
  });
});
