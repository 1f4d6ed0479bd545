"""Objects kept in other processes: asked as if they were here, and made again when one is lost."""

import os
import signal
import sys
import threading

import numpy as np
import pytest

from caunoi_kit.cluster import LIVES, SENT_ALONG, CannotUseCluster, join


@pytest.fixture(scope="module")
def cluster():
    with join(processes=2) as joined:
        yield joined


def test_without_ray_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        pytest.raises(CannotUseCluster, match=r"pip install .* requirements-cluster\.lock"),
        join(),
    ):
        pass


@pytest.mark.cluster
def test_objects_live_in_processes_of_their_own(cluster):
    kept = [cluster.keep(dict, cluster.send({"name": n})) for n in (1, 2)]
    assert [one.ask("get", "name") for one in kept] == [1, 2]
    assert len({os.getpid(), *(one.process() for one in kept)}) == 3


@pytest.mark.cluster
def test_arrays_can_be_written_to_on_both_sides(cluster):
    # Ray hands arrays over read-only, which compiled code takes for another type.
    kept = cluster.keep(np.array, cluster.send([3, 1, 2]))
    kept.ask("sort")
    answer = kept.ask("copy")
    answer += 1
    assert answer.tolist() == [2, 3, 4]


@pytest.mark.cluster
@pytest.mark.parametrize("length", [10, SENT_ALONG])
def test_what_is_sent_once_arrives_at_everybody_and_is_read_anew_the_next_time(cluster, length):
    kept = [cluster.keep(np.zeros, cluster.send(length)) for _ in range(2)]
    asked = np.ones(length)
    for _ in range(2):
        with cluster.sending_once(asked):
            sums = [one.ask("dot", asked) for one in kept]
            assert sums == [0.0, 0.0]
            assert [one.ask("__add__", asked).sum() for one in kept] == [asked.sum()] * 2
        asked += 1


@pytest.mark.cluster
def test_an_error_of_the_object_is_raised_as_it_is(cluster):
    with pytest.raises(KeyError, match="nothing"):
        cluster.keep(dict, cluster.send({})).ask("pop", "nothing")
    with pytest.raises(ValueError, match="invalid literal"):
        cluster.keep(int, cluster.send("no number")).ask("bit_length")


@pytest.mark.cluster
def test_an_object_whose_process_is_lost_is_made_again_from_its_material(cluster):
    kept = cluster.keep(dict, cluster.send({"name": 1}))
    before = kept.process()
    os.kill(before, signal.SIGKILL)
    assert kept.ask("get", "name") == 1
    assert kept.process() != before


@pytest.mark.cluster
def test_a_question_whose_process_is_lost_is_put_again(cluster):
    kept = cluster.keep(threading.Event)
    kill = threading.Timer(0.5, os.kill, (kept.process(), signal.SIGKILL))
    kill.start()
    assert kept.ask("wait", 1.5) is False
    kill.join()


@pytest.mark.cluster
@pytest.mark.parametrize(("away", "answers"), [(2, True), (3, False)])
def test_a_question_nobody_is_there_for_is_put_again_for_a_while(
    cluster, monkeypatch, away, answers
):
    import ray

    monkeypatch.setattr("caunoi_kit.cluster.PAUSES", (0, 0))
    put = []

    def ask():
        put.append(1)
        if len(put) <= away:
            raise ray.exceptions.ActorUnavailableError("the machine is gone", None)
        return ray.put("here")

    if answers:
        assert cluster.wait(ask) == "here"
    else:
        with pytest.raises(CannotUseCluster, match="ActorUnavailableError"):
            cluster.wait(ask)
    assert len(put) == 3


@pytest.mark.cluster
def test_what_ends_every_process_is_given_up_in_words(cluster):
    with pytest.raises(CannotUseCluster, match=f"Mất tiến trình của cụm quá {LIVES} lần"):
        cluster.keep(os._exit, cluster.send(1)).ask("anything")


@pytest.mark.cluster
def test_who_joins_again_is_in_the_same_cluster_and_does_not_end_it(cluster):
    kept = cluster.keep(dict, cluster.send({"name": 1}))
    with join("127.0.0.1:1") as again:
        assert again.processes == cluster.processes
    assert kept.ask("get", "name") == 1


@pytest.mark.cluster
@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1"])
def test_where_no_cluster_answers_it_says_so_at_once(address, monkeypatch):
    monkeypatch.setattr("ray.is_initialized", lambda: False)
    with pytest.raises(CannotUseCluster, match=address), join(address):
        pass
