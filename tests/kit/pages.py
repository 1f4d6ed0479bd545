from tests.pages import Page

PAGES = {
    "ui:components": Page(),
}


def make(made):
    """The components need nothing."""
