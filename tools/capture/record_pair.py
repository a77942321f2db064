"""Runs a training twice, with one knob changed, and keeps what a prediction can be checked against.

    python record_pair.py --out ../../fixtures/pairs workers-0-to-1 storage-halved
    python record_pair.py --out ../../fixtures/pairs --prefix "chrt -r 10" --all

Pairs are listed in pairs.json: the arguments of train_example.py common to both sides, those of each side, and the scenario that
stands for the change in the replay. Both sides run `--repeats` times in turn. Each run times steps without the profiler and then
records a few. While the middle half of the repeats is wider than 3 % of their median, two more are run, up to 9. Kept are every repeat's step time and, of each side, the trace of the repeat whose step time is the median.
A scenario may hold {"measured": [ARGUMENTS, ARGUMENTS]} for a number: how many times faster the second is than the first, on its own.
"""

import argparse
import json
import os
import platform
import shlex
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from clean_trace import clean
from link import address, link

HERE = Path(__file__).parent
STEADY_PERCENT = 3
MOST_REPEATS = 9


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(": ", 1)[1] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def machine():
    import torch

    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else None
    return {
        "cpu": processor(),
        "cores": os.cpu_count(),
        **({"gpu": gpu} if gpu else {}),
        "kernel": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "torch": torch.__version__,
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run_ranks(script, arguments, ranks, prefix, inside, network):
    """Starts one process a rank and gives what rank 0 printed as JSON."""
    port = str(free_port())
    processes = []
    for rank in range(ranks):
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        if ranks > 1:
            master = address(0) if network else "127.0.0.1"
            environment |= {"RANK": str(rank), "WORLD_SIZE": str(ranks), "MASTER_ADDR": master, "MASTER_PORT": port}
            environment["GLOO_SOCKET_IFNAME"] = "eth0" if network else "lo"
        command = [*inside(rank), *prefix, sys.executable, "-W", "ignore", str(HERE / script), *arguments]
        processes.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    printed = [process.communicate(timeout=300) for process in processes]
    for process, (_, errors) in zip(processes, printed):
        if process.returncode != 0:
            raise RuntimeError(errors[-2000:])
    return json.loads(printed[0][0].splitlines()[0])


def run_side(pair, side, folder, prefix):
    ranks = pair.get("ranks", 1)
    arguments = shlex.split(f"{pair.get('common', '')} {pair[side]}") + ["--out", str(folder)]
    network = pair.get("link", {}).get(side)
    with link(ranks, **network) if network else nullcontext(lambda rank: []) as inside:
        return run_ranks(pair.get("script", "train_example.py"), arguments, ranks, prefix, inside, network)


def middle_half(values):
    """Width of the middle half: what one disturbed repeat of five does not move. Of a single repeat nothing is known: 0."""
    if len(values) < 2:
        return 0
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return high - low


def summary(runs, batches_per_step=1):
    steps, means, medians = ([run[key] / batches_per_step for run in runs] for key in ("stepUs", "meanStepUs", "medianStepUs"))
    middle = statistics.median_low(steps)
    return {
        "stepUs": middle,
        "spreadPercent": round(middle_half(steps) / middle * 100, 2),
        "stepsTimed": runs[0]["steps"],
        "repeatsUs": steps,
        "repeatsMeanUs": means,
        "repeatsMedianUs": medians,
    }


def speedup(pair, sides, repeats, prefix):
    """How many times faster the second list of arguments is than the first: median over repeats in turn."""
    script = pair.get("script", "train_example.py")
    times = ([], [])
    for _ in range(repeats):
        for side, kept in zip(sides, times):
            kept.append(run_ranks(script, shlex.split(f"{pair.get('common', '')} {side}"), 1, prefix, lambda rank: [], None))
    return round(summary(times[0])["stepUs"] / summary(times[1])["stepUs"], 3)


def levers(pair, repeats, prefix):
    wanted = pair["scenario"].get("levers", {})
    return {
        key: speedup(pair, value["measured"], repeats, prefix) if isinstance(value, dict) else value
        for key, value in wanted.items()
    }


def record(pair, out, repeats, prefix):
    runs = {"before": [], "after": []}
    target = out / pair["name"]
    with tempfile.TemporaryDirectory() as scratch:
        for repeat in range(MOST_REPEATS):
            for side in ("before", "after") if repeat % 2 == 0 else ("after", "before"):
                runs[side].append(run_side(pair, side, Path(scratch) / f"{side}{repeat}", prefix))
            done = repeat + 1
            if done >= repeats and done % 2 == 1 and all(summary(found)["spreadPercent"] <= STEADY_PERCENT for found in runs.values()):
                break
        measured = {side: summary(found, pair.get("batchesPerStep", {}).get(side, 1)) for side, found in runs.items()}
        scenario = {**pair["scenario"], "levers": levers(pair, repeats, prefix)}
        if target.exists():
            shutil.rmtree(target)
        for side, found in measured.items():
            kept = found["repeatsUs"].index(found["stepUs"])
            for trace in sorted((Path(scratch) / f"{side}{kept}").glob("*.json.gz")):
                clean(trace, target / side / f"{trace.name.split('.')[0]}.json.gz")
    facts = {
        **{key: pair[key] for key in ("name", "knob", "script", "common", "before", "after", "ranks", "link", "batchesPerStep", "note") if key in pair},
        "scenario": scenario,
        "measured": measured,
        "machine": machine(),
        "command": f"python tools/capture/record_pair.py --repeats {repeats} {pair['name']}",
    }
    (target / "pair.json").write_text(json.dumps(facts, indent=2) + "\n")
    print(pair["name"], {side: (round(found["stepUs"]), found["spreadPercent"]) for side, found in measured.items()}, scenario, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="pairs of pairs.json")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--list", default=str(HERE / "pairs.json"), help="file of pairs")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "fixtures" / "pairs")
    parser.add_argument("--repeats", type=int, default=5, help="odd, so that one of them is the median")
    parser.add_argument("--prefix", default="", help="command to run each training under, such as 'chrt -r 10'")
    arguments = parser.parse_args()
    for pair in json.loads(Path(arguments.list).read_text()):
        if arguments.all or pair["name"] in arguments.names:
            record(pair, arguments.out, arguments.repeats, shlex.split(arguments.prefix))


if __name__ == "__main__":
    main()
