#!/usr/bin/env python3
"""Times authtop beside other full-screen programs, all through the same pseudo-terminal.

    peers.py [--authtop PATH] [--home FOLDER] [--row TEXT] [--rounds 5] [--size 120x40]

FOLDER is a store that `Bench fill` made. Peers that are not installed are left out: htop, tig, btop
and fzf come from the system's packages, jwt-tui (the command jwt_tui) from PyPI. tig looks at this
repository. Prints a table in Markdown: start to first row, a key to its first byte and to the end of
its answer, bytes of the answer, and processor share, bytes a second and memory while idle.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from screen import Program, at  # noqa: E402


def version(command, *words):
    try:
        done = subprocess.run([command, *words], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return "?"
    text = (done.stdout or done.stderr).strip().splitlines()
    return text[0] if text else "?"


def measure(command, row, key, columns, rows, rounds, keys, idle):
    starts = []
    for _ in range(rounds):
        program = Program(command, columns, rows)
        starts.append(program.until(row) * 1e3)
        program.settle()
        program.end()
    program = Program(command, columns, rows)
    program.until(row)
    program.settle()
    answers = [program.press(key) for _ in range(keys)]
    answers = [answer for answer in answers if answer[0] is not None]
    program.settle()
    share, rate, memory = program.idle(idle)
    program.end()
    first = [answer[0] * 1e3 for answer in answers] or [0]
    whole = [answer[1] * 1e3 for answer in answers] or [0]
    size = [answer[2] for answer in answers] or [0]
    return (
        f"{at(starts, .5):.0f} ms",
        f"{at(first, .5):.2f} / {at(first, .95):.2f} ms",
        f"{at(whole, .5):.2f} / {at(whole, .95):.2f} ms",
        f"{at(size, .5)}",
        f"{share * 100:.2f} %, {rate:.0f} B/s",
        f"{memory / 2**20:.1f} MiB",
    )


def peers(options, folder):
    listing = os.path.join(folder, "rows")
    with open(listing, "w", encoding="ascii") as file:
        file.writelines(f"row-{number}\n" for number in range(1000))
    token = (
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwZWVyIn0."
        "c2lnbmF0dXJlLW9mLW5vLWltcG9ydGFuY2UtaGVyZSE"
    )
    down = b"\x1b[B"
    if options.authtop:
        yield "authtop", [options.authtop], options.row.encode(), b"j", ("--version",)
    yield "htop", ["htop"], b"PID", down, ("--version",)
    yield "tig", ["tig"], b"[main]", b"j", ("--version",)
    yield "btop", ["btop"], b"Pid", down, ("--version",)
    yield "fzf", ["sh", "-c", f"fzf < {listing}"], b"row-1", b"\x0b", ("--version",)
    yield "jwt_tui", ["jwt_tui", token], b"sub", b"a", ("--version",)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--authtop", help="the program, a release build")
    parser.add_argument("--home", help="AUTHTOP_HOME for it")
    parser.add_argument("--row", default="user-100@", help="a text of its first rows")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--idle", type=float, default=10)
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    if options.home:
        os.environ["AUTHTOP_HOME"] = options.home
    print("| program | first row | key to first byte p50 / p95 | to the whole answer | bytes | idle | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("AUTHTOP_HOME", folder)
        for name, command, row, key, words in peers(options, folder):
            if not shutil.which(command[0]) or (name == "fzf" and not shutil.which("fzf")):
                continue
            try:
                cells = measure(
                    command, row, key, columns, rows, options.rounds, options.keys, options.idle
                )
            except SystemExit as reason:
                cells = (str(reason),)
            title = version(name if name != "authtop" else options.authtop, *words)
            print(f"| {title[:40]} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
