"""Work done beside the web server: `caunoi work` picks it up."""

import sys
import time

from django.utils import timezone
from django_tasks import task

from caunoi.placement import actions


@task()
def compute_plan(run_id: int) -> int:
    """Compute a plan that was asked for on a page; returns the number of the run."""
    actions.compute_announced_run(run_id=run_id, clock=time.perf_counter, tell=_tell, compare=True)
    return run_id


@task()
def follow_plan() -> int:
    """Take the latest plan over to the registers of now; returns how many changes it followed."""
    return actions.follow_changes(
        on=timezone.localdate(),
        at=timezone.now(),
        clock=time.perf_counter,
        tell=_tell,
        always=True,
    ).changes


def _tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
