"""Records a small JAX training loop: python record_jax.py OUT_FOLDER.

Writes OUT_FOLDER/plugins/profile/<time>/<host>.trace.json.gz. Before each of its 4 steps the host spends 30 ms on a batch (a sleep that stands for reading
it), so that what the ledger should say is known. Recorded with jax 0.4.38 and 0.10.2.
"""

import sys
import time

import jax
import jax.numpy as jnp


@jax.jit
def train_step(weights, batch):
    def loss_of(weights):
        return jnp.sum(jnp.tanh(jnp.tanh(batch @ weights) @ weights) ** 2)

    loss, gradient = jax.value_and_grad(loss_of)(weights)
    return weights - 1e-3 * gradient, loss


def main(folder):
    weights = jnp.ones((384, 384))
    batch = jnp.ones((256, 384))
    weights, loss = train_step(weights, batch)
    loss.block_until_ready()
    jax.profiler.start_trace(folder, create_perfetto_trace=True)
    for number in range(4):
        with jax.profiler.StepTraceAnnotation("train", step_num=number):
            with jax.profiler.TraceAnnotation("load_batch"):
                time.sleep(0.03)
            weights, loss = train_step(weights, batch)
            loss.block_until_ready()
    jax.profiler.stop_trace()


if __name__ == "__main__":
    main(sys.argv[1])
