"""Forms of placement: what people were told, applications, interviews."""

from caunoi.placement.forms.told import EndForm, TellForm

__all__ = ["EndForm", "TellForm"]
