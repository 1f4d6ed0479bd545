"""The look: every component renders, says what it shows in words, and obeys the strict policy."""

import gzip
import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import escape

from caunoi_kit.ui import cards, charts, samples, views
from caunoi_kit.ui.icons import ICONS
from caunoi_kit.ui.paging import page_of

pytestmark = pytest.mark.urls("caunoi_kit.ui.urls")

LOOK = Path(views.__file__).parent / "static" / "ui"
TEMPLATES = Path(views.__file__).parent / "templates"
HEAVIEST_CSS = 12_000  # bytes, compressed


def shown(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


class Ids(HTMLParser):
    """The ids of a page, and the ids its attributes point at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("aria-labelledby", "aria-describedby", "for", "popovertarget"):
            self.wanted |= set((given.get(name) or "").split())


@pytest.fixture
def component_page(rf) -> str:
    request = rf.get("/thanh-phan/?trang=2")
    request.user = AnonymousUser()
    answer = views.components(request)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture(autouse=True)
def bare_site(settings):
    """No middleware and no menu; a variable a template does not know is shown, not left a hole."""
    settings.MIDDLEWARE = []
    options = {"string_if_invalid": "«unknown %s»", "context_processors": []}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": options}]


def test_no_component_asks_for_what_it_was_not_given(component_page):
    assert re.findall("«unknown[^»]*»", component_page) == []


def test_nothing_in_a_page_needs_a_laxer_content_policy(component_page):
    assert not re.search(r"\sstyle=", component_page)
    assert not re.search(r"\son[a-z]+=", component_page)
    assert not re.search(r"<(script|style)[ >]", component_page)


def test_no_template_carries_a_style_attribute_or_a_script_of_its_own():
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! src)", text), template.name


def test_ids_are_unique_and_every_reference_finds_its_target(component_page):
    found = Ids(component_page)
    assert len(found.ids) == len(set(found.ids))
    assert found.wanted <= set(found.ids)


def test_no_figure_reaches_a_drawing_with_a_decimal_comma(component_page):
    numbers = re.findall(
        r'\s(?:width|height|x|y|d|viewBox|stroke-dasharray)="([^"]*)"', component_page
    )
    assert len(numbers) > 100
    assert [n for n in numbers if re.search(r"\d,\d", n)] == []


def test_the_page_stands_on_its_frame(component_page):
    for piece in ('<html lang="vi">', 'class="skip" href="#chinh"', '<main id="chinh"', "<footer"):
        assert component_page.count(piece) == 1


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_drawing_is_hidden_from_readers_that_hear_the_word_beside_it(name):
    assert 'aria-hidden="true"' in shown("{% icon name %}", name=name)


def test_an_arch_says_in_words_what_it_shows():
    assert '<svg viewBox="0 0 76 42" aria-hidden="true">' in shown("{% arch 3 5 %}")
    heard = re.sub(r"<[^>]+>", "", shown("{% arch 3 5 filled=1 %}"))
    assert heard.strip() == "Đủ 3/5 điều, học thêm bù 1"


def test_seats_are_drawn_as_one_line_and_said_as_people():
    html = shown("{% arch 20 24 seats=True %}")
    assert "arch--sum" in html
    assert re.sub(r"<[^>]+>", "", html).strip() == "Đã có 20/24 người"


def test_a_wage_that_is_not_written_stands_back():
    html = shown("{% vacancy_card card %}", card=samples.JOB_WITH_REASONS)
    assert "offer__pay--none" in html
    assert "đồng/tháng" not in html


def test_reasons_come_before_gaps():
    html = shown("{% vacancy_card card %}", card=samples.JOB_WITH_REASONS)
    assert html.index("Đã may công nghiệp") < html.index("Còn thiếu:")


def test_the_heading_of_a_card_takes_the_level_of_its_place():
    assert "<h4" in shown("{% course_card card level=4 %}", card=samples.COURSE)


def test_content_of_a_domain_is_never_taken_for_markup():
    attack = "<img src=x onerror=alert(1)>"
    card = cards.JobCard(
        title=attack, url='"><b>', pay=attack, by=attack, extra=attack, foot=attack,
        facts=(cards.Fact("pin", attack),), reasons=(cards.Reason(attack, attack),), gaps=(attack,),
        badge=cards.Badge("good", "check", attack),
    )  # fmt: skip
    rows = ((attack, cards.Link(attack, attack)),)
    html = shown(
        "{% vacancy_card card %}{% table t columns rows %}{% button t %}{% flow f %}"
        "{% note %}{{ t }}{% endnote %}{% dialog t 'd' %}{{ t }}{% enddialog %}{% bars bars %}",
        card=card, rows=rows, columns=(cards.Column(attack), cards.Column(attack)), t=attack,
        f=charts.Flow(1, 1, 1, 0), bars=(charts.Bar(attack, 1, url=attack),),
    )  # fmt: skip
    assert "<img" not in html
    assert escape(attack) in html


def test_a_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        shown(
            "{% table 't' columns rows %}",
            columns=(cards.Column("A"), cards.Column("B")),
            rows=(("x",),),
        )


def test_a_table_on_a_phone_names_each_figure():
    columns = (cards.Column("Việc"), cards.Column("Chỗ", figures=True))
    html = shown("{% table 't' columns rows %}", columns=columns, rows=(("Thợ hàn", "31"),))
    assert 'data-label="Chỗ" class="n">31<' in html


def test_a_quiet_caption_is_read_out_but_not_shown():
    columns, rows = (cards.Column("Việc"),), (("Thợ hàn",),)
    html = shown("{% table 'Tin' columns rows quiet=True %}", columns=columns, rows=rows)
    assert '<caption class="vh">Tin</caption>' in html


def test_only_work_at_once_has_the_filled_button():
    go = cards.Link("Xem", "/")
    job = shown("{% vacancy_card card %}", card=cards.JobCard("Thợ hàn", "/", "", action=go))
    course = shown("{% course_card card %}", card=cards.CourseCard("Hàn", "/", "", action=go))
    assert 'class="btn btn--small' in job
    assert "btn--second" in course


def test_a_legend_leaves_out_tones_that_no_area_has():
    area = charts.Area("M0 0h1v1z", 4, "Bến Mẫu", "214")
    legend = ("0 chỗ", "", "", "", "214 chỗ")
    html = shown(
        "{% choropleth map %}", map=charts.Map((area,), "Nhiều nhất", 10, 10, legend=legend)
    )
    assert html.count("<li>") == 2
    assert "214 chỗ" in html


def test_a_misspelt_option_of_a_button_is_not_swallowed():
    with pytest.raises(TypeError, match="colour"):
        shown("{% button 'Nộp' colour='red' %}")


def test_page_links_keep_the_rest_of_the_address():
    request = RequestFactory().get("/", {"q": "may & thêu", "trang": "2"})
    html = shown("{% pager page %}", page=page_of("2", count=100), request=request)
    assert "?q=may+%26+th%C3%AAu&amp;trang=3" in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_needs_no_links():
    assert shown("{% pager page %}", page=page_of(None, count=3)).strip() == ""


def test_a_map_says_its_finding_and_repeats_its_figures_as_a_table():
    area = charts.Area("M0 0h1v1z", 4, "Bến Mẫu", "214", "/xa/")
    html = shown(
        "{% choropleth map %}", map=charts.Map((area,), "Nhiều nhất ở Bến Mẫu 214", 10, 10)
    )
    assert 'role="img"' in html
    assert "<title id=" in html
    assert '<a href="/xa/">Bến Mẫu</a>' in html


@pytest.mark.parametrize(
    ("level", "look"),
    [
        (messages.SUCCESS, 'class="toast" role="status"'),
        (messages.WARNING, "note--warn"),
        (messages.ERROR, "note--bad"),
        (messages.INFO, 'class="note"'),
    ],
)
def test_what_a_view_has_to_say_looks_as_serious_as_it_is(level, look):
    said = Message(level, "Đã lưu <b>")
    html = shown("{% include 'ui/parts/messages.html' %}", messages=[said])
    assert look in html
    assert "Đã lưu &lt;b&gt;" in html


def test_the_dialog_opens_without_script():
    html = shown("{% button 'Rút' opens='hoi' %}{% dialog 'Rút lại?' 'hoi' %}x{% enddialog %}")
    assert 'popovertarget="hoi"' in html
    assert " popover>" in html


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (views.bad_request, 400),
        (views.forbidden, 403),
        (views.csrf_failure, 403),
        (views.not_found, 404),
        (views.sent_before, 409),
        (views.sent_differently, 422),
        (views.server_error, 500),
    ],
)
def test_an_error_page_says_what_happened_and_what_to_do_now(view, status, rf):
    answer = view(rf.get("/"))
    html = answer.content.decode()
    assert answer.status_code == status
    assert "«unknown" not in html
    assert re.search(r"<h1>[^<]{10,}</h1>\s*<p class=\"lead\">[^<]{40,}</p>", html)
    assert 'href="/"' in html


def dead_database(request):
    """A context processor that fails, as the menu does when the database is gone."""
    raise ConnectionError


def test_the_error_page_of_a_dead_server_needs_no_menu(rf, settings):
    options = {"context_processors": [f"{__name__}.dead_database"]}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": options}]
    with pytest.raises(ConnectionError):
        views.not_found(rf.get("/"))
    assert views.server_error(rf.get("/")).status_code == 500


def test_the_style_sheets_stay_light():
    sheets = [gzip.compress(sheet.read_bytes()) for sheet in LOOK.glob("*.css")]
    assert len(sheets) == 2
    assert sum(len(sheet) for sheet in sheets) <= HEAVIEST_CSS


def test_every_file_a_style_sheet_names_is_there():
    named = [
        n for sheet in LOOK.glob("*.css") for n in re.findall(r"url\(([^)]+)\)", sheet.read_text())
    ]
    assert len(named) == 10
    assert [name for name in named if not (LOOK / name).is_file()] == []


def test_every_token_used_is_defined():
    text = "".join(sheet.read_text() for sheet in LOOK.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+)\s*:", text))
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= defined


# --- Contrast -----------------------------------------------------------------------------------

TOKENS = dict(
    re.findall(r"--([\w-]+):(#[0-9A-F]{6})", (LOOK / "tokens.css").read_text().split("@media")[0])
)
ON_LIGHT = ("ink", "ink-soft", "bridge", "school", "good", "warn", "bad")
LIGHT = ("paper", "surface")
OWN_TINT = [
    ("worker-ink", "worker-tint"),
    *((side, f"{side}-tint") for side in ("firm", "school", "good", "warn", "bad", "info")),
    *(("on-bridge", ground) for ground in ("bridge", "bridge-deep")),
    ("on-bridge-soft", "bridge"),
    ("ink", "worker"),
    ("ink-soft", "sunk"),
]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("text", "ground"), [*product(ON_LIGHT, LIGHT), *OWN_TINT])
def test_text_can_be_read_on_its_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("ground", LIGHT)
def test_the_edge_of_a_control_can_be_seen(ground):
    assert contrast(TOKENS["line-strong"], TOKENS[ground]) >= 3
