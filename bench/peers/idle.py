#!/usr/bin/env python3
"""idle.py HOST PORT PID [N]

Opens N (default 10000) keep-alive connections that each make one GET /plaintext, and prints by how much the resident
memory of the process grew for each. The server's own limits must allow N connections (ulimit -n, its maximum)."""
import resource
import socket
import sys
import time


def resident_kib(pid):
    with open(f"/proc/{pid}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("VmRSS"))


def get(k):
    k.sendall(b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answer = b""
    while not answer.endswith(b"Hello, World!"):
        data = k.recv(4096)
        if not data:
            sys.exit("closed: " + repr(answer[:80]))
        answer += data


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    address, pid = (sys.argv[1], int(sys.argv[2])), int(sys.argv[3])
    n = int(sys.argv[4]) if len(sys.argv) > 4 else 10000
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (n + 200, hard if hard == resource.RLIM_INFINITY else max(n + 200, hard)))
    for _ in range(3000):  # warm: the growth to measure is the connections' own
        with socket.create_connection(address) as k:
            get(k)
    time.sleep(2)
    before, kept = resident_kib(pid), []
    for _ in range(n):
        k = socket.create_connection(address)
        get(k)
        kept.append(k)
    time.sleep(2)
    after = resident_kib(pid)
    print(f"{n} idle connections: {(after - before) * 1024 / n:.0f} B each ({before} -> {after} KiB)")


if __name__ == "__main__":
    main()
