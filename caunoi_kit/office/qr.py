"""QR codes for pages and papers. They carry an address or a sealed number, never names."""

import io
from typing import Final

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

ERROR: Final = "m"  # readable with 15% of it soiled
BORDER: Final = 4  # modules of quiet around it, as the standard asks
PIXELS: Final = 8  # a module, in a PNG


def svg(text: str, *, label: str) -> SafeString:
    """The code as a drawing for a page (or, as text, for a paper). `label` is read aloud."""
    code = segno.make(text, error=ERROR, micro=False)
    side = code.symbol_size(border=BORDER)[0]
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" '
        'viewBox="0 0 {side} {side}" width="{size}" height="{size}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>',
        label=label,
        side=side,
        size=side * 4,
        path=_path(code),
    )


def png(text: str) -> bytes:
    """The code as a picture."""
    out = io.BytesIO()
    code = segno.make(text, error=ERROR, micro=False)
    code.save(out, kind="png", scale=PIXELS, border=BORDER)
    return out.getvalue()


def _path(code: segno.QRCode) -> str:
    """Dark modules as runs of one row each."""
    runs = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start + BORDER} {y + BORDER}h{x - start}v1h-{x - start}z")
            x += 1
    return "".join(runs)
