"""A bar chart by month as a part of a Word file: Word and LibreOffice draw it by themselves.

The drawing is named after what it shows (`cn:jobs_created`), so that its values are found again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
CONTENT: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

WIDTH, HEIGHT = 16.0, 7.0  # cm
FIRST_AXIS, SECOND_AXIS = 111_111, 222_222  # what the axes call each other
VIETNAMESE: Final = "[$-42A]"  # 2.000, whatever the machine is set to
COLOURS: Final = ("1F6F68", "B9BEC4")  # this year, last year: apart in black and white too
LETTERS: Final = (
    '<a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000">'
    '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    '<a:latin typeface="Times New Roman"/></a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p>'
)


@dataclass(frozen=True)
class MonthChart:
    """What is drawn: the title above, names along the axis, and each series with its values.

    A value is a number as text ("1234" or "4.87"), "" where there is none. `said` is the finding
    for who cannot see it.
    """

    name: str
    title: str
    said: str
    along: Sequence[str]
    series: Sequence[tuple[str, Sequence[str]]]
    decimals: int = 0


def add_chart(file: Document, line: Paragraph, chart: MonthChart, *, number: int) -> None:
    """Put the chart into a line of the file; `number` is its own among the drawings."""
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        CONTENT,
        chart_xml(chart).encode(),
        file.part.package,
    )
    relation = file.part.relate_to(part, KIND)
    line.add_run()._r.append(parse_xml(_drawing(chart, relation, number)))


def chart_xml(chart: MonthChart) -> str:
    """The part that holds the chart; the figures stand in it, no workbook is embedded."""
    series = "".join(
        _series(at, name, chart.along, values, chart.decimals)
        for at, (name, values) in enumerate(chart.series)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:overlap val="0"/>'
        f'<c:axId val="{FIRST_AXIS}"/><c:axId val="{SECOND_AXIS}"/></c:barChart>'
        f"{_axis('catAx', FIRST_AXIS, SECOND_AXIS, 'b')}"
        f"{_axis('valAx', SECOND_AXIS, FIRST_AXIS, 'l')}"
        "</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/>'
        f"<c:txPr>{LETTERS}</c:txPr></c:legend>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"
    )


def _series(at: int, name: str, along: Sequence[str], values: Sequence[str], decimals: int) -> str:
    names = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(each)}</c:v></c:pt>' for n, each in enumerate(along)
    )
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{each}</c:v></c:pt>' for n, each in enumerate(values) if each
    )
    form = VIETNAMESE + "#,##0" + ("." + "0" * decimals if decimals else "")
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:v>{escape(name)}</c:v></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[at]}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/>'
        f'<c:cat><c:strLit><c:ptCount val="{len(along)}"/>{names}</c:strLit></c:cat>'
        f"<c:val><c:numLit><c:formatCode>{form}</c:formatCode>"
        f'<c:ptCount val="{len(along)}"/>{points}</c:numLit></c:val></c:ser>'
    )


def _axis(kind: str, own: int, other: int, side: str) -> str:
    grid = (
        '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/>'
        "</a:solidFill></a:ln></c:spPr></c:majorGridlines>"
        if kind == "valAx"
        else ""
    )
    form = f'<c:numFmt formatCode="{VIETNAMESE}#,##0" sourceLinked="0"/>' if kind == "valAx" else ""
    return (
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{grid}{form}<c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln>'
        f'</c:spPr><c:txPr>{LETTERS}</c:txPr><c:crossAx val="{other}"/>'
        f'<c:crosses val="autoZero"/></c:{kind}>'
    )


def _drawing(chart: MonthChart, relation: str, number: int) -> str:
    wide, high = Cm(WIDTH), Cm(HEIGHT)
    said = escape(chart.said, {'"': "&quot;"})
    main = qn("w:p").partition("}")[0].removeprefix("{")
    return (
        f'<w:drawing xmlns:w="{main}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:r="{_R}" '
        f'xmlns:c="{_C}"><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="cn:{chart.name}" descr="{said}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_C}">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
