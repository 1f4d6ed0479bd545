"""The market of the latest run, kept in memory for the live lists.

A run leaves one file `settings.HOME/market/<run>.npz`. Every process reads it once, builds the
engine's index, and keeps both until a newer run is finished. Keys in it are primary keys; whoever
shows a hit reads the record again from the database.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from caunoi.placement.choices import RunState
from caunoi.placement.models import MatchRun
from caunoi.placement.queries.obstacles import Obstacles
from caunoi_engine.matching import (
    Courses,
    Lists,
    Market,
    MarketIndex,
    Policy,
    Vacancies,
    Workers,
    build_index,
)

logger = logging.getLogger(__name__)

TABLES: Final = {"workers": Workers, "vacancies": Vacancies, "courses": Courses}
UNIT_DIGITS: Final = 4  # of a unit code of ISCO-08
FORMAT: Final = 3  # a file of another format is not read: run the match again


class NoMarket(Exception):
    """No run is finished, or its file is gone. The message says what to do."""


@dataclass(frozen=True)
class CurrentMarket:
    """The latest finished run, its market, and the engine's index of it."""

    run: MatchRun
    index: MarketIndex
    obstacles: Obstacles

    def is_of(self, run: MatchRun) -> bool:
        """Whether this is the market of that run; a restored database may use a number again."""
        return (self.run.pk, self.run.started_at) == (run.pk, run.started_at)

    def is_up_to(self, run: MatchRun) -> bool:
        """Whether this is the market of that run with all that its plan has followed since."""
        return self.is_of(run) and self.run.turns == run.turns

    @property
    def day(self) -> date:
        """The day whose registers the run read."""
        return self.run.market_day

    @property
    def market(self) -> Market:
        return self.index.market

    @cached_property
    def worker_rows(self) -> dict[int, int]:
        """Primary key of a person -> row."""
        return _rows(self.market.workers.worker_id)

    @cached_property
    def vacancy_rows(self) -> dict[int, int]:
        """Primary key of a vacancy -> row."""
        return _rows(self.market.vacancies.vacancy_id)


def _rows(keys: NDArray[np.object_]) -> dict[int, int]:
    return {int(key): row for row, key in enumerate(keys)}


def snapshot_path(run_id: int, turn: int = 0) -> Path:
    """Where the market of a run is kept, as it was after its plan followed changes so often."""
    name = f"{run_id}-{turn}" if turn else f"{run_id}"
    return Path(settings.HOME) / "market" / f"{name}.npz"


def pack(market: Market) -> dict[str, NDArray[Any]]:
    """The market as plain arrays without objects, ready to be saved."""
    arrays: dict[str, NDArray[Any]] = {"format": np.array(FORMAT)}
    for table, kind in TABLES.items():
        for column in fields(kind):
            value = getattr(getattr(market, table), column.name)
            name = f"{table}.{column.name}"
            if isinstance(value, Lists):
                arrays[f"{name}.offsets"] = value.offsets
                arrays[f"{name}.codes"] = value.codes
                arrays[f"{name}.names"] = np.array(value.names, dtype=np.str_)
            elif value.dtype == object:
                keys = column.name.endswith("_id")
                arrays[name] = value.astype(np.int64 if keys else np.str_)
            else:
                arrays[name] = value
    # A run is explained by the nearness it was calculated with, also after an upgrade. Every unit
    # code has four digits: one long text of them is read many times faster than a table of texts.
    digits = "".join(chain.from_iterable(market.related))
    arrays["related.digits"] = np.frombuffer(digits.encode("ascii"), np.uint8)
    arrays["related.permille"] = np.array(list(market.related.values()), np.int32)
    return arrays


def unpack(arrays: dict[str, NDArray[Any]]) -> Market:
    """The market that `pack` laid down."""
    tables: dict[str, Any] = {}
    for table, kind in TABLES.items():
        columns: dict[str, Any] = {}
        for column in fields(kind):
            name = f"{table}.{column.name}"
            if f"{name}.offsets" in arrays:
                columns[column.name] = Lists(
                    arrays[f"{name}.offsets"],
                    arrays[f"{name}.codes"],
                    tuple(arrays[f"{name}.names"].tolist()),
                )
            elif column.metadata["dtype"] is object:
                columns[column.name] = arrays[name].astype(object)
            else:
                columns[column.name] = arrays[name]
        tables[table] = kind(**columns)
    digits = arrays["related.digits"].tobytes().decode("ascii")
    units = [digits[at : at + UNIT_DIGITS] for at in range(0, len(digits), UNIT_DIGITS)]
    pairs = zip(units[::2], units[1::2], strict=True)
    related = dict(zip(pairs, arrays["related.permille"].tolist(), strict=True))
    return Market(**tables, related=related)


def load_snapshot(path: Path) -> tuple[Market, Obstacles]:
    """Read a snapshot. Raises NoMarket when there is none or it is of another format."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            arrays = {name: saved[name] for name in saved.files}
    except (OSError, ValueError, EOFError, BadZipFile) as problem:
        raise NoMarket("Chưa có số liệu của phương án mới nhất: tính lại phương án.") from problem
    if int(arrays.get("format", 0)) != FORMAT:
        raise NoMarket("Phương án mới nhất được tính bằng bản phần mềm cũ: tính lại phương án.")
    return unpack(arrays), Obstacles.unpack(arrays)


def pack_proof(
    rarity: Mapping[str, int], bound_price: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    """What a plan needs to be followed: the weights of skills, so that scores stay while adverts
    come and go, and the prices that prove its bound.
    """
    return {
        "rarity.names": np.array(list(rarity), np.str_),
        "rarity.weights": np.array(list(rarity.values()), np.int64),
        "bound.price": bound_price,
    }


def load_proof(path: Path) -> tuple[dict[str, int], NDArray[np.int64]]:
    """What `pack_proof` laid down; nothing in a snapshot from before it was kept."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
        if "bound.price" not in saved.files:
            return {}, np.zeros(0, np.int64)
        names, weights = saved["rarity.names"].tolist(), saved["rarity.weights"].tolist()
        return dict(zip(names, weights, strict=True)), saved["bound.price"]


def latest_run() -> MatchRun | None:
    """The latest run that is finished."""
    return MatchRun.objects.filter(state=RunState.DONE).order_by("-started_at", "-id").first()


class _Keeper:
    """One market per process; a newer run replaces it, and only one thread reads the file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: CurrentMarket | None = None

    def get(self, run: MatchRun) -> CurrentMarket:
        kept = self._kept
        if kept is not None and kept.is_up_to(run):
            return kept
        if kept is not None and kept.is_of(run):
            # What is a few changes behind will do until the newer file is read: nobody waits.
            if self._lock.acquire(blocking=False):
                threading.Thread(target=self._catch_up, args=(run,), daemon=True).start()
            return kept
        with self._lock:
            if self._kept is None or not self._kept.is_of(run):
                self._kept = _load(run)
            return self._kept

    def _catch_up(self, run: MatchRun) -> None:
        """Reads the file and lets go of the lock its starter took. Asks nothing of the database."""
        try:
            self._kept = _load(run)
        except NoMarket:
            logger.warning("Chưa đọc được thị trường mới của phương án %s", run.pk)
        finally:
            self._lock.release()

    def forget(self) -> None:
        with self._lock:
            self._kept = None


_keeper = _Keeper()


def current_market() -> CurrentMarket:
    """The market of the latest finished run. One query; raises NoMarket when there is none."""
    run = latest_run()
    if run is None:
        raise NoMarket("Trung tâm chưa tính phương án ghép nối nào.")
    return _keeper.get(run)


def market_of(run: MatchRun) -> CurrentMarket:
    """The market of a run: kept in memory for the latest, read from its file for an older one."""
    latest = latest_run()
    return _keeper.get(run) if latest is None or latest.pk == run.pk else _load(run)


def forget_market() -> None:
    """Drop what is kept in memory: the next question reads the file again."""
    _keeper.forget()


def _load(run: MatchRun) -> CurrentMarket:
    path = snapshot_path(run.pk, run.turns)
    market, obstacles = load_snapshot(path)
    rarity, _ = load_proof(path)
    index = build_index(market, policy_of(run), rarity=rarity)
    return CurrentMarket(run, index, obstacles)


def policy_of(run: MatchRun) -> Policy:
    """The policy a run was calculated by: its lists go by it too, whatever is stated today.

    Raises NoMarket when it has options that this software does not know.
    """
    try:
        return Policy(**run.summary.get("policy", {}))
    except (TypeError, ValueError) as problem:
        raise NoMarket(
            "Phương án mới nhất được tính theo chính sách của bản phần mềm cũ: tính lại phương án."
        ) from problem
