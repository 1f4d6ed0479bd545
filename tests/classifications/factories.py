"""Occupations, skills and certificates for tests."""

import factory
from factory.django import DjangoModelFactory

from caunoi.classifications.choices import Scheme, SkillKind
from caunoi.classifications.models import Certificate, Industry, Occupation, Skill


class OccupationFactory(DjangoModelFactory):
    """An ISCO-08 unit group; asked for twice by one code it is the same one."""

    class Meta:
        model = Occupation
        django_get_or_create = ("scheme", "code")

    scheme = Scheme.ISCO08
    code = "8153"
    level = 4
    name = factory.LazyAttribute(lambda occupation: f"Nghề {occupation.code}")


class IndustryFactory(DjangoModelFactory):
    class Meta:
        model = Industry
        django_get_or_create = ("scheme", "code")

    scheme = Scheme.VSIC2025
    code = "1410"
    level = 4
    name = factory.LazyAttribute(lambda industry: f"Ngành {industry.code}")


class SkillFactory(DjangoModelFactory):
    class Meta:
        model = Skill
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"SKILL_{n}")
    name = factory.LazyAttribute(lambda skill: f"Kỹ năng {skill.code}")
    kind = SkillKind.TRADE
    search_key = factory.LazyAttribute(lambda skill: f"ky nang {skill.code.lower()}")


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"CERTIFICATE_{n}")
    name = factory.LazyAttribute(lambda certificate: f"Chứng chỉ {certificate.code}")
    search_key = factory.LazyAttribute(lambda each: f"chung chi {each.code.lower()}")
