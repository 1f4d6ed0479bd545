"""Sharing a match out over the processes of a cluster (docs/scaling.md)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from caunoi.placement.actions.calculate import ShareOut
from caunoi_engine.matching import MarketIndex, Shards
from caunoi_engine.matching.options import bonus_of
from caunoi_engine.matching.seats import GRAIN, Prices
from caunoi_engine.matching.shards import Response, Shortlist
from caunoi_engine.matching.spans import answer_for, even_spans, span_of, without_workers
from caunoi_kit.cluster import Cluster, Kept, join


class RemoteShard:
    """A span of workers that another process answers for."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def respond(self, price: Prices) -> Response:
        """As `Shard.respond`."""
        answer: Response = self._kept.ask("respond", price)
        return answer

    def shortlist(
        self, rows: NDArray[np.int64], price: Prices, most: int, roughly: bool = False
    ) -> Shortlist:
        """As `Shard.shortlist`."""
        answer: Shortlist = self._kept.ask("shortlist", rows, price, most, roughly)
        return answer

    def options(self) -> int:
        """As `Shard.options`."""
        count: int = self._kept.ask("options")
        return count

    def process(self) -> int:
        """The number of the process that answers now."""
        return self._kept.process()


class RemoteShards(Shards):
    """All spans, asked at once; the prices go to every machine once for all that it keeps."""

    def __init__(
        self,
        cluster: Cluster,
        shards: Sequence[RemoteShard],
        starts: Sequence[int],
        bonus: NDArray[np.int64],
    ) -> None:
        # One thread for each span, that only waits.
        super().__init__(shards, starts, bonus, len(shards))
        self._cluster, self.spans = cluster, shards

    def respond(self, price: Prices) -> Response:
        """As `Shards.respond`."""
        with self._cluster.sending_once(price):
            return super().respond(price)

    def shortlist(
        self, rows: NDArray[np.int64], price: Prices, most: int, roughly: bool = False
    ) -> Shortlist:
        """As `Shards.shortlist`."""
        with self._cluster.sending_once(price):
            return super().shortlist(rows, price, most, roughly)


def remote_shards(index: MarketIndex, cluster: Cluster) -> RemoteShards:
    """The workers of a market in one span for each process, once all their options are listed.

    They answer as `local_shards` does.
    """
    spans = even_spans(len(index.market.workers), cluster.processes)
    rest = cluster.send(without_workers(index))
    shards = [
        RemoteShard(cluster.keep(answer_for, rest, cluster.send(span_of(index, *span))))
        for span in spans
    ]
    starts = [0, *(last for _, last in spans)]
    found = RemoteShards(cluster, shards, starts, bonus_of(index) * GRAIN)
    found.options()
    return found


@contextmanager
def shared_out(address: str | None, *, processes: int | None = None) -> Iterator[ShareOut | None]:
    """How `calculate` shares its work out while the block lasts; None, in this process.

    Raises CannotUseCluster if there is no Ray, or no cluster at the address.
    """
    if address is None:
        yield None
        return
    with join(address, processes=processes) as cluster:
        yield lambda index: remote_shards(index, cluster)
