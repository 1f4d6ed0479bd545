"""polars: the same score as lazy joins, in whole numbers."""

from typing import Any

import numpy as np
import polars as pl
from polars import col

from benchmarks.peers.case import LIST_LENGTH, Case, Ints
from benchmarks.peers.measuring import (
    Row,
    agreement,
    as_lists,
    list_row,
    single_questions,
    stopwatch,
)
from caunoi_engine.matching import Policy
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM, boarding_limit

WORKERS, WARM, QUESTIONS = 20_000, 50, 50
P = Policy()

Frames = dict[str, pl.LazyFrame]


def frames(case: Case, sample: Ints) -> Frames:
    """The tables of the case; those of workers only with the sample."""
    asked = pl.DataFrame({"worker": sample.astype(np.int32)})
    renamed = {name: f"v_{name}" for name in case.vacancies if name in case.workers}
    return {
        "workers": pl.DataFrame(case.workers).join(asked, on="worker").lazy(),
        "wishes": pl.DataFrame(case.wishes).join(asked, on="worker").lazy(),
        "own": pl.DataFrame(case.worker_skills).join(asked, on="worker").lazy(),
        "vacancies": pl.DataFrame(case.vacancies).rename(renamed).lazy(),
        "asked": pl.DataFrame(case.vacancy_skills).lazy(),
        "near": pl.DataFrame(case.near).lazy(),
    }


def passing_pairs(f: Frames) -> pl.LazyFrame:
    """Pairs that pass every rule but that on skills, with the points of all other factors."""
    offered = (
        f["wishes"]
        .join(f["near"], left_on="unit", right_on="wished")
        .group_by("worker", unit="offered")
        .agg(occupation=col("points").max())
    )
    lives_in = (col("housing") * col("boards") > 0) & (col("squared") <= boarding_limit(P))
    pairs = (
        offered.join(f["workers"], on="worker")
        .join(f["vacancies"], on="unit")
        .with_columns(
            squared=pl.min_horizontal((col("x") - col("v_x")).abs(), AXIS_LIMIT_HM) ** 2
            + pl.min_horizontal((col("y") - col("v_y")).abs(), AXIS_LIMIT_HM) ** 2
        )
        .filter(
            (col("education") >= col("v_education"))
            & (col("experience") >= col("fewest"))
            & (lives_in | (col("squared") <= col("radius") ** 2))
            & (col("v_wage") >= col("wage"))
            & ((col("shifts") & col("v_shifts")) != 0)
            & ((col("v_certificates") & ~col("certificates")) == 0)
        )
    )
    half = P.distance_half_km * HECTOMETRES_PER_KM
    near = P.distance * half // (half + col("squared").sqrt().floor().cast(pl.Int32))
    needed, surplus = col("v_experience"), col("education") - col("v_education")
    practice = P.experience * pl.min_horizontal(col("experience"), needed) // needed
    excess = (col("v_wage_units") - col("wage_units")).clip(0, col("step"))
    base = (
        col("occupation")
        + pl.max_horizontal(0, P.education - P.education_step * surplus)
        + pl.when(needed > 0).then(practice).otherwise(P.experience)
        + pl.when(lives_in).then(pl.max_horizontal(near, P.housing_points)).otherwise(near)
        + P.wage * excess // col("step")
    )
    return pairs.select("worker", "vacancy", "given_required", "given_preferred", base=base)


def lists(f: Frames, k: int = LIST_LENGTH) -> pl.DataFrame:
    """The `k` best vacancies of every worker: worker, vacancy, score."""
    pairs = passing_pairs(f)
    skills = (
        pairs.select("worker", "vacancy")
        .join(f["asked"], on="vacancy")
        .join(f["own"], on=["worker", "skill"])
        .group_by("worker", "vacancy")
        .agg(
            needed=(col("points") * col("required")).sum(),
            liked=(col("points") * (1 - col("required"))).sum(),
        )
    )
    needed = col("needed").fill_null(0) + col("given_required")
    scored = (
        pairs.join(skills, on=["worker", "vacancy"], how="left")
        .filter(needed >= P.required_cover_min)
        .select(
            "worker",
            "vacancy",
            score=col("base") + needed + col("liked").fill_null(0) + col("given_preferred"),
        )
    )
    ordered = scored.sort("score", "vacancy", descending=[True, False])
    return ordered.group_by("worker", maintain_order=True).head(k).collect()


def run(case: Case) -> list[Row]:
    sample = case.sample(WORKERS)
    with stopwatch() as loading:
        ready = frames(case, sample)
    lists(frames(case, sample[:WARM]))
    with stopwatch() as taken:
        found = lists(ready)
    answer = [found[name].to_numpy() for name in ("worker", "vacancy", "score")]
    rows, scores = as_lists(sample, *answer)

    def one(worker: int) -> Any:
        mine = {
            name: table.filter(col("worker") == worker) if name in ("workers", "wishes", "own")
            else table for name, table in ready.items()
        }  # fmt: skip
        return lists(mine, 20)

    return [
        list_row("polars, lazy joins", case, sample, taken, load_s=round(loading.wall, 3),
                 **agreement(case, sample, rows, scores),
                 **single_questions(one, sample[:QUESTIONS]))
    ]  # fmt: skip
