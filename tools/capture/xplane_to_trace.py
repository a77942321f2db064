"""Turns an .xplane.pb of the JAX or TensorFlow profiler into a trace: python xplane_to_trace.py IN.xplane.pb OUT.json.gz (pip install xprof)."""

import gzip
import sys

from xprof.convert import raw_to_tool_data


def main(source, target):
    text, _ = raw_to_tool_data.xspace_to_tool_data([source], "trace_viewer", {})
    with gzip.open(target, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
