"""A unit works by its own hours, else by those above it; calendar rows hold at once."""

from datetime import date

import pytest

from departments.actions.load_calendar import Loaded, load_calendar
from departments.calendars import calendar_for, calendars_for
from departments.models import CalendarDay, CalendarYear, Department, OfficeHours
from departments.working_time import CalendarTooShort
from tests.moments import at

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 2)


def unit(code: str, parent: Department | None = None) -> Department:
    path = f"{parent.path if parent else ''}{code}/"
    return Department.objects.create(
        code=code, name=code, level="division", parent=parent, path=path, valid_from=date(2025, 7, 1)
    )


def opens_at(department: Department | None, hour: str) -> None:
    OfficeHours.objects.create(
        department=department, weekday=0, opens=hour, closes="16:30", valid_from=date(2025, 7, 1)
    )


def test_loading_twice_creates_everything_once():
    assert load_calendar() == Loaded(years=9, days=111, hours=10)
    assert load_calendar() == Loaded(years=0, days=0, hours=0)


def test_loading_keeps_what_an_administrator_changed_and_restores_what_is_missing():
    load_calendar()
    CalendarDay.objects.filter(date=date(2026, 11, 24)).update(name="Tên khác")
    CalendarDay.objects.filter(date=date(2026, 9, 2)).delete()
    OfficeHours.objects.filter(weekday=4).delete()
    assert load_calendar() == Loaded(years=0, days=1, hours=0)
    assert CalendarDay.objects.get(date=date(2026, 11, 24)).name == "Tên khác"


def test_a_projected_year_belongs_to_the_administrators_once_it_is_loaded():
    load_calendar()
    CalendarYear.objects.filter(year=2027).update(is_final=True)
    CalendarDay.objects.filter(date=date(2027, 9, 3)).delete()
    assert load_calendar() == Loaded(years=0, days=0, hours=0)


def test_a_unit_works_by_its_own_hours_else_by_the_nearest_above_else_by_the_default():
    load_calendar()
    city = unit("H26")
    ward = unit("H26.45", city)
    division = unit("H26.45.01", ward)
    assert calendar_for(division).opening(MONDAY) == at("2026-11-02 08:00")
    opens_at(city, "07:00")
    assert calendar_for(division).opening(MONDAY) == at("2026-11-02 07:00")
    opens_at(ward, "07:30")
    assert calendar_for(division).opening(MONDAY) == at("2026-11-02 07:30")
    assert calendar_for(unit("H26.46", city)).opening(MONDAY) == at("2026-11-02 07:00")
    assert calendar_for(None).opening(MONDAY) == at("2026-11-02 08:00")


def test_a_new_day_off_holds_at_once_and_a_removed_one_too():
    load_calendar()
    assert calendar_for(None).is_working_day(date(2026, 11, 23))
    day = CalendarDay.objects.create(date=date(2026, 11, 23), kind="off", name="Ngày hội", legal_basis="QĐ 1")
    assert calendar_for(None).why_off(date(2026, 11, 23)) == "Ngày hội"
    day.delete()
    assert calendar_for(None).is_working_day(date(2026, 11, 23))


def test_a_calendar_costs_one_statement_and_is_built_once(django_assert_num_queries):
    load_calendar()
    ward = unit("H26.45", unit("H26"))
    with django_assert_num_queries(1):
        first = calendar_for(ward)
    assert calendar_for(None) is first


def test_the_calendars_of_several_units_cost_one_statement_and_keep_their_hours_apart(django_assert_num_queries):
    load_calendar()
    ward = unit("H26.45", unit("H26"))
    desk = unit("H26.45.01", ward)
    opens_at(desk, "07:30")
    with django_assert_num_queries(1):
        default, of_ward, of_desk = calendars_for(None, ward, desk)
    assert [one.opening(MONDAY) for one in (default, of_ward)] == [at("2026-11-02 08:00")] * 2
    assert of_desk.opening(MONDAY) == at("2026-11-02 07:30")


def test_without_rows_every_question_is_refused():
    with pytest.raises(CalendarTooShort, match="năm 2026"):
        calendar_for(None).add_days(MONDAY, 1)
