"""The demo is made by the real actions: whatever holds for real dossiers holds for each of its."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice, pairwise
from typing import Any

import pytest
from django.conf import settings as project
from django.db.models import Q
from django.test import override_settings
from django.utils import timezone

from cases.actions._log import first_broken
from cases.deadlines import reading
from cases.demo import PASSWORD, DrawnFiles, Setting, load_people, play, played, set_up
from cases.demo.lives import script
from cases.demo.money import CITY, WARD, open_accounts
from cases.demo.part import key_of
from cases.demo.scenes import BUILDING, SCENES
from cases.feedback_status import FeedbackStatus
from cases.lateness import Timeliness, Urgency, classify, urgency
from cases.models import (
    Application,
    Document,
    Dossier,
    Draft,
    Event,
    Feedback,
    Handover,
    Notice,
    Opinion,
    Payment,
    Proposal,
    SatisfactionRating,
    ScoreEntry,
    SealedReport,
    Snippet,
    SupplementRequest,
    Task,
    TaskTick,
)
from cases.status import TERMINAL, Status
from departments.actions.deputies import deputies_named_by
from departments.actions.load_calendar import load_calendar
from departments.actions.load_organisation import load_organisation
from departments.models import BankAccount, Post, User
from departments.working_time import HANOI
from procedures.actions.load_catalogue import load_catalogue
from procedures.actions.load_entrances import load_entrances
from procedures.models import ReviewRound, StepKind
from procedures.time_limits import LimitUnit
from tests.standing_city import StandingCity

NOW = datetime(2026, 11, 25, 16, 30, tzinfo=HANOI)
SINCE = date(2025, 7, 1)
COUNT = len(SCENES) + 12
QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
# What comes to a dossier on its way, whatever its life is.
MONEY, OPINIONS = {"collect_fee", "pay", "overpay", "refund"}, {"ask_opinion", "urge_opinion", "answer_opinion"}
BESIDE_THE_WAY = MONEY | OPINIONS | {"take_papers", "lack_papers"}
# Moves that people make at home, at any hour.
AT_HOME = {"submit", "answer_completion", "answer_supplement", "withdraw"}


def load_city() -> Setting:
    """Everything but dossiers."""
    load_calendar()
    load_organisation(project.BASE_DIR / "departments" / "data" / "hanoi.json")
    cast = load_people(since=SINCE)
    open_accounts(since=SINCE)
    catalogue = project.BASE_DIR / "procedures" / "data" / "demo_procedures.json"
    load_catalogue(catalogue, by=cast.users["quantri"], since=SINCE)
    load_entrances(project.BASE_DIR / "procedures" / "data" / "entrances.json")
    return set_up(cast, now=NOW)


@pytest.fixture(scope="module")
def city(standing_city: StandingCity, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Setting]:
    """The set scenes and some ordinary life, played once for all tests of this module and taken back at its end."""
    files = str(tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files, **QUICK), standing_city.away():
        setting = load_city()
        for _ in play(COUNT, seed=1, setting=setting, files=DrawnFiles()):
            pass
        yield setting


@pytest.mark.django_db
def test_some_done_dossiers_are_rated_and_the_visitor_has_one_to_rate(city: Setting) -> None:
    rated = SatisfactionRating.objects.select_related("dossier")
    assert len({rating.score for rating in rated}) > 1
    assert all(rating.dossier.finished_at < rating.at <= NOW for rating in rated)
    assert Dossier.objects.filter(account__username="congdan", finished_at__isnull=False, rating=None).exists()


@pytest.mark.django_db
def test_feedback_of_every_kind_of_standing_is_there(city: Setting) -> None:
    found = list(Feedback.objects.all())
    never = {FeedbackStatus.WITHDRAWN, FeedbackStatus.CLOSED}
    assert {one.status for one in found} == set(FeedbackStatus) - never
    assert any(one.is_late(NOW) for one in found)
    assert [one for one in found if first_broken(one) is not None] == []
    mine = Feedback.objects.filter(account__username="congdan")
    assert mine.filter(status=FeedbackStatus.ASKED).exists()
    assert mine.filter(status=FeedbackStatus.ANSWERED, rated_at=None).exists()


@pytest.mark.django_db
def test_every_status_is_reached(city: Setting) -> None:
    assert set(Dossier.objects.values_list("status", flat=True)) == set(Status)


@pytest.mark.django_db
def test_every_set_scene_stands_where_it_is_meant_to(city: Setting) -> None:
    dossiers = {dossier.submission_key: dossier for dossier in Dossier.objects.select_related("version", "department")}
    for number, scene in enumerate(SCENES, 1):
        dossier = dossiers[key_of(number)]
        kinds = [StepKind(step.kind) for step in dossier.steps_after(0)]
        made = dossier.events.exclude(action__in=BESIDE_THE_WAY).order_by("number").values_list("action", flat=True)
        online = dossier.channel == "online"
        meant = ["submit", *([] if online else ["receive"]), *script(scene.life, kinds, online=online)]
        if scene.life.rests_at or scene.life.ending != "hand_over":
            assert list(made) == meant, (number, scene)


@pytest.mark.django_db
def test_the_log_of_every_dossier_is_whole_and_in_order(city: Setting) -> None:
    for dossier in Dossier.objects.all():
        assert first_broken(dossier) is None
        moments = list(dossier.events.order_by("number").values_list("at", flat=True))
        assert all(earlier <= later for earlier, later in pairwise(moments)), dossier
        assert moments[-1] <= NOW


@pytest.mark.django_db
def test_the_office_acts_in_office_hours_alone(city: Setting) -> None:
    for event in Event.objects.exclude(action__in=AT_HOME).select_related("dossier"):
        at = timezone.localtime(event.at)
        assert city.calendar.is_working_day(at.date()), event
        assert city.calendar.opening(at) <= at <= city.calendar.closing(at), event
        assert not 12 < at.hour + at.minute / 60 < 13, event


@pytest.mark.django_db
def test_every_promise_can_be_computed_again_from_what_is_stored(city: Setting) -> None:
    received = Dossier.objects.filter(received_at__isnull=False).select_related("department").prefetch_related("stops")
    for dossier in received:
        again = reading(dossier, city.calendar)
        assert again is not None
        assert (again.due_original, again.due_at) == (dossier.due_original, dossier.due_at), dossier


@pytest.mark.django_db
def test_codes_have_no_gap_and_no_duplicate_in_any_unit_on_any_day(city: Setting) -> None:
    numbers: dict[str, list[int]] = defaultdict(list)
    for code in Dossier.everything.values_list("code", flat=True):
        assert code is not None
        unit_and_day, _, number = code.rpartition("-")
        numbers[unit_and_day].append(int(number))
    assert all(sorted(given) == list(range(1, len(given) + 1)) for given in numbers.values())


@pytest.mark.django_db
def test_every_open_dossier_that_was_received_has_exactly_one_open_task(city: Setting) -> None:
    open_tasks = Counter(Task.objects.filter(closed_at=None).values_list("dossier", flat=True))
    for dossier in Dossier.objects.all():
        stopped = dossier.status == Status.STOPPED and dossier.finished_at is not None
        at_work = dossier.received_at is not None and dossier.status not in TERMINAL and not stopped
        assert open_tasks[dossier.pk] == at_work, dossier


@pytest.mark.django_db
def test_lists_and_the_pure_rule_agree_on_what_is_late_today_and_soon(city: Setting) -> None:
    running = Dossier.objects.running()
    told: dict[Urgency, set[int]] = defaultdict(set)
    for dossier in running.exclude(due_at=None):
        assert dossier.due_at is not None
        told[urgency(dossier.due_at, NOW, LimitUnit(dossier.limit_unit), city.calendar)].add(dossier.pk)
    listed = {
        Urgency.OVERDUE: running.overdue(NOW),
        Urgency.DUE_TODAY: running.due_today(NOW),
        Urgency.DUE_SOON: running.due_soon(NOW, city.calendar),
    }
    for kind, dossiers in listed.items():
        assert {dossier.pk for dossier in dossiers} == told[kind]
        assert len(told[kind]) >= 4, kind


@pytest.mark.django_db
def test_a_few_of_the_finished_ones_are_late_and_most_are_not(city: Setting) -> None:
    finished = Dossier.objects.filter(finished_at__isnull=False, received_at__isnull=False).exclude(limit_unit="")
    late = [
        dossier
        for dossier in finished
        if dossier.finished_at
        and classify(dossier.finished_at, dossier.due_at, LimitUnit(dossier.limit_unit)) == Timeliness.LATE
    ]
    assert 0 < len(late) < 0.2 * finished.count()


@pytest.mark.django_db
def test_the_citizen_finds_dossiers_in_telling_states_and_a_draft(city: Setting) -> None:
    own = Dossier.objects.filter(account__username="congdan")
    expected = {Status.NEW, Status.REFUSED, Status.PROCESSING, Status.WAITING, Status.PAYING, Status.FINISHED}
    assert expected <= set(own.values_list("status", flat=True))
    assert own.filter(reappointed_at__isnull=False).exists()
    assert own.filter(due_at__gt=NOW, status=Status.PROCESSING).exists()
    assert own.filter(status=Status.FINISHED, finance_status=Dossier.Finance.OWED).exists()
    assert own.count() >= 8
    assert Draft.objects.filter(account__username="congdan").count() == 1
    assert Document.objects.filter(dossier__in=own, kind=Document.Kind.SUPPLEMENT).count() == 0
    assert Document.objects.filter(dossier__in=own, kind=Document.Kind.SUBMITTED).exists()


@pytest.mark.django_db
def test_what_is_paid_has_its_receipt_and_an_account_to_pay_to(city: Setting) -> None:
    taken = Payment.objects.taken()
    assert taken.exists()
    assert not Dossier.objects.filter(finance_status=Dossier.Finance.PAID).exclude(payments__in=taken).exists()
    assert {account.department.code for account in BankAccount.objects.select_related("department")} == {CITY, WARD}


@pytest.mark.django_db
def test_one_procedure_was_made_simpler_by_decision_and_others_are_on_the_way(city: Setting) -> None:
    found = ReviewRound.objects.get().reviews.all()
    stages = sorted(review.stage for review in found)
    assert stages == ["Chưa rà soát", "Chưa rà soát", "Chờ quyết định", "Giữ nguyên", "Đã duyệt"]
    (approved,) = found.filter(decision="approved")
    assert approved.draft is not None
    assert approved.draft.requirements.count() == approved.version.requirements.count() - 1
    assert approved.round.reviews.get(procedure__code="1.004222").cost().saved >= 0


@pytest.mark.django_db
def test_units_ask_each_other_and_papers_go_from_room_to_room(city: Setting) -> None:
    officer = User.objects.get(username="thuly")
    assert Opinion.objects.asked_of(officer).late(NOW).exists()
    assert Opinion.objects.asked_of(officer).exclude(answered_at=None).exists()
    assert {one.is_open for one in Opinion.objects.asked_by_units_of(officer)} == {True, False}
    lists = Handover.objects.visible_to(officer).with_numbers()
    assert {(one.waiting > 0, one.missing > 0) for one in lists} == {(True, False), (False, True)}
    assert Snippet.objects.for_reader(officer).count() == 4
    assert 0 < TaskTick.objects.filter(by=officer).count() < 12


@pytest.mark.django_db
def test_deputies_are_there_now_and_later(city: Setting) -> None:
    head = User.objects.get(username="truongphong")
    assert {one.since <= NOW.date() for one in deputies_named_by(head, NOW.date())} == {True, False}


@pytest.mark.django_db
def test_some_dossiers_came_another_way(city: Setting) -> None:
    for_others = Dossier.objects.filter(origin_desk__isnull=False)
    assert {(one.sent_on_at is None, one.received_at is None) for one in for_others} == {
        (True, True), (False, True), (False, False)
    }  # fmt: skip
    first, second = Application.objects.get(account__username="congdan").dossiers.order_by("pk")
    assert (first.status, second.status, second.waits_for) == (Status.RECEIVED, Status.NEW, first)
    assert first_broken(Dossier.everything.deleted().get()) is None


@pytest.mark.django_db
def test_the_last_period_is_sealed_and_its_scores_are_objected_to(city: Setting) -> None:
    assert set(SealedReport.objects.values_list("sealed_by__username", flat=True)) == {"truongphong", "giamsat"}
    entries = ScoreEntry.objects.order_by("pk").values_list("score__officer__username", "kind")
    assert ("thuly", ScoreEntry.Kind.OBJECT) in entries
    assert ("thuly", ScoreEntry.Kind.ANSWER) not in entries
    assert ScoreEntry.objects.filter(kind=ScoreEntry.Kind.ANSWER).exists()


@pytest.mark.django_db
def test_everyone_of_the_cast_has_the_public_password_and_a_post(city: Setting) -> None:
    roles = {
        "motcua": "receiver",
        "thuly": "officer",
        "truongphong": "head",
        "lanhdao": "leader",
        "lanhdaotp": "leader",
        "giamsat": "inspector",
        "quantri": "administrator",
    }
    posts = Post.objects.in_force(NOW.date()).filter(user__username__in=roles)
    held = dict(posts.values_list("user__username", "role"))
    assert held == roles
    assert all(User.objects.get(username=name).check_password(PASSWORD) for name in [*roles, "congdan"])
    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["quantri"]


@pytest.mark.django_db
def test_an_interrupted_demo_goes_on_where_it_stopped(city: Setting) -> None:
    before = Event.objects.count()
    assert list(islice(play(COUNT + 4, seed=1, setting=city, files=DrawnFiles()), 2)) == [3, 2]
    assert len(played()) == COUNT + 2
    assert list(play(COUNT + 4, seed=1, setting=city, files=DrawnFiles())) == [1, 0]
    assert played() == set(range(1, COUNT + 5))
    assert Event.objects.count() > before


@pytest.mark.django_db
def test_every_request_says_why_and_no_permit_lacks_its_papers(city: Setting) -> None:
    assert not SupplementRequest.objects.filter(reason="").exists()
    assert Proposal.objects.filter(decision="").count() >= 3
    for dossier in Dossier.objects.filter(version__procedure__code__in=BUILDING).select_related("version"):
        wanted = dossier.version.requirements.filter(required=True, present_only=False, is_note=False)
        for paper in wanted.filter(Q(case=None) | Q(case=dossier.case)):
            there = dossier.papers.filter(requirement=paper).exists()
            assert there or dossier.documents.filter(requirement=paper).exists(), (dossier, paper)


@pytest.mark.django_db
def test_some_notices_are_read_and_some_are_news(city: Setting) -> None:
    told = Notice.objects.filter(account__username="congdan")
    assert told.filter(read_at=None).exists()
    assert told.exclude(read_at=None).exists()
