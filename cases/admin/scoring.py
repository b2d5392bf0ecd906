"""Administration pages for the criteria by which officers are scored: as data, with basis and period of validity."""

from django.contrib import admin

from cases.models import ScoringCriterion, ScoringRule


class CriterionInline(admin.TabularInline):
    """The criteria with their weights."""

    model = ScoringCriterion
    extra = 0


@admin.register(ScoringRule)
class ScoringRuleAdmin(admin.ModelAdmin):
    """Scores that are fixed keep the criteria they were fixed under, whatever becomes of these."""

    list_display = ("name", "legal_basis", "valid_from", "valid_until", "least")
    inlines = (CriterionInline,)
