"""What the kernel tells about processes and processors, and whose turn it is to measure."""
import fcntl
import os
import sys
import time

HZ = os.sysconf("SC_CLK_TCK")


def settle(cpus, nice):
    """Pins the calling process and gives it its priority; run between fork and exec."""
    if cpus:
        os.sched_setaffinity(0, cpus)
    if nice:
        os.setpriority(os.PRIO_PROCESS, 0, nice)


def tree(pid):
    """The process and its living children, theirs included."""
    found = [pid]
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as f:
                for child in f.read().split():
                    found += tree(int(child))
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found


def cpu_seconds(pid):
    """User and system seconds of the process and its living children."""
    user = system = 0
    for p in tree(pid):
        try:
            with open(f"/proc/{p}/stat") as f:
                fields = f.read().rsplit(")", 1)[1].split()
            user += int(fields[11])
            system += int(fields[12])
        except (FileNotFoundError, ProcessLookupError):
            pass
    return user / HZ, system / HZ


def busy_seconds():
    """Processor seconds that anything at all has used."""
    with open("/proc/stat") as f:
        fields = [int(x) for x in f.readline().split()[1:]]
    return (sum(fields) - fields[3] - fields[4]) / HZ


def memory_mib(pid, key):
    """VmRSS or VmHWM of the process and its living children."""
    kib = 0
    for p in tree(pid):
        try:
            with open(f"/proc/{p}/status") as f:
                kib += sum(int(line.split()[1]) for line in f if line.startswith(key + ":"))
        except (FileNotFoundError, ProcessLookupError):
            pass
    return kib / 1024


class Turn:
    """The machine's lock, held for at most limit seconds at a stretch and shared by consecutive blocks that fit in it."""

    def __init__(self, path, limit, nice):
        self.path, self.limit, self.nice, self.file = path, limit, nice, None

    def need(self, seconds):
        if self.file and time.monotonic() - self.since + seconds > self.limit:
            self.done()
        if not self.file:
            self.file = open(self.path, "a")
            fcntl.flock(self.file, fcntl.LOCK_EX)
            self.since = time.monotonic()
            self.group(self.nice)

    def done(self):
        if not self.file:
            return
        self.group(0)
        held = time.monotonic() - self.since
        fcntl.flock(self.file, fcntl.LOCK_UN)
        self.file.close()
        self.file = None
        if held > self.limit + 2:
            print(f"    note: lock held {held:.0f} s", file=sys.stderr)
        time.sleep(0.05)  # a waiter gets its turn

    def group(self, nice):
        """Linux schedules by autogroup and nice counts inside one only: ours as a whole is raised while it measures."""
        if not self.nice:
            return
        try:
            with open("/proc/self/autogroup", "w") as f:
                f.write(str(nice))
        except OSError as e:
            print("    note: autogroup priority:", e, file=sys.stderr)
