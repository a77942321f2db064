"""Records a small TensorFlow training loop: python record_tensorflow.py OUT_FOLDER.

A generator takes 30 ms for each batch; tf.data makes the next one while a step computes. Writes OUT_FOLDER/plugins/profile/<time>/<host>.xplane.pb (and,
in older versions of TensorFlow, a *.trace.json.gz beside it); xplane_to_trace.py turns the former into a trace. Recorded with TensorFlow 2.21.
"""

import sys
import time

import numpy as np
import tensorflow as tf


def batches():
    while True:
        time.sleep(0.03)
        yield np.ones((256, 384), np.float32)


weights = tf.Variable(tf.ones((384, 384)) * 1e-3)


@tf.function
def train_step(batch):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.tanh(tf.tanh(batch @ weights) @ weights) ** 2)
    weights.assign_sub(1e-6 * tape.gradient(loss, weights))
    return loss


def main(folder):
    dataset = tf.data.Dataset.from_generator(batches, output_signature=tf.TensorSpec((256, 384), tf.float32))
    iterator = iter(dataset)
    train_step(next(iterator)).numpy()
    tf.profiler.experimental.start(folder)
    for number in range(5):
        with tf.profiler.experimental.Trace("train", step_num=number, _r=1):
            train_step(next(iterator)).numpy()
    tf.profiler.experimental.stop()


if __name__ == "__main__":
    main(sys.argv[1])
