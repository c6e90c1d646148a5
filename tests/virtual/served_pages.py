"""A site on this computer with a few pages, for tests with a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def served(other: bytes, pages: Mapping[str, bytes]) -> Iterator[str]:
    """Serve these pages by their paths, and `other` at all others; yield the site's address.

    Browsers hold such a site for safe, so that it may ask for a camera.
    """

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(pages.get(self.path, other))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's own name)
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
