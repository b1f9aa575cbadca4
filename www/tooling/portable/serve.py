"""Serves the folder site/ on this computer only, and opens it in the browser. Ctrl+C ends it.

Usage: serve.py [--port N] [--no-browser]
"""

import argparse
import http.server
import pathlib
import sys
import webbrowser

SITE = pathlib.Path(__file__).resolve().parent.parent / "site"
SPARE_PORTS = 20
# Not left to the system's own list, which may call scripts plain text.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}


def site_headers():
    """The response headers that the site wants, from the file that some hosts read them from."""
    lines = (SITE / "_headers").read_text(encoding="utf-8").splitlines()
    return [tuple(line.strip().split(": ", 1)) for line in lines if line.startswith(" ")]


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **TYPES}
    wanted = site_headers()

    def __init__(self, *arguments):
        super().__init__(*arguments, directory=str(SITE))

    def end_headers(self):
        for name, value in self.wanted:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_):
        """What is asked for is nobody's business."""


class Server(http.server.ThreadingHTTPServer):
    # Else two servers could share a port on Windows.
    allow_reuse_address = sys.platform != "win32"


def listen(first):
    for port in range(first, first + SPARE_PORTS):
        try:
            return Server(("127.0.0.1", port), Handler)
        except OSError:
            continue
    sys.exit(f"The ports {first} to {first + SPARE_PORTS - 1} are all taken. Name another one: --port N")


def main():
    parser = argparse.ArgumentParser(description="Serves the page on this computer only.")
    parser.add_argument("--port", type=int, default=8080, help="first port to try")
    parser.add_argument("--no-browser", action="store_true", help="only serve")
    options = parser.parse_args()
    with listen(options.port) as server:
        address = f"http://localhost:{server.server_port}/"
        print(f"Nutshell is at {address}\nClose this window, or press Ctrl+C, to stop.", flush=True)
        if not options.no_browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


main()
