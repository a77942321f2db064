"""Record a PyTorch trace that Whystall can explain in full.

Copy this file next to your training script, then mark where a step ends:

    from record_pytorch import recorder

    with recorder("traces") as step_done:
        for batch in loader:            # keep the loop over the loader inside: its waits are part of the step
            loss = train(batch)
            step_done()

One file a rank appears in `traces/`: drop them all on the page together. Recording stops by itself after the
recorded steps; training goes on at its usual speed. Nothing leaves your machine.

What is recorded, and what for:
  CPU and CUDA activity   who launched which kernel: blame for idle time, and the replay
  step markers            `ProfilerStep#N`, written by the profiler at each `step_done()`
  warm-up steps           the profiler's own start-up cost stays out of the recorded steps
  shapes                  sizes of inputs and collectives
  CUDA sync events        which stream waited for which (where this PyTorch can record them)
Python stacks are left out: they make the recorded steps much slower.

Needs PyTorch 2.0 or later.
"""

import contextlib
import os
from pathlib import Path

import torch
from torch.profiler import ProfilerActivity, profile, schedule


def rank_of_process():
    """This process's rank: from torch.distributed, else from the launcher's environment, else 0."""
    if torch.distributed.is_available() and torch.distributed.is_initialized():
        return torch.distributed.get_rank()
    return int(os.environ.get("RANK", "0"))


def sync_events_config():
    """Asks for CUDA sync events; None where this PyTorch has no such option."""
    try:
        return torch._C._profiler._ExperimentalConfig(enable_cuda_sync_events=True)
    except (AttributeError, TypeError):
        return None


@contextlib.contextmanager
def recorder(folder, skip=5, warmup=2, active=6, record_shapes=True):
    """Records `active` steps after `skip` steps left alone and `warmup` steps thrown away.

    Gives a function to call at the end of every step. With data-loader workers, record at least twice as many
    steps as there are workers: a slow loader often makes only every n-th step wait.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rank = rank_of_process()

    def save(recording):
        path = folder / f"rank{rank}.step{recording.step_num}.pt.trace.json.gz"
        recording.export_chrome_trace(str(path))
        print(f"trace written: {path}", flush=True)

    activities = [ProfilerActivity.CPU]
    if torch.cuda.is_available():
        activities.append(ProfilerActivity.CUDA)
    with profile(
        activities=activities,
        schedule=schedule(wait=skip, warmup=warmup, active=active, repeat=1),
        on_trace_ready=save,
        record_shapes=record_shapes,
        experimental_config=sync_events_config(),
    ) as recording:
        yield recording.step
