"""Network namespaces joined by a bridge, each behind a link of a set rate and delay (Linux, root, `ip` and `tc`).

Rank r lives in namespace `whystall-r` with the address 10.77.0.(r + 1). Rate and delay hold for what each namespace sends.
"""

import contextlib
import subprocess

BRIDGE = "whystall-br"


def sh(command):
    subprocess.run(command.split(), check=True, capture_output=True)


def namespace(rank):
    return f"whystall-{rank}"


def address(rank):
    return f"10.77.0.{rank + 1}"


def take_down(ranks):
    for rank in range(ranks):
        subprocess.run(["ip", "netns", "del", namespace(rank)], capture_output=True)
        subprocess.run(["ip", "link", "del", f"wy-host{rank}"], capture_output=True)
    subprocess.run(["ip", "link", "del", BRIDGE], capture_output=True)


@contextlib.contextmanager
def link(ranks, rate, delay_ms=0):
    """`rate` as tc writes it, such as 200mbit. Gives the command prefix that runs a process as a rank behind its link."""
    take_down(ranks)
    try:
        sh(f"ip link add {BRIDGE} type bridge")
        sh(f"ip link set {BRIDGE} up")
        for rank in range(ranks):
            name = namespace(rank)
            sh(f"ip netns add {name}")
            sh(f"ip link add wy-host{rank} type veth peer name eth0 netns {name}")
            sh(f"ip link set wy-host{rank} master {BRIDGE} up")
            inside = f"ip netns exec {name}"
            sh(f"{inside} ip link set lo up")
            sh(f"{inside} ip addr add {address(rank)}/24 dev eth0")
            sh(f"{inside} ip link set eth0 up")
            if delay_ms > 0:
                sh(f"{inside} tc qdisc add dev eth0 root netem delay {delay_ms}ms rate {rate} limit 10000")
            else:
                sh(f"{inside} tc qdisc add dev eth0 root tbf rate {rate} burst 64kb latency 500ms")
        yield lambda rank: ["ip", "netns", "exec", namespace(rank)]
    finally:
        take_down(ranks)
