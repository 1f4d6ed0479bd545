"""The `caunoi` command: each word is a management command of the domain that owns it.

`caunoi import-vacancies FILE` runs `import_vacancies` of `caunoi.vacancies`; `caunoi serve` starts
the web server. Words that need no database (`match` on files, `code-occupation`, `read-posting`)
never open one.
"""

import os
import sys


def main(argv: list[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv and not argv[0].startswith("-"):
        argv[0] = argv[0].replace("-", "_")
    if argv[:1] == ["serve"]:
        serve()
        return
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["caunoi", *argv])
    except BrokenPipeError:
        # `caunoi … | head`: the reader has seen enough. Without this Python would complain once
        # more while closing the pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def serve() -> None:
    """Serve the site with granian (WSGI); CAUNOI_HOST, CAUNOI_PORT, CAUNOI_WORKERS set where."""
    from granian import Granian
    from granian.constants import Interfaces

    host = os.environ.get("CAUNOI_HOST", "127.0.0.1")
    port = int(os.environ.get("CAUNOI_PORT", "8000"))
    print(f"Cầu Nối: http://{'localhost' if host == '127.0.0.1' else host}:{port}/", flush=True)
    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("CAUNOI_WORKERS", "1")),
        blocking_threads=int(os.environ.get("CAUNOI_THREADS", "8")),
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
