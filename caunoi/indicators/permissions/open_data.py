"""Who sends figures by program; who reads open data: anybody."""

from typing import Any

from caunoi.accounts.choices import ApiScope


def may_send_figures(key: Any) -> bool:
    """Programs with a key for figures; the key's account decides for which units."""
    return key is not None and key.may(ApiScope.FIGURES)
