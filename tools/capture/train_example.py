"""A small real training on the CPU with one knob for each thing that can hold a step up.

    python train_example.py --workers 0 --storage-ms 4 --out traces/workers0
    torchrun --nproc-per-node 2 train_example.py --straggler-ms 20 --out traces/straggler

First it times steps without the profiler, then it records a few more with it (record_pytorch.py). Rank 0 prints one line of JSON, in
microseconds: `stepUs` is the median over windows of `--window` steps of their mean step, so that neither a regular pattern of long and
short steps nor one odd step moves it. Ranks train with DistributedDataParallel over gloo.
"""

import argparse
import contextlib
import json
import os
import statistics
import time
from datetime import timedelta

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

from record_pytorch import recorder, rank_of_process

FEATURES = 256
DTYPES = {"float32": torch.float32, "float64": torch.float64}


class SlowSamples(Dataset):
    """Random samples that take a set time to fetch (sleep) and to prepare (busy CPU)."""

    def __init__(self, arguments, count):
        self.arguments, self.count = arguments, count
        self.dtype = DTYPES[arguments.dtype]

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        knobs = self.arguments
        batch, place = divmod(index, knobs.batch)
        storage_ms = knobs.storage_ms
        if knobs.slow_every and place == 0 and batch % knobs.slow_every == knobs.slow_every // 2:
            storage_ms += knobs.slow_ms
        if storage_ms > 0:
            time.sleep(storage_ms / 1000)
        until = time.thread_time() + knobs.prep_ms / 1000
        while time.thread_time() < until:
            pass
        generator = torch.Generator().manual_seed(index)
        return torch.randn(FEATURES, generator=generator, dtype=self.dtype), index % 10


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = parser.add_argument_group("data")
    data.add_argument("--workers", type=int, default=0, help="num_workers of the DataLoader")
    data.add_argument("--prefetch", type=int, default=2, help="prefetch_factor, with workers only")
    data.add_argument("--storage-ms", type=float, default=4, help="sleep for each sample")
    data.add_argument("--prep-ms", type=float, default=0, help="busy CPU time for each sample")
    data.add_argument("--slow-every", type=int, default=0, help="every n-th batch has one slow sample")
    data.add_argument("--slow-ms", type=float, default=0, help="how much longer that sample sleeps")
    data.add_argument("--cached", action="store_true", help="one batch, loaded once, for all steps")
    model = parser.add_argument_group("model")
    model.add_argument("--batch", type=int, default=8)
    model.add_argument("--repeat-batch", type=int, default=1, help="the model sees each batch so many times over: more compute")
    model.add_argument("--width", type=int, default=256, help="width of the model's layers")
    model.add_argument("--layers", type=int, default=2, help="layers of width x width")
    model.add_argument("--dtype", choices=sorted(DTYPES), default="float32")
    model.add_argument("--threads", type=int, default=1, help="threads of the training process")
    ranks = parser.add_argument_group("ranks (RANK, WORLD_SIZE as torchrun sets them)")
    ranks.add_argument("--bucket-mb", type=float, default=25, help="bucket_cap_mb of DistributedDataParallel")
    ranks.add_argument("--accumulate", type=int, default=1, help="micro-batches for each exchange of gradients, with no_sync")
    ranks.add_argument("--compress", action="store_true", help="exchange gradients in half precision")
    ranks.add_argument("--straggler-ms", type=float, default=0, help="the last rank sleeps so long in every forward pass")
    ranks.add_argument("--pause-ms", type=float, default=0, help="every rank sleeps so long in every forward pass")
    ranks.add_argument("--backward-pause-ms", type=float, default=0, help="every rank sleeps so long before the gradients of each layer are ready")
    run = parser.add_argument_group("run")
    run.add_argument("--steps", type=int, default=6, help="recorded steps")
    run.add_argument("--measured-steps", type=int, default=48, help="steps timed without the profiler, first")
    run.add_argument("--window", type=int, default=4, help="steps that are averaged before the median is taken")
    run.add_argument("--skip", type=int, default=8, help="steps before either that are not counted")
    run.add_argument("--shapes", action="store_true", help="record shapes: sizes of messages, at the cost of slower recorded steps")
    run.add_argument("--out", help="folder for the trace; without it nothing is recorded")
    return parser.parse_args()


class Pause(nn.Module):
    """Sleeps in the forward pass, as a device would keep the host waiting."""

    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds

    def forward(self, inputs):
        if self.seconds > 0:
            with torch.profiler.record_function("pause"):
                time.sleep(self.seconds)
        return inputs


class SleepingGradient(torch.autograd.Function):
    """Passes values on; sleeps when their gradient comes back."""

    @staticmethod
    def forward(context, inputs, seconds):
        context.seconds = seconds
        return inputs.view_as(inputs)

    @staticmethod
    def backward(context, gradient):
        with torch.profiler.record_function("pause"):
            time.sleep(context.seconds)
        return gradient, None


class BackwardPause(nn.Module):
    """Sleeps in the backward pass, before the gradients of the layer in front of it."""

    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds

    def forward(self, inputs):
        return SleepingGradient.apply(inputs, self.seconds) if self.seconds > 0 else inputs


def build_model(knobs, rank, world_size):
    late = knobs.straggler_ms if rank == world_size - 1 else 0
    width = knobs.width
    pause = knobs.backward_pause_ms / 1000
    hidden = [part for _ in range(knobs.layers) for part in (nn.Linear(width, width), nn.ReLU(), BackwardPause(pause))]
    model = nn.Sequential(
        nn.Linear(FEATURES, width), nn.ReLU(), Pause((knobs.pause_ms + late) / 1000), *hidden, nn.Linear(width, 10)
    ).to(DTYPES[knobs.dtype])
    if world_size == 1:
        return model
    model = nn.parallel.DistributedDataParallel(model, bucket_cap_mb=knobs.bucket_mb)
    if knobs.compress:
        from torch.distributed.algorithms.ddp_comm_hooks import default_hooks

        model.register_comm_hook(None, default_hooks.fp16_compress_hook)
    return model


def main():
    knobs = parse_arguments()
    torch.manual_seed(0)
    torch.set_num_threads(knobs.threads)
    world_size = int(os.environ.get("WORLD_SIZE", "1"))
    if world_size > 1:
        torch.distributed.init_process_group("gloo", timeout=timedelta(seconds=60))
    rank = rank_of_process()
    warmup = 2
    steps = knobs.skip + knobs.measured_steps + knobs.skip + warmup + knobs.steps
    # A few batches more than are used: else the workers run dry before the last recorded steps.
    count = (steps * knobs.accumulate + 2 * knobs.workers * knobs.prefetch) * knobs.batch
    samples = SlowSamples(knobs, count)
    loader = DataLoader(
        samples,
        batch_size=knobs.batch,
        num_workers=knobs.workers,
        prefetch_factor=knobs.prefetch if knobs.workers > 0 else None,
    )
    model = build_model(knobs, rank, world_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_of = nn.CrossEntropyLoss()
    batches = iter(loader)
    cached = next(batches) if knobs.cached else None

    def train_step():
        optimizer.zero_grad()
        for micro in range(knobs.accumulate):
            inputs, labels = cached or next(batches)
            if knobs.repeat_batch > 1:
                inputs, labels = inputs.repeat(knobs.repeat_batch, 1), labels.repeat(knobs.repeat_batch)
            last = micro == knobs.accumulate - 1
            with contextlib.nullcontext() if last or world_size == 1 else model.no_sync():
                loss_of(model(inputs), labels).backward()
        optimizer.step()

    for _ in range(knobs.skip):
        train_step()
    times = []
    for _ in range(knobs.measured_steps):
        start = time.perf_counter()
        train_step()
        times.append((time.perf_counter() - start) * 1e6)
    if rank == 0 and times:
        windows = [statistics.mean(times[i : i + knobs.window]) for i in range(0, len(times), knobs.window)]
        figures = {"stepUs": statistics.median(windows), "meanStepUs": statistics.mean(times), "medianStepUs": statistics.median(times)}
        print(json.dumps({"steps": len(times), **{key: round(value, 1) for key, value in figures.items()}}), flush=True)
    if knobs.out:
        with recorder(knobs.out, skip=knobs.skip, warmup=warmup, active=knobs.steps, record_shapes=knobs.shapes) as step_done:
            for _ in range(knobs.skip + warmup + knobs.steps):
                train_step()
                step_done()
    if world_size > 1:
        torch.distributed.barrier()
        torch.distributed.destroy_process_group()


if __name__ == "__main__":
    main()
