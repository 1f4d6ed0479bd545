"""Waiting for a site that a benchmark has started."""

import http.client
import time
from contextlib import closing


def wait_for(port: int) -> None:
    """Until the site on this port answers. Raises TimeoutError after a minute and a half."""
    for _ in range(900):
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as line:
                line.request("GET", "/gioi-thieu/")
                if line.getresponse().status < http.client.INTERNAL_SERVER_ERROR:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the site did not start")
