"""The outbox names whatever the domains send, in Vietnamese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from caunoi.placement.actions.notices import _NEWS
from caunoi.placement.actions.upkeep import DAY_HOURS, LAST_HOURS
from caunoi.placement.choices import ApplicationState
from caunoi.portal.choices import MESSAGE_KINDS

DOMAINS = Path(__file__).parents[2] / "caunoi"
KIND = re.compile(r"[a-z]+(\.[a-z_]+)+")


def written_kinds() -> Iterator[str]:
    """Every kind that stands in the code as it is sent."""
    for path in DOMAINS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for word in node.keywords if isinstance(node, ast.Call) else ():
                value = word.value.value if isinstance(word.value, ast.Constant) else None
                if word.arg == "kind" and isinstance(value, str) and KIND.fullmatch(value):
                    yield value


def test_every_kind_of_message_has_its_words():
    kinds = set(written_kinds())
    told = {*_NEWS, ApplicationState.REJECTED, ApplicationState.EXPIRED}
    kinds |= {f"placement.application.{state.lower()}" for state in told}
    kinds |= {f"placement.invitation.before_{hours}h" for hours in (DAY_HOURS, LAST_HOURS)}

    assert len(kinds) > 10
    assert kinds <= MESSAGE_KINDS.keys()
