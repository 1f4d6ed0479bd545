"""The policy file: read whole or refused whole; what is in force is written down; nobody's sex,
age or ethnicity changes anything.
"""

import csv
import inspect
import json
import pkgutil
from dataclasses import asdict, fields, is_dataclass
from importlib import import_module
from io import StringIO

import numpy as np
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

import caunoi_engine.matching
from caunoi.classifications.choices import Sex
from caunoi.placement.imports.policy import (
    CannotReadPolicy,
    PolicyFile,
    option_range,
    read_policy,
)
from caunoi.placement.models import MatchRun
from caunoi.placement.queries.registers import read_registers
from caunoi.placement.queries.snapshot import pack
from caunoi_engine.matching import FACTORS, Policy
from caunoi_engine.matching.referrals import ORDERS_OF_LISTS, SHORT_REASONS, ReferralRules
from tests.placement.factories import DAY, seeker
from tests.vacancies.factories import VacancyFactory

WEIGHTS = {"occupation": 2_500, "skills": 3_500}
LAW = "Luật Việc làm 74/2025/QH15, Điều 3"


@pytest.fixture
def policy_file(tmp_path):
    """Writes a policy file; text as it is, anything else as JSON."""

    def write(said, name="policy.json"):
        path = tmp_path / name
        if isinstance(said, bytes):
            path.write_bytes(said)
        else:
            text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
            path.write_text(text, encoding="utf-8")
        return path

    return write


def test_what_a_file_does_not_say_stays_as_it_is(policy_file):
    assert read_policy(policy_file({})) == PolicyFile(Policy(), ReferralRules())
    assert read_policy(policy_file(WEIGHTS)).policy == Policy(**WEIGHTS)


def test_json_and_toml_and_a_learnt_file_say_the_same(policy_file):
    rules = {"per_worker": 5, "rank_by": "score_less_price"}
    flat = policy_file({**WEIGHTS, "referrals": rules})
    learnt = policy_file({"policy": WEIGHTS, "provenance": {"n": 1}, "referrals": rules}, "b.json")
    toml = policy_file(
        "# of the centre\noccupation = 2_500\nskills = 3_500\n\n"
        '[referrals]\nper_worker = 5\nrank_by = "score_less_price"\n',
        "c.toml",
    )
    expected = PolicyFile(Policy(**WEIGHTS), ReferralRules(**rules))
    assert [read_policy(path) for path in (flat, learnt, toml)] == [expected] * 3


NUMBERS = [
    (section, field.name)
    for section, kind in (("policy", Policy), ("referrals", ReferralRules))
    for field in fields(kind)
    if isinstance(field.default, int) and field.name not in FACTORS
]


@pytest.mark.parametrize(("section", "name"), NUMBERS)
def test_every_number_is_held_to_its_range(policy_file, section, name):
    least, most = option_range(name)
    company = {"priority_article": LAW} if name == "priority_points" else {}
    if name == "firms_at_least":
        company = {"per_worker": 50}
    if name == "per_worker":
        company = {"firms_at_least": 1}
    for value in (least, most):
        read = read_policy(policy_file({section: {**company, name: value}}))
        assert value in (getattr(read.policy, name, None), getattr(read.rules, name, None))
    for value in (least - 1, most + 1):
        with pytest.raises(CannotReadPolicy, match=rf"{name}: {value} ngoài khoảng từ"):
            read_policy(policy_file({section: {**company, name: value}}))


@pytest.mark.parametrize("value", ["3000", 3000.0, True, None, [3000], {"a": 1}, float("nan")])
def test_a_value_of_another_kind_is_refused_with_what_it_should_be(policy_file, value):
    with pytest.raises(CannotReadPolicy, match=r"skills: .* phải là số nguyên từ 0 đến 10.000"):
        read_policy(policy_file({"skills": value}))


def test_all_faults_are_told_at_once(policy_file):
    said = {
        "policy": {"distance_half_km": 0, "least_nearness": "gần", "sex": 5, "priority_points": 7},
        "skills": 1,
        "referrals": {"rank_by": "price", "per_worker": 1, "firms": 2},
    }
    with pytest.raises(CannotReadPolicy) as refusal:
        read_policy(policy_file(said))
    told = str(refusal.value)
    assert "có 8 chỗ sai" in told
    for words in (
        "distance_half_km: 0 ngoài khoảng từ 1 đến 100",
        'least_nearness: "gần" phải là số nguyên từ 1 đến 1.000',
        '"sex": không có tuỳ chọn này',
        "skills: đứng ngoài «policy»",
        'rank_by: "price" phải là một trong: score, score_less_price',
        '"firms": không có tuỳ chọn này',
        "priority_article: điểm cho đối tượng ưu tiên phải kèm điều luật",
        "firms_at_least: 2 nhiều hơn per_worker (1)",
    ):
        assert words in told


def test_weights_must_sum_to_the_whole_score(policy_file):
    with pytest.raises(CannotReadPolicy, match=r"cộng lại là 9.500, cần đúng 10.000"):
        read_policy(policy_file({"skills": 2_500}))


@pytest.mark.parametrize("article", ["", "  "])
def test_points_for_priority_groups_need_their_article(policy_file, article):
    said = {"priority_points": 100, "priority_article": article}
    with pytest.raises(CannotReadPolicy, match="priority_article"):
        read_policy(policy_file(said))
    assert read_policy(policy_file({**said, "priority_article": LAW})).policy.priority_points == 100


BROKEN = [
    ('{"skills": 3000', "policy.json", r"không đúng dạng .json ở dòng 1, cột 16"),
    ("skills = = 3", "policy.toml", r"không đúng dạng .toml ở dòng 1, cột \d+"),
    ("skills = 3000\nskills = 3000", "policy.toml", r"không đúng dạng .toml"),
    ('{"skills": 3000, "skills": 3000}', "policy.json", r'ghi "skills" hai lần'),
    ('{"\\ud800": 1, "\\ud800": 2}', "policy.json", r"hai lần"),
    ("[" * 50_000, "policy.json", "không đúng dạng"),
    ("[1, 2]", "policy.json", "phải là một bảng"),
    ('{"policy": 3}', "policy.json", "policy: 3 phải là một bảng"),
    ('{"skills": ' + "9" * 5_000 + "}", "policy.json", "không đúng dạng"),
    ("skills = 0x" + "f" * 9_000, "policy.toml", "skills: số quá lớn ngoài khoảng"),
    (b"\xff\xfe{", "policy.json", "không phải mã UTF-8"),
    (" " * 200_000, "policy.json", "quá lớn"),
    ("", "policy.json", "không đúng dạng"),
    ("{}", "policy.yaml", r"phải là tệp .json hoặc .toml"),
]


@pytest.mark.parametrize(("said", "name", "words"), BROKEN)
def test_a_file_that_is_no_policy_is_refused_in_words(policy_file, said, name, words):
    with pytest.raises(CannotReadPolicy, match=words):
        read_policy(policy_file(said, name))


@pytest.mark.parametrize("name", ["nowhere.json", "folder.json", "x" * 300 + ".json"])
def test_a_name_that_is_no_file_is_refused(tmp_path, name):
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(CannotReadPolicy, match=r"không có ở|không mở được"):
        read_policy(tmp_path / name)


names = st.sampled_from([field.name for field in (*fields(Policy), *fields(ReferralRules))])
cells = st.integers() | st.sampled_from([0, 1, 2, 1_000, 3_000, 10_000]) | st.text() | st.none()
tables = st.dictionaries(names | st.text(max_size=4), cells | st.lists(cells), max_size=6)


@given(tables, st.none() | tables | cells, st.none() | tables | cells)
@settings(max_examples=200, deadline=None)
def test_anything_written_is_a_policy_or_is_refused_in_words(tmp_path_factory, top, inner, rules):
    path = tmp_path_factory.mktemp("policy") / "p.json"
    more = {"policy": inner, "referrals": rules}
    said = top | {name: value for name, value in more.items() if value is not None}
    path.write_text(json.dumps(said), encoding="utf-8")
    try:
        read = read_policy(path)
    except CannotReadPolicy as refusal:
        assert "chỗ sai" in str(refusal)
        str(refusal).encode()
    else:
        assert sum(read.policy.maxima) == 10_000


# --- On files ------------------------------------------------------------------------------------


def match(*arguments):
    said = StringIO()
    call_command("match", *map(str, arguments), stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example")
    match("--example", folder, "--seed", "3")
    return folder


def on_files(example, out, *more, workers=None):
    match(
        "--workers", workers or example / "workers.csv",
        "--vacancies", example / "vacancies.csv",
        "--courses", example / "courses.csv",
        "--out", out, "--top", "5", *more,
    )  # fmt: skip
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def test_the_policy_in_force_is_written_beside_the_plan(example, policy_file, tmp_path):
    stated = on_files(example, tmp_path / "stated")
    path = policy_file({"policy": {**WEIGHTS, "distance_half_km": 5}})
    other = on_files(example, tmp_path / "other", "--policy", path)
    assert stated["policy"] == asdict(Policy())
    assert other["policy"] == asdict(Policy(**WEIGHTS, distance_half_km=5))
    assert other["value"] != stated["value"]
    rows = pyarrow.parquet.read_table(tmp_path / "other" / "plan.parquet")
    assert max(rows["skills"].to_pylist()) == 3_500


def test_a_policy_that_says_the_stated_things_changes_nothing(example, policy_file, tmp_path):
    one = on_files(example, tmp_path / "one")
    two = on_files(example, tmp_path / "two", "--policy", policy_file(asdict(Policy())))
    assert one["policy"] == two["policy"]
    plans = [(tmp_path / out / "plan.parquet").read_bytes() for out in ("one", "two")]
    assert plans[0] == plans[1]


def test_a_bad_policy_stops_before_anything_is_read_or_written(example, policy_file, tmp_path):
    with pytest.raises(CommandError, match="skills: -1 ngoài khoảng"):
        on_files(example, tmp_path / "out", "--policy", policy_file({"skills": -1}))
    assert not (tmp_path / "out").exists()


def test_referral_lists_are_written_with_what_they_cost(example, policy_file, tmp_path):
    rules = {"per_worker": 4, "per_position": 2, "firms_at_least": 3, "rank_by": "score_less_price"}
    path = policy_file({"referrals": rules})
    summary = on_files(example, tmp_path / "out", "--policy", path, "--referrals")
    assert summary["referrals"]["rules"] == rules
    lists = pyarrow.parquet.read_table(tmp_path / "out" / "referrals.parquet").to_pylist()
    short = pyarrow.parquet.read_table(tmp_path / "out" / "short_lists.parquet").to_pylist()
    with (example / "vacancies.csv").open(encoding="utf-8") as file:
        vacancies = {row["vacancy_id"]: row for row in csv.DictReader(file)}
    sent, given_ = {}, {}
    for row in lists:
        assert row["employer_id"] == vacancies[row["vacancy_id"]]["employer_id"]
        sent[row["vacancy_id"]] = sent.get(row["vacancy_id"], 0) + 1
        given_.setdefault(row["worker_id"], []).append(row["rank"])
    assert all(count <= 2 * int(vacancies[name]["positions"]) for name, count in sent.items())
    assert all(ranks == list(range(1, len(ranks) + 1)) for ranks in given_.values())
    assert {row["worker_id"]: row["given"] for row in short if row["given"]} == {
        name: len(ranks) for name, ranks in given_.items() if len(ranks) < 4
    }
    assert {row["reason"] for row in short} <= set(SHORT_REASONS[1:])
    assert summary["referrals"]["people"] == len(given_)
    assert len(given_) + sum(row["given"] == 0 for row in short) == summary["workers"]
    ways = [(row["policy"], row["length"]) for row in summary["lists_compared"]]
    both = [(order, length) for length in (1, 10) for order in ORDERS_OF_LISTS]
    assert ways == [*both, ("first_come", 0), ("plan", 0)]


def test_without_being_asked_no_lists_are_written(example, tmp_path):
    summary = on_files(example, tmp_path / "out")
    assert "referrals" not in summary
    assert not (tmp_path / "out" / "referrals.parquet").exists()


@pytest.mark.parametrize("name", ["--policy=p.json", "--referrals"])
def test_an_argument_that_would_change_nothing_is_refused(tmp_path, name):
    with pytest.raises(CommandError, match=f"{name.split('=')[0]} chỉ dùng"):
        match("--example", tmp_path / "example", name)


def test_lists_are_not_written_for_the_registers():
    with pytest.raises(CommandError, match="--referrals chỉ dùng khi ghép từ tệp"):
        match("--referrals")


# --- On the registers ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_on_the_registers_the_run_keeps_the_policy_it_was_made_by(policy_file):
    seeker()
    VacancyFactory()
    match("--policy", policy_file(WEIGHTS), "--on", "24/11/2026")
    assert MatchRun.objects.get().summary["policy"] == asdict(Policy(**WEIGHTS))


@pytest.mark.django_db
def test_the_live_lists_go_by_the_policy_of_the_run(policy_file):
    from caunoi.placement.queries.snapshot import current_market

    seeker()
    VacancyFactory()
    match("--on", "24/11/2026")
    assert current_market().index.policy == Policy()
    match("--policy", policy_file(WEIGHTS), "--on", "24/11/2026")
    assert current_market().index.policy == Policy(**WEIGHTS)


@pytest.mark.django_db
def test_a_run_by_a_policy_this_software_does_not_know_says_what_to_do():
    from caunoi.placement.queries.snapshot import NoMarket, current_market, forget_market

    seeker()
    VacancyFactory()
    match("--on", "24/11/2026")
    run = MatchRun.objects.get()
    run.summary["policy"]["gone"] = 1
    run.save(update_fields=["summary"])
    forget_market()
    with pytest.raises(NoMarket, match="tính lại phương án"):
        current_market()


@pytest.mark.django_db
def test_on_the_registers_a_bad_policy_leaves_no_run(policy_file):
    with pytest.raises(CommandError, match="có 1 chỗ sai"):
        match("--policy", policy_file({"tuoi": 30}))
    assert not MatchRun.objects.exists()


# --- Nobody's sex, age or ethnicity --------------------------------------------------------------

PROTECTED = {
    "Giới tính": ["nữ", "nam"],
    "Năm sinh": ["1964", "2005"],
    "age": ["19", "58"],
    "dan_toc": ["Kinh", "Mông", "Thái"],
    "religion": ["", "Công giáo"],
    "khuyet_tat": ["có", "không"],
    "marital_status": ["đã kết hôn", "độc thân"],
}
RESULTS = ("plan", "candidates", "referrals", "short_lists")


def with_columns(example, path, chance):
    """The workers with protected columns dealt out by chance, in between the others."""
    with (example / "workers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*PROTECTED, *rows[0]])
        writer.writeheader()
        for row in rows:
            drawn = {name: cells[chance.integers(len(cells))] for name, cells in PROTECTED.items()}
            writer.writerow(drawn | row)
    return path


def test_markets_that_differ_in_sex_age_and_ethnicity_have_the_same_plan_and_lists(
    example, tmp_path
):
    summaries = [on_files(example, tmp_path / "without", "--referrals")]
    for seed in range(2):
        path = with_columns(example, tmp_path / f"{seed}.csv", np.random.default_rng(seed))
        out = tmp_path / str(seed)
        summaries.append(on_files(example, out, "--referrals", workers=path))
        for name in RESULTS:
            plain, other = (folder / f"{name}.parquet" for folder in (tmp_path / "without", out))
            assert plain.read_bytes() == other.read_bytes()
        told = [
            json.loads(line) for line in (out / "refused.jsonl").read_text("utf-8").splitlines()
        ]
        assert {line["column"] for line in told} == set(PROTECTED)
        assert all("không được biết" in line["reason"] for line in told)
        assert set(summaries[-1]["ignored_columns"]) == set(PROTECTED)
    assert (tmp_path / "0.csv").read_bytes() != (tmp_path / "1.csv").read_bytes()
    for summary in summaries:
        summary.pop("seconds")
        summary.pop("ignored_columns")
    assert summaries[0] == summaries[1] == summaries[2]


@pytest.mark.django_db
def test_people_who_differ_in_sex_age_and_ethnicity_make_the_same_market():
    VacancyFactory()
    who = [seeker() for _ in range(2)]
    before = pack(read_registers(on=DAY).market)
    for person, (sex, year, group) in zip(
        who, ((Sex.values[0], 1964, "01"), (Sex.values[1], 2005, "53")), strict=True
    ):
        person.sex, person.ethnic_group, person.religion = sex, group, "khác"
        person.birth_date = person.birth_date.replace(year=year)
        person.save()
    after = pack(read_registers(on=DAY).market)
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name], after[name]) for name in before)


ENGLISH = {
    "sex", "gender", "male", "female", "age", "ages", "old", "birth", "birthday", "born", "ethnic",
    "ethnicity", "race", "nation", "nationality", "minority", "religion", "religious", "faith",
    "health", "ill", "illness", "disease", "disability", "disabled", "pregnant", "pregnancy",
    "marital", "married", "marriage", "spouse", "children", "orientation", "party",
}  # fmt: skip
VIETNAMESE = {
    "gioi", "nam", "nu", "tuoi", "sinh", "dan", "toc", "ton", "giao", "suc", "khoe", "benh",
    "khuyet", "tat", "thai", "hon", "nhan", "con", "dang",
}  # fmt: skip


def words_of(name):
    return set(name.lower().split("_"))


def engine_columns():
    """Every field of every table and every parameter set of the matching engine."""
    for module in pkgutil.iter_modules(caunoi_engine.matching.__path__):
        made = import_module(f"caunoi_engine.matching.{module.name}")
        for kind_name, kind in inspect.getmembers(made, inspect.isclass):
            if not kind.__module__.startswith("caunoi_engine"):
                continue
            held = [field.name for field in fields(kind)] if is_dataclass(kind) else []
            for name in (*held, *getattr(kind, "_fields", ())):
                yield f"{module.name}.{kind_name}.{name}", name


def test_the_engine_has_no_place_for_what_must_not_count():
    columns = dict(engine_columns())
    assert len(columns) > 150
    assert "market.Workers.wage_min" in columns
    assert not [at for at, name in columns.items() if words_of(name) & (ENGLISH | VIETNAMESE)]


def test_the_words_that_are_looked_for_would_be_found():
    for name in ("sex", "age", "birth_year", "ethnic_group", "dan_toc", "gioi_tinh", "nam_sinh"):
        assert words_of(name) & (ENGLISH | VIETNAMESE)
    assert not words_of("wage_min") & (ENGLISH | VIETNAMESE)
