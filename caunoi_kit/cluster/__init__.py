"""Objects kept in other processes, on this machine or on others, by Ray.

An object is made where it is kept, from material that is sent there once, and then asked. When its
process is lost, the object is made again from the same material in a new one and the question is
put to it again. So what is kept must answer the same whatever it was asked before.

Only this module knows Ray, which the extra [cluster] installs.
"""

import os
import pickle
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import sleep
from typing import Any, Final

HERE: Final = "local"
"""In place of an address: a cluster of this machine alone, started now and ended afterwards."""
BELONGS: Final = "auto"
"""In place of an address: the cluster that this machine belongs to."""
SECONDS_TO_ANSWER: Final = 5
LIVES: Final = 3
"""An object is made again so often. Whatever ends its process more often is not bad luck."""
PAUSES: Final = (0.5, 1, 2, 4, 8, 16, 32)
"""Seconds before a question is put again: a cluster needs half a minute to see that a machine is
gone, and until then nobody takes over what it kept."""
SENT_ALONG: Final = 96 * 1024
"""Bytes up to which an argument travels with the question, where Ray lets it; larger ones are laid
down once for all who ask."""
INSTALL: Final = ".venv/bin/pip install --require-hashes -r requirements-cluster.lock"


class CannotUseCluster(Exception):
    """The work cannot be shared out, or not be finished; the message says why and what to do."""


class _Keeper:
    """Lives in the other process: makes the object when it has none, and asks it.

    Everything travels as plain pickled bytes: arrays that Ray itself hands over are read-only, and
    compiled code would have to be compiled once more for them.
    """

    def __init__(self) -> None:
        self._thing: Any = None

    def ask(self, make: bytes, material: Sequence[Any], name: str, *arguments: bytes) -> bytes:
        """The pickled answer of the method of this name.

        What makes the object, and where the material lies, comes with every question, as a new
        process knows nothing.
        """
        if self._thing is None:
            sent = map(pickle.loads, _ray().get(list(material)))
            self._thing = pickle.loads(make)(*sent)  # noqa: S301  sent by us
        return _packed(getattr(self._thing, name)(*map(pickle.loads, arguments)))

    def process(self) -> int:
        """The number of the process."""
        return os.getpid()


def _packed(value: object) -> bytes:
    return pickle.dumps(value, protocol=5)


class Kept:
    """One object in another process, made by `Cluster.keep`. May be asked by many threads."""

    def __init__(
        self, cluster: "Cluster", keeper: Any, make: bytes, material: Sequence[Any]
    ) -> None:
        self._cluster, self._keeper = cluster, keeper
        self._make, self._material = make, material

    def ask(self, name: str, *arguments: object) -> Any:
        """What the method of this name answers.

        An error of the method, or of making the object, is raised here as it is. Raises
        CannotUseCluster if the process was lost more than `LIVES` times, or nothing is left.
        """
        parcels = [self._cluster.parcel(argument) for argument in arguments]
        answer = self._cluster.wait(
            lambda: self._keeper.ask.remote(self._make, self._material, name, *parcels)
        )
        return pickle.loads(answer)  # noqa: S301  sent by us

    def process(self) -> int:
        """The number of the process it lives in, on its own machine."""
        number: int = self._cluster.wait(self._keeper.process.remote)
        return number


class Cluster:
    """Processes that keep objects; made by `join`."""

    def __init__(self, ray: Any, processes: int) -> None:
        self._ray, self.processes = ray, processes
        self._once: dict[int, Any] = {}

    def send(self, value: object) -> Any:
        """Sends material for objects to where they can be made, however many share it."""
        return self._ray.put(_packed(value))

    def keep(self, make: Callable[..., object], *material: Any) -> Kept:
        """Keeps in some process what `make` makes of what `send` gave, when it is first asked.

        `make` is a function or class by its name in a module that needs no set-up.
        """
        # No claim on a processor: when a machine is lost, the others must take what it kept.
        keeper = self._ray.remote(_Keeper).options(
            num_cpus=0,
            max_restarts=LIVES,
            max_task_retries=LIVES,
            scheduling_strategy="SPREAD",
        )
        return Kept(self, keeper.remote(), _packed(make), material)

    @contextmanager
    def sending_once(self, argument: object) -> Iterator[None]:
        """Within this block, this argument of questions is sent once, whoever is asked.

        It must not change within the block.
        """
        data = _packed(argument)
        if len(data) > SENT_ALONG:
            data = self._ray.put(data)
        self._once[id(argument)] = data
        try:
            yield
        finally:
            del self._once[id(argument)]

    def parcel(self, argument: object) -> Any:
        """The argument as it travels."""
        known = self._once.get(id(argument))
        return _packed(argument) if known is None else known

    def wait(self, put: Callable[[], Any]) -> Any:
        """The answer to a question, which is put again where nobody is there to answer."""
        errors, pauses = self._ray.exceptions, iter(PAUSES)
        while True:
            try:
                return self._ray.get(put())
            except errors.RayTaskError as error:
                raise error.cause from None
            except errors.ActorUnavailableError as error:
                pause = next(pauses, None)
                if pause is None:
                    raise _lost(error) from error
                sleep(pause)
            except errors.RayError as error:
                raise _lost(error) from error


def _lost(error: Exception) -> CannotUseCluster:
    return CannotUseCluster(
        f"Mất tiến trình của cụm quá {LIVES} lần, không tính tiếp được ({type(error).__name__}). "
        "Xem các máy còn đủ bộ nhớ không và nhật ký của Ray, rồi chạy lại; hoặc chạy không có "
        "--cluster."
    )


@contextmanager
def join(address: str = HERE, *, processes: int | None = None) -> Iterator[Cluster]:
    """A cluster for the length of the block: one of this machine, or the one at this address.

    `processes` is how many objects should be kept at once: as many as the cluster has processors,
    unless given. A process is in one cluster at a time: who joins again within the block gets the
    same. Raises CannotUseCluster without Ray, or if there is no cluster at the address.
    """
    ray = _ray()
    joins = not ray.is_initialized()
    if joins:
        _start(ray, address, processes)
    try:
        found = int(ray.cluster_resources().get("CPU", 1))
        yield Cluster(ray, processes or max(1, found))
    finally:
        if joins:
            ray.shutdown()


def _start(ray: Any, address: str, processes: int | None) -> None:
    """Makes this process part of the cluster."""
    quiet = {"log_to_driver": False, "logging_level": "error"}
    try:
        if address == HERE:
            here = processes or os.cpu_count()
            ray.init(address=HERE, num_cpus=here, include_dashboard=False, **quiet)
        else:
            _knock(address)
            ray.init(address=address, **quiet)
    except (OSError, ValueError, RuntimeError) as error:
        raise CannotUseCluster(
            f"Không nối được với cụm máy tại «{address}» ({error}). Địa chỉ là máy chủ:cổng của "
            "cụm, hoặc «auto» khi máy này thuộc cụm. Xem lệnh «ray status» rồi chạy lại."
        ) from error


def _knock(address: str) -> None:
    """Raises OSError or ValueError where nobody answers: Ray would go on trying for minutes."""
    if address != BELONGS:
        host, _, port = address.rpartition(":")
        socket.create_connection((host, int(port)), timeout=SECONDS_TO_ANSWER).close()


def _ray() -> Any:
    """Ray, told to send nothing home."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Without this it warns every time that it will see graphics processors another way.
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise CannotUseCluster(
            f"Chia việc cho cụm máy cần gói Ray, chưa cài ở đây. Cài bằng lệnh «{INSTALL}» "
            "rồi chạy lại; hoặc chạy không có --cluster."
        ) from error
    return ray
