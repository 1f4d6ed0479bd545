"""`python -m tests.rules.second_reading --count 100000 --seed 7`: both readings on made
histories."""

from __future__ import annotations

import argparse
import sys
import time

from tests.rules.second_reading.agreement import compare, first_answer
from tests.rules.second_reading.histories import histories
from tests.rules.second_reading.reading import answer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=3, help="differing cases to print")
    parser.add_argument(
        "--speed", action="store_true", help="time each reading alone on these cases instead"
    )
    arguments = parser.parse_args()
    cases = histories(arguments.count, arguments.seed)
    if arguments.speed:
        made = list(cases)
        for name, reading in [("first", first_answer), ("second", answer)]:
            began = time.process_time()
            for case in made:
                reading(case)
            taken = time.process_time() - began
            sys.stdout.write(
                f"{name} reading: {len(made) / taken:,.0f} cases a second of processor time\n"
            )
        return 0
    result = compare(cases, show=arguments.show)
    sys.stdout.write(result.words() + "\n")
    return 1 if result.differing else 0


if __name__ == "__main__":
    sys.exit(main())
