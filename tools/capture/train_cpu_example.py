"""A tiny training on the CPU that waits for its data, recorded with record_pytorch.py.

    python train_cpu_example.py --workers 0 --storage-ms 4 --out traces/workers0
    python train_cpu_example.py --workers 2 --storage-ms 4 --out traces/workers2

Each sample costs `--storage-ms` of sleep (storage) and `--prep-ms` of busy CPU time (decoding, augmenting).
Before it records, it measures as many steps without the profiler, and prints one line of JSON with their times.
"""

import argparse
import json
import statistics
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

from record_pytorch import recorder


class SlowSamples(Dataset):
    """Random samples that take a set time to fetch and to prepare."""

    def __init__(self, count, features, storage_ms, prep_ms):
        self.count, self.features = count, features
        self.storage_s, self.prep_s = storage_ms / 1000, prep_ms / 1000

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if self.storage_s > 0:
            time.sleep(self.storage_s)
        until = time.perf_counter() + self.prep_s
        while time.perf_counter() < until:
            pass
        generator = torch.Generator().manual_seed(index)
        return torch.randn(self.features, generator=generator), index % 10


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=0, help="num_workers of the DataLoader")
    parser.add_argument("--prefetch", type=int, default=2, help="prefetch_factor, with workers only")
    parser.add_argument("--storage-ms", type=float, default=4, help="sleep for each sample")
    parser.add_argument("--prep-ms", type=float, default=0, help="busy CPU time for each sample")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--width", type=int, default=1024, help="width of the model's layers")
    parser.add_argument("--steps", type=int, default=6, help="recorded steps")
    parser.add_argument("--measured-steps", type=int, default=30, help="steps timed without the profiler, first")
    parser.add_argument("--threads", type=int, default=1, help="threads of the training process")
    parser.add_argument("--out", default="traces", help="folder for the trace")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    torch.manual_seed(0)
    torch.set_num_threads(arguments.threads)
    skip, warmup = 5, 2
    steps = skip + arguments.measured_steps + skip + warmup + arguments.steps
    samples = SlowSamples(steps * arguments.batch, 256, arguments.storage_ms, arguments.prep_ms)
    loader = DataLoader(
        samples,
        batch_size=arguments.batch,
        num_workers=arguments.workers,
        prefetch_factor=arguments.prefetch if arguments.workers > 0 else None,
    )
    width = arguments.width
    model = nn.Sequential(nn.Linear(256, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_of = nn.CrossEntropyLoss()
    batches = iter(loader)

    def train_step():
        inputs, labels = next(batches)
        optimizer.zero_grad()
        loss_of(model(inputs), labels).backward()
        optimizer.step()

    for _ in range(skip):
        train_step()
    times = []
    for _ in range(arguments.measured_steps):
        start = time.perf_counter()
        train_step()
        times.append((time.perf_counter() - start) * 1e6)
    if times:
        measured = {"steps": len(times), "medianStepUs": round(statistics.median(times)), "meanStepUs": round(statistics.mean(times))}
        print(json.dumps({"workers": arguments.workers, "storageMs": arguments.storage_ms, "measuredWithoutProfiler": measured}))

    with recorder(arguments.out, skip=skip, warmup=warmup, active=arguments.steps) as step_done:
        for _ in range(skip + warmup + arguments.steps):
            train_step()
            step_done()


if __name__ == "__main__":
    main()
