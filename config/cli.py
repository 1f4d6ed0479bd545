"""The `caunoi` command: each word is a management command of the domain that owns it.

`caunoi import-vacancies FILE` runs `import_vacancies` of `caunoi.vacancies`; `caunoi serve` starts
the web server. Words that need no database (`match` on files, `code-occupation`, `read-posting`)
never open one.
"""

import argparse
import os
import sys
from typing import Final

# What Python's reader of command lines says, in the words of those who type them.
SAID: Final = {
    "usage: ": "cách dùng: ",
    "options": "tuỳ chọn",
    "positional arguments": "tham số",
    "show this help message and exit": "in phần này rồi dừng",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "còn thiếu %s.",
    "unrecognized arguments: %s": "không có tham số %s. Thêm --help để xem những gì dùng được.",
    "expected one argument": "cần một giá trị đứng sau.",
    "invalid %(type)s value: %(value)r": "%(value)r không đọc được. Cần một số.",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "không có %(value)r. Chọn một trong: %(choices)s."
    ),
}


def main(argv: list[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    speak_vietnamese()
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv and not argv[0].startswith("-"):
        argv[0] = argv[0].replace("-", "_")
    if argv[:1] == ["serve"]:
        serve()
        return
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(["caunoi", *argv])
    except DatabaseError as fault:
        if "--traceback" in argv:
            raise
        sys.exit(
            f"Không dùng được cơ sở dữ liệu ({fault}). Nếu mới cài đặt hoặc mới nâng cấp, chạy "
            "«caunoi migrate» rồi chạy lại; nếu không, xem lại DATABASE_URL và CAUNOI_HOME."
        )
    except BrokenPipeError:
        # `caunoi … | head`: the reader has seen enough. Without this Python would complain once
        # more while closing the pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def speak_vietnamese() -> None:
    """Let argparse say in Vietnamese what it finds wrong."""
    # It asks gettext through this name, and has no other door but compiled catalogues.
    argparse._ = lambda said: SAID.get(said, said)  # type: ignore[attr-defined]


def serve() -> None:
    """Serve the site with granian (WSGI); CAUNOI_HOST, CAUNOI_PORT, CAUNOI_WORKERS set where.

    The program is loaded here, before the workers are forked: they share its memory, the seconds
    of loading are spent once, and in the place of a worker that died another answers at once. It
    opens no connection and starts no thread while it is loaded.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    import config.wsgi  # noqa: F401  loaded for the workers

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
        # A process that dies (granian 2.8.7 was seen to, some 30 s after a browser went away; it
        # could not be made to again) is started again: nobody finds the site closed. Threads end
        # only after ten idle minutes, and what no browser asks for without TLS is switched off.
        respawn_failed_workers=True,
        blocking_threads_idle_timeout=600,
        http=HTTPModes.http1,
        websockets=False,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
