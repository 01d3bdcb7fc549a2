#!/usr/bin/env python3
"""Times a full-screen program from outside, in a pseudo-terminal.

    screen.py [--size 120x40] [--rounds 7] [--keys 40] --row TEXT --key KEY -- COMMAND [ARG ...]

Prints medians and the 95th percentile: from start to the first appearance of TEXT, from a key press
to the first byte and to the last byte of its answer, bytes an answer, and what the program does
while nobody touches it: processor share, bytes a second, resident memory. Needs Python alone.
"""
import argparse
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

QUIET = 0.03  # an answer has ended when nothing came for so long
TICKS = os.sysconf("SC_CLK_TCK")
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

    def usage(self):
        with open(f"/proc/{self.pid}/stat", encoding="ascii", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
        with open(f"/proc/{self.pid}/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
        return (int(fields[11]) + int(fields[12])) / TICKS, pages * os.sysconf("SC_PAGE_SIZE")

    def idle(self, seconds):
        before, _ = self.usage()
        end = time.perf_counter() + seconds
        size = 0
        while (left := end - time.perf_counter()) > 0:
            size += len(self.read(left))
        after, memory = self.usage()
        return (after - before) / seconds, size / seconds, memory

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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--idle", type=float, default=5)
    parser.add_argument("--row", required=True)
    parser.add_argument("--key", default="j")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    starts = []
    for _ in range(options.rounds):
        program = Program(options.command, columns, rows)
        starts.append(program.until(options.row.encode()))
        program.end()
    program = Program(options.command, columns, rows)
    program.until(options.row.encode())
    program.settle()
    answers = [program.press(options.key.encode()) for _ in range(options.keys)]
    answers = [answer for answer in answers if answer[0] is not None]
    share, rate, memory = program.idle(options.idle)
    program.end()
    print(f"first row      median {at(starts, .5) * 1e3:7.1f} ms   worst {max(starts) * 1e3:7.1f} ms")
    if answers:
        for name, part in (("first byte", 0), ("whole answer", 1)):
            values = [answer[part] * 1e3 for answer in answers]
            print(f"{name:14s} median {at(values, .5):7.2f} ms   p95   {at(values, .95):7.2f} ms")
        print(f"bytes a key    median {at([a[2] for a in answers], .5):7d}")
    print(f"idle           {share * 100:.2f} % of a core, {rate:.0f} bytes/s, {memory / 2**20:.1f} MiB")


if __name__ == "__main__":
    sys.exit(main())
