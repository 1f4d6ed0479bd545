"""The background worker goes on, whatever one turn does."""

import threading

from caunoi.portal.management.commands import work


def test_one_bad_turn_ends_no_later_one_and_quotes_no_row(caplog, monkeypatch):
    monkeypatch.setattr(work.connections, "close_all", lambda: None)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    stop, turns = threading.Event(), []
    row = "Key (phone)=" + "091234" + "5678"  # as PostgreSQL quotes the row it refused

    def bad_then_good():
        turns.append(1)
        if len(turns) == 1:
            raise ValueError(row)
        stop.set()
        return ""

    work.Command()._keep_doing(work.Job("thử", 0.0, bad_then_good), 0.0, stop)

    assert len(turns) == 2
    assert "ValueError" in caplog.text
    assert "0912345678" not in caplog.text


def test_every_job_of_the_worker_has_its_own_name_and_pace():
    names = [job.name for job in work.JOBS]
    assert len(names) == len(set(names))
    assert all(job.seconds > 0 for job in work.JOBS)
