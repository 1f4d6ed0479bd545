from tests.training.factories import IntakeFactory

PAGES = {}


def make(made):
    made.intake = IntakeFactory(starts_on="2099-12-15")
