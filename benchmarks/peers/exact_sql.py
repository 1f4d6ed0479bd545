"""The exact lists as one SQL statement, for duckdb and PostgreSQL: whole numbers only."""

from caunoi_engine.matching import Policy
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM, boarding_limit

P = Policy()
HALF = P.distance_half_km * HECTOMETRES_PER_KM
BOARDING = boarding_limit(P)

STATEMENT = f"""
with offered as (
  select wishes.worker, near.offered as unit, max(near.points) as occupation
  from wishes join near on near.wished = wishes.unit
  where {{who}}
  group by wishes.worker, near.offered
),
pairs as (
  select w.worker, v.vacancy, o.occupation, w.education - v.education as surplus,
         w.experience, v.experience as needed, w.step, v.wage_units - w.wage_units as excess,
         v.housing * w.boards as lives_in, v.given_required, v.given_preferred,
         least(abs(w.x - v.x), {AXIS_LIMIT_HM}) * least(abs(w.x - v.x), {AXIS_LIMIT_HM})
         + least(abs(w.y - v.y), {AXIS_LIMIT_HM}) * least(abs(w.y - v.y), {AXIS_LIMIT_HM})
         as squared, w.radius
  from offered o join workers w on w.worker = o.worker join vacancies v on v.unit = o.unit
  where w.education >= v.education and w.experience >= v.fewest and v.wage >= w.wage
    and (w.shifts & v.shifts) <> 0 and (v.certificates & ~w.certificates) = 0
),
base as (
  select worker, vacancy, given_required, given_preferred,
         occupation
         + greatest(0, {P.education} - {P.education_step} * surplus)
         + case when needed > 0
                then {{divide}}({P.experience} * least(experience, needed), greatest(needed, 1))
                else {P.experience} end
         + greatest({{divide}}({P.distance} * {HALF},
                               {HALF} + cast(floor(sqrt(squared)) as integer)),
                    case when squared <= {BOARDING} then lives_in * {P.housing_points} else 0 end)
         + {{divide}}({P.wage} * least(greatest(excess, 0), step), step) as points
  from pairs
  where (lives_in > 0 and squared <= {BOARDING}) or squared <= radius * radius
),
skills as (
  select b.worker, b.vacancy, sum(a.points * a.required) as needed,
         sum(a.points * (1 - a.required)) as liked
  from base b
  join vacancy_skills a on a.vacancy = b.vacancy
  join worker_skills s on s.worker = b.worker and s.skill = a.skill
  group by b.worker, b.vacancy
),
scored as (
  select b.worker, b.vacancy,
         b.points + coalesce(s.needed, 0) + b.given_required
         + coalesce(s.liked, 0) + b.given_preferred as score
  from base b left join skills s on s.worker = b.worker and s.vacancy = b.vacancy
  where coalesce(s.needed, 0) + b.given_required >= {P.required_cover_min}
),
ranked as (
  select worker, vacancy, score,
         row_number() over (partition by worker order by score desc, vacancy) as place
  from scored
)
select worker, vacancy, score from ranked where place <= {{k}}
"""  # noqa: S608  # figures of the policy and names of columns of our own


def exact_lists(*, who: str, divide: str, k: int) -> str:
    """The statement; `who` restricts `wishes.worker`, `divide` is the function that rounds down."""
    return STATEMENT.format(who=who, divide=divide, k=k)
