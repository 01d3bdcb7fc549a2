"""What authtop exports, given to the programs that it is written for.

Usage: exports.py AUTHTOP. Starts `authtop pool`, signs a user in and runs each export for real: curl,
a shell, HTTPie, node's fetch, curl's and Python's cookie jars, and Playwright's request client, which
needs no browser. Needs httpie and playwright from the package index; what is not installed is told as
left out. Each check prints a line; the exit code is 1 when one fails.
"""

import errno
import http.cookiejar
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading


class Page(http.server.BaseHTTPRequestHandler):
    """A page of the app: says which token and how many cookies came."""

    def do_GET(self):
        cookies = self.headers.get("Cookie") or ""
        answer = {
            "authorization": self.headers.get("Authorization") or "",
            "cookies": len(cookies.split("; ")) if cookies else 0,
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class IPv6Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6


def serve():
    """Serves the page at one port of both addresses that localhost may stand for."""
    for _ in range(20):
        servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)]
        try:
            servers.append(IPv6Server(("::1", servers[0].server_port), Page))
        except OSError as error:
            # Somebody else's port; any other reason means that this machine has no such address.
            if error.errno == errno.EADDRINUSE:
                servers[0].server_close()
                continue
        for server in servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return servers
    raise OSError("no port is free at both addresses")


class Bench:
    """The program, a pool with one user signed in, and the page."""

    def __init__(self, program):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp()
        # Nothing of who runs this: no settings of curl's or authtop's, no proxy.
        kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment.update(AUTHTOP_HOME=self.folder, HOME=self.folder)
        # The program gets no helper of theirs either, and a runtime folder of its own, in memory where there is one.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None
        self.runtime = tempfile.mkdtemp(dir=memory)
        self.own = {**self.environment, "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": self.runtime}
        self.pool = subprocess.Popen(
            [self.program, "pool"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=self.own,
            text=True,
        )
        told = json.loads(self.pool.stdout.readline())
        user = told["users"][0]
        self.user = user["username"]
        self.connection = ["--endpoint", told["endpoint"], "--pool-id", told["pool_id"]]
        self.connection += ["--client-id", told["client_id"]]
        self.run("sign-in", self.user, "--answers-stdin", input=user["password"] + "\n")
        self.servers = serve()
        self.origin = f"http://localhost:{self.servers[0].server_port}"
        self.token = self.export("token").strip()

    def run(self, *arguments, input=None):
        return subprocess.run(
            [self.program, *arguments, *self.connection],
            env=self.own,
            # Nor the sessions of the terminal that this runs in.
            start_new_session=True,
            input=input,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout

    def export(self, form):
        return self.run(
            "export", self.user, "--as", form, "--reveal", "--yes", "--origin", self.origin
        )

    def file(self, name, text):
        # Not beside the program's own files.
        folder = os.path.join(self.folder, "exported")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def shell(self, text):
        return subprocess.run(
            ["sh", "-c", text],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout

    def close(self):
        for server in self.servers:
            server.shutdown()
        self.pool.terminate()
        self.pool.wait(120)
        shutil.rmtree(self.folder)
        shutil.rmtree(self.runtime)


def carries_token(bench, answer):
    return json.loads(answer)["authorization"] == f"Bearer {bench.token}"


def curl(bench):
    return carries_token(bench, bench.shell(bench.export("curl")))


def header(bench):
    path = bench.file("header", bench.export("header"))
    return carries_token(bench, bench.shell(f"curl -sS -H @{path} {bench.origin}/"))


def httpie(bench):
    return carries_token(bench, bench.shell(bench.export("httpie").strip() + " --body"))


def fetch(bench):
    call = bench.export("fetch").strip().rstrip(";")
    script = bench.file("fetch.mjs", f"const r = {call};\nconsole.log(await r.text());\n")
    return carries_token(bench, bench.shell(f"node {script}"))


def environment(bench):
    path = bench.file("env", bench.export("env"))
    return bench.shell(f'. {path} && printf %s "$ACCESS_TOKEN"') == bench.token


def cookie_header(bench):
    path = bench.file("cookie", bench.export("cookie-header"))
    answer = bench.shell(f"curl -sS -H @{path} {bench.origin}/")
    return json.loads(answer)["cookies"] >= 4


def cookies_txt(bench):
    path = bench.file("cookies.txt", bench.export("cookies-txt"))
    jar = http.cookiejar.MozillaCookieJar(path)
    jar.load(ignore_discard=True, ignore_expires=True)
    answer = bench.shell(f"curl -sS -b {path} {bench.origin}/")
    return json.loads(answer)["cookies"] == len(jar) >= 4


def local_storage_state(bench):
    with playwright() as play:
        request = play.request.new_context(storage_state=json.loads(bench.export("storage-state")))
        (origin,) = request.storage_state()["origins"]
        return origin["origin"] == bench.origin and len(origin["localStorage"]) >= 4


def cookie_storage_state(bench):
    bench.run("move", bench.user, "--to", "cookie")
    with playwright() as play:
        request = play.request.new_context(storage_state=json.loads(bench.export("storage-state")))
        return request.get(bench.origin + "/").json()["cookies"] >= 4


def playwright():
    from playwright.sync_api import sync_playwright

    return sync_playwright()


CHECKS = [
    ("curl", "curl", curl),
    ("header in curl", "curl", header),
    ("HTTPie", "http", httpie),
    ("fetch in node", "node", fetch),
    ("env in a shell", "sh", environment),
    ("Cookie header in curl", "curl", cookie_header),
    ("cookies.txt in curl and Python", "curl", cookies_txt),
    ("storage state of local in Playwright", "playwright", local_storage_state),
    ("storage state of cookie in Playwright", "playwright", cookie_storage_state),
]


def main():
    bench = Bench(sys.argv[1])
    failed = False
    try:
        for title, needs, check in CHECKS:
            if shutil.which(needs) is None:
                print(f"--  {title}: left out, {needs} is not installed")
                continue
            try:
                works = check(bench)
            except Exception as error:
                works = False
                print(f"    {error}: {getattr(error, 'stderr', '')}")
            failed = failed or not works
            print(f"{'ok' if works else 'FAILED'}  {title}")
    finally:
        bench.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
