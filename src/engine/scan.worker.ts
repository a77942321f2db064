import { type PostScanReply, type ScanTask, serveScan } from './scan-task.ts';

/** One of several workers that scan files for the engine's worker, which started it and ends it. */
const post: PostScanReply = (reply, transfer) => self.postMessage(reply, { transfer });

self.onmessage = ({ data }: MessageEvent<ScanTask>) => void serveScan(data, post);
post({ kind: 'ready' }, []);
