/** A scan worker in a thread of Node. A blob of a file does not cross to a thread, so the file is opened here. */
import { openAsBlob } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type ScanTask, serveScan } from '../../src/engine/scan-task.ts';

const blob = await openAsBlob(String(workerData));
parentPort?.on('message', (task: ScanTask) => {
  const own = { ...task, source: { ...task.source, blob } };
  void serveScan(own, (reply, transfer) => parentPort?.postMessage(reply, transfer));
});
parentPort?.postMessage({ kind: 'ready' });
