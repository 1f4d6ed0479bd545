"""`caunoi check-population`: ask the population database what waits, and at night the rest."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from caunoi.intake.actions.population import ask_waiting, plan_night
from caunoi.intake.choices.population import NIGHT, NO_ANSWER, Outcome
from caunoi_kit.ui import formats


class Command(BaseCommand):
    help = "Hỏi CSDL quốc gia về dân cư những câu đang chờ; ban đêm hỏi cả người chưa đối chiếu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", action="store_true", help="hỏi người chưa đối chiếu ngay, không đợi ban đêm"
        )
        parser.add_argument("--quiet", action="store_true", help="không có gì làm thì không nói gì")

    def handle(self, *args: Any, now: bool, quiet: bool, **options: Any) -> None:
        """One turn: what officers wait for first."""
        begin, end = NIGHT
        hour = timezone.localtime().hour
        if now or hour >= begin or hour < end:
            plan_night(at=timezone.now())
        turn = ask_waiting(clock=timezone.now)
        if quiet and not turn.asked and not turn.stopped:
            return
        words = [
            f"{label.lower()} {formats.number(turn.outcomes[code])}"
            for code, label in Outcome.choices
            if turn.outcomes.get(code)
        ]
        said = f"Đối chiếu dân cư: hỏi {formats.number(turn.asked)}"
        said += f" ({', '.join(words)})" if words else ""
        if turn.later:
            said += f", chờ hỏi lại {formats.number(turn.later)}"
        why = f" {NO_ANSWER[turn.stopped]}" if turn.stopped else ""
        self.stdout.write(f"{said}.{why}")
