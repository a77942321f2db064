"""Takes out of a Kineto trace what names the machine, and writes it small."""

import gzip
import json

PRIVATE = ("host_name", "traceName", "trace_id")


def clean(source, target):
    """Reads one .json.gz, writes one .json.gz. Events keep their order, times and arguments."""
    with gzip.open(source, "rt") as file:
        trace = json.load(file)
    for key in PRIVATE:
        trace.pop(key, None)
    pids = {}
    for event in trace["traceEvents"]:
        pid = event.get("pid")
        if isinstance(pid, int):
            # Numbers of processes and threads say nothing about the run: the main thread of process n becomes n.
            number = pids.setdefault(pid, 1 + len(pids))
            if event.get("tid") == pid:
                event["tid"] = number
            event["pid"] = number
            if event["name"] == "thread_name":
                event["args"]["name"] = event["args"]["name"].replace(str(pid), str(number))
            if event["name"] == "process_sort_index" and event["args"].get("sort_index") == pid:
                event["args"]["sort_index"] = number
    text = json.dumps(trace, separators=(",", ":"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
