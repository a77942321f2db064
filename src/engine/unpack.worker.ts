import { createUnpacker, type PostUnpackReply, type UnpackRequest } from './unpack-task.ts';

/** Unpacks a file beside the engine's worker, which scans its text, started this and ends it. */
const post: PostUnpackReply = (reply, transfer) => self.postMessage(reply, { transfer });

const serve = createUnpacker(post);
self.onmessage = ({ data }: MessageEvent<UnpackRequest>) => serve(data);
post({ kind: 'ready' }, []);
