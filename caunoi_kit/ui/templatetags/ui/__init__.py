"""`{% load ui %}`: the components and the ways of writing figures, one module a kind."""

from django.template import Library

from caunoi_kit.ui.templatetags.ui import charts, forms, frame, offers, states, words

register = Library()
for part in (charts, forms, frame, offers, states, words):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
