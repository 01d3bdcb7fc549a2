#!/usr/bin/env python3
"""Times a full-screen program from outside, in a pseudo-terminal.

    screen.py [--size 120x40] [--rounds 7] [--keys 40] [--filter WORD] [--hang HOME]
              --row TEXT --key KEY -- COMMAND [ARG ...]

Prints medians and the 95th percentile: from start to the first appearance of TEXT, from a key press
to the first byte and to the last byte of its answer, bytes an answer, the processor's time a key,
and what the program does while nobody touches it: processor share, bytes a second, resident memory.
With --filter a word is typed after `/`, letter by letter, and cleared, --rounds times. With --hang
the stores in HOME and a helper on the PATH hang while keys are pressed. Needs Python alone.
"""
import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time

QUIET = 0.03  # an answer has ended when nothing came for so long
CONTROL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()].|.)")


class Program:
    def __init__(self, command, columns, rows):
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def read(self, timeout):
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            return b""
        try:
            return os.read(self.fd, 1 << 16)
        except OSError:
            return b""

    def until(self, text, limit=20):
        """Seconds from start until a text has been drawn."""
        while time.perf_counter() - self.started < limit:
            self.seen += self.read(0.2)
            if text in CONTROL.sub(b"", self.seen):
                return time.perf_counter() - self.started
        raise SystemExit(f"{text!r} never came")

    def settle(self):
        while self.read(0.25):
            pass

    def press(self, key):
        """Seconds to the first and to the last byte of the answer, and its size."""
        sent = time.perf_counter()
        os.write(self.fd, key)
        first = last = None
        size = 0
        while True:
            data = self.read(0.3 if first is None else QUIET)
            if not data:
                return first, last, size
            last = time.perf_counter() - sent
            first = last if first is None else first
            size += len(data)

    def spent(self):
        """Seconds of the processor's time so far, by the process's own clock (clock_getcpuclockid)."""
        return time.clock_gettime(~self.pid << 3 | 2)

    def memory(self):
        with open(f"/proc/{self.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def idle(self, seconds):
        before = self.spent()
        end = time.perf_counter() + seconds
        size = 0
        while (left := end - time.perf_counter()) > 0:
            size += len(self.read(left))
        return (self.spent() - before) / seconds, size / seconds, self.memory()

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            self.read(0.05)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


def at(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


@contextlib.contextmanager
def hung(home):
    """No store in a folder answers: the database and the jar are locked by somebody who holds on."""
    # The locks of SQLite's write-ahead log: writer, checkpointer, recovery and the five of readers.
    index = os.open(os.path.join(home, "authtop.sqlite-shm"), os.O_RDWR)
    fcntl.lockf(index, fcntl.LOCK_EX, 8, 120)
    jar = os.open(os.path.join(home, "cookies.txt.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(jar, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(index)
        os.close(jar)


def hung_helper(folder):
    """A backend on the PATH that reads what it is asked and never answers."""
    path = os.path.join(folder, "authtop-backend-hung")
    with open(path, "w", encoding="ascii") as file:
        file.write("#!/bin/sh\ncat >/dev/null\n")
    os.chmod(path, 0o700)
    os.environ["PATH"] += ":" + folder


def report(title, answers):
    answers = [answer for answer in answers if answer[0] is not None]
    if not answers:
        return
    for name, part in (("first byte", 0), ("whole answer", 1)):
        values = [answer[part] * 1e3 for answer in answers]
        print(f"{title}{name:14s} median {at(values, .5):7.2f} ms   p95   {at(values, .95):7.2f} ms")
    print(f"{title}bytes          median {at([a[2] for a in answers], .5):7d}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--idle", type=float, default=5)
    parser.add_argument("--row", required=True)
    parser.add_argument("--key", default="j")
    parser.add_argument("--filter", help="a word to type letter by letter")
    parser.add_argument("--hang", metavar="HOME", help="hang the stores in this folder, and a helper")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def main():
    options = arguments()
    columns, rows = map(int, options.size.split("x"))
    if options.hang:
        with tempfile.TemporaryDirectory() as folder:
            hung_helper(folder)
            return measure_hung(options, columns, rows)
    starts = []
    for _ in range(options.rounds):
        program = Program(options.command, columns, rows)
        starts.append(program.until(options.row.encode()))
        program.end()
    program = Program(options.command, columns, rows)
    program.until(options.row.encode())
    program.settle()
    before = program.spent()
    answers = [program.press(options.key.encode()) for _ in range(options.keys)]
    spent = (program.spent() - before) / options.keys
    typed = []
    for _ in range(options.rounds if options.filter else 0):
        program.press(b"/")
        typed += [program.press(letter.encode()) for letter in options.filter]
        program.press(b"\x1b")
        program.settle()
    program.settle()
    share, rate, memory = program.idle(options.idle)
    program.end()
    print(f"first row      median {at(starts, .5) * 1e3:7.1f} ms   worst {max(starts) * 1e3:7.1f} ms")
    report("", answers)
    print(f"processor      {spent * 1e3:.2f} ms a key")
    report("filter ", typed)
    print(f"idle           {share * 100:.2f} % of a core, {rate:.0f} bytes/s, {memory / 2**20:.1f} MiB")
    return 0


def measure_hung(options, columns, rows):
    program = Program(options.command, columns, rows)
    program.until(options.row.encode())
    program.settle()
    with hung(options.hang):
        answers = [program.press(options.key.encode()) for _ in range(options.keys)]
    program.end()
    report("hung ", answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
