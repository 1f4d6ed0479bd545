"""Work done beside the web server: `caunoi work` picks it up."""

import sys
import time

from django_tasks import task

from caunoi.placement import actions


@task()
def compute_plan(run_id: int) -> int:
    """Compute a plan that was asked for on a page; returns the number of the run."""
    actions.compute_announced_run(run_id=run_id, clock=time.perf_counter, tell=_tell)
    return run_id


def _tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
