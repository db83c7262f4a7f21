"""One case at least for everything that can be wrong."""

from tests.settings.odd_cases import choices, days_and_forms, organisation, shapes

ODD_CASES = [
    *shapes.SYNTAX,
    *shapes.SHAPES,
    *organisation.REFERENCES,
    *organisation.ORGANISATION,
    *organisation.POLICY,
    *choices.CHOICES,
    *days_and_forms.CALENDAR,
    *days_and_forms.FORMS,
    *days_and_forms.MOMENTS,
    *days_and_forms.CAMPAIGNS,
]
