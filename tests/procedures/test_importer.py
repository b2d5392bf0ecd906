"""The import as a whole: drafts where the content is new, nothing where it is not."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from procedures.importer import new_contents
from procedures.models import (
    FeeItem,
    Field,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
    ResultPaper,
)
from tests.procedures.reading.test_record import PORTAL, RECORD

SECOND = RECORD | {"code": "1.900002", "name": "Thu hồi giấy phép đặt quầy hoa", "field": "Hoa Và Cây Cảnh"}
CASES = RECORD | {
    "code": "1.900003",
    "methods": [
        {"method": "Trực tiếp", "time_text": "1", "fee_text": "Miễn phí (8.000 đồng)", "note": "Trường hợp cấp mới"},
        {"method": "Trực tiếp", "time_text": "2 Ngày", "fee_text": "", "note": "Trường hợp cấp lại"},
    ],
    "documents": [{"group": "Trường hợp cấp lại", "name": "Giấy phép cũ", "originals": 1, "copies": 0}],
}


@pytest.fixture
def run(tmp_path, capsys):
    """Import these records (or this text) and return the lines of the report."""

    def run_import(*records, text=None):
        file, report = tmp_path / "nguon.jsonl", tmp_path / "bao-cao.jsonl"
        file.write_text(text or "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records))
        call_command("import_procedures", str(file), report=report)
        return [json.loads(line) for line in report.read_text().splitlines()]

    return run_import


def outcomes(report):
    return [(line["code"], line["outcome"]) for line in report]


@pytest.mark.django_db
def test_a_new_record_becomes_a_draft_with_all_its_parts(run):
    report = run(RECORD)
    assert report == [
        {
            "code": "1.900001",
            "outcome": "imported",
            "reasons": [],
            "limits": [
                {"channel": "in_person", "case": None, "amount": 5, "unit": "working_day", "text": "5 Ngày làm việc"}
            ],
            "needs_review": False,
        }
    ]
    version = ProcedureVersion.objects.get()
    assert (version.number, version.status, version.procedure.field.name) == (1, "draft", "Hoa và cây cảnh")
    assert (version.name, version.search_text) == ("Cấp phép đặt quầy hoa", "cap phep dat quay hoa 1 900001")
    assert (version.commune_level, version.city_level, version.ministry_level) == (True, True, False)
    assert str(version.limits.get()) == "05 ngày làm việc"
    assert (version.fees.get().amount, version.fees.get().channel) == (0, "")
    assert (version.requirements.get().name, version.results.get().code) == ("Đơn đề nghị", "KQ.H26.000001")
    version.full_clean()


@pytest.mark.django_db
def test_what_is_not_sure_is_kept_as_text_and_waits_for_a_person(run):
    (line,) = run(CASES)
    assert line["needs_review"] is True
    assert line["limits"][0] == {
        "channel": "in_person",
        "case": "Trường hợp cấp mới",
        "amount": 1,
        "unit": None,
        "text": "1. Trường hợp cấp mới",
    }
    version = ProcedureVersion.objects.get()
    assert version.needs_review
    assert version.review_notes.splitlines() == line["reasons"]
    assert [limit.time_limit() is None for limit in version.limits.all()] == [True, False]
    fee = version.fees.get()
    assert (fee.amount, fee.text) == (None, "Miễn phí (8.000 đồng)")


@pytest.mark.django_db
def test_limits_fees_and_papers_of_one_case_share_it(run):
    run(CASES)
    again = ProcedureCase.objects.get(name="Trường hợp cấp lại")
    assert [again.code, again.limits.get().amount, again.requirements.get().name] == ["TH02", 2, "Giấy phép cũ"]


@pytest.mark.django_db
def test_importing_twice_brings_nothing_the_second_time(run):
    models = (Field, Procedure, ProcedureVersion, ProcessingLimit, FeeItem, RequiredDocument, ResultPaper)
    first = run(RECORD, SECOND, CASES)
    counts = [model.objects.count() for model in models]
    second = run(RECORD, SECOND, CASES)
    assert [model.objects.count() for model in models] == counts
    assert [line | {"outcome": "imported"} for line in second] == first
    assert {line["outcome"] for line in second} == {"unchanged"}


@pytest.mark.django_db
def test_changed_content_is_a_new_draft_and_the_published_version_is_not_touched(run):
    run(RECORD, SECOND)
    published = ProcedureVersion.objects.filter(procedure__code="1.900001")
    published.update(status="published", valid_from=date(2026, 1, 1))
    before = published.values().get()
    changed = RECORD | {"methods": [RECORD["methods"][0] | {"time_text": "3 Ngày làm việc"}]}
    assert outcomes(run(changed, SECOND)) == [("1.900001", "imported"), ("1.900002", "unchanged")]
    assert ProcedureVersion.objects.filter(procedure__code="1.900001", number=1).values().get() == before
    draft = ProcedureVersion.objects.get(procedure__code="1.900001", number=2)
    assert (draft.status, draft.limits.get().amount) == ("draft", 3)


@pytest.mark.django_db
def test_a_version_made_by_hand_is_followed_by_a_draft_and_not_touched(run):
    field = Field.objects.create(code="HC", name="Cây xanh")
    procedure = Procedure.objects.create(code="1.900001", field=field)
    ProcedureVersion.objects.create(procedure=procedure, number=1, name="Đặt quầy hoa")
    (line,) = run(RECORD)
    assert line["reasons"] == ["Nguồn xếp vào lĩnh vực “Hoa và cây cảnh”, danh mục đang xếp vào “Cây xanh”."]
    assert list(procedure.versions.order_by("number").values_list("name", flat=True)) == [
        "Đặt quầy hoa",
        "Cấp phép đặt quầy hoa",
    ]
    procedure.refresh_from_db()
    assert procedure.field == field


@pytest.mark.django_db
def test_one_code_several_times_in_a_file_is_several_versions_by_decision(run):
    later = RECORD | {"decision_no": "99/QĐ-UBND"}
    assert outcomes(run(RECORD, later, later)) == [
        ("1.900001", "imported"),
        ("1.900001", "imported"),
        ("1.900001", "unchanged"),
    ]
    assert {line["outcome"] for line in run(RECORD, later, later)} == {"unchanged"}
    decisions = ProcedureVersion.objects.order_by("number").values_list("number", "decision")
    assert list(decisions) == [(1, "12/QĐ-UBND"), (2, "99/QĐ-UBND")]


@pytest.mark.django_db
def test_fields_of_one_name_are_one_field_whatever_the_letters(run):
    run(RECORD, SECOND)
    assert Field.objects.values_list("code", "name").get() == ("hoa-va-cay-canh", "Hoa và cây cảnh")


@pytest.mark.django_db
def test_two_fields_whose_codes_would_be_alike_get_codes_of_their_own(run):
    long = "Hoạt động xây dựng công trình giao thông "
    run(RECORD | {"field": f"{long}bộ"}, SECOND | {"field": f"{long}thủy"})
    assert list(Field.objects.order_by("name").values_list("code", flat=True)) == [
        "hoat-dong-xay-dung-cong-trinh-gi",
        "hoat-dong-xay-dung-cong-trin-2",
    ]


@pytest.mark.django_db
def test_the_portals_json_is_imported_with_its_field_code(run):
    assert outcomes(run(text=json.dumps(PORTAL, indent=2))) == [("1.900001", "imported")]
    assert Field.objects.get().code == "H26-HC01"


@pytest.mark.django_db
def test_a_rejected_record_leaves_nothing_behind_and_is_told_with_its_place(run, capsys):
    bad = RECORD | {"code": "1.900009", "field": "Lĩnh vực lạ", "documents": [{"name": "Đơn", "originals": "một"}]}
    report = run(text="\n".join(map(json.dumps, [bad, RECORD | {"code": "abc"}, RECORD])) + "\n{hỏng")
    assert outcomes(report) == [
        ("1.900009", "rejected"),
        ("abc", "rejected"),
        ("1.900001", "imported"),
        (None, "rejected"),
    ]
    assert report[0]["reasons"] == ["Dòng 1: “documents”: số lượng “originals” phải là số nguyên từ 0 trở lên."]
    assert report[1]["reasons"] == ["Dòng 2: Mã thủ tục “abc” sai dạng; mã đúng có dạng 1.001193."]
    assert report[3]["reasons"][0].startswith("Dòng 4: không phải JSON hợp lệ")
    assert list(Procedure.objects.values_list("code", flat=True)) == ["1.900001"]
    assert list(Field.objects.values_list("name", flat=True)) == ["Hoa và cây cảnh"]
    told = capsys.readouterr()
    assert "4/4" in told.err
    assert "Không nhập abc: Dòng 2" in told.err
    assert "4 bản ghi: 1 bản nháp mới, 0 không đổi, 3 bị từ chối; 0 cần người xem lại." in told.out


@pytest.mark.django_db
def test_a_file_without_one_readable_record_is_an_error(run):
    with pytest.raises(CommandError, match="Không có bản ghi nào"):
        run(text="một\nhai\n")


@pytest.mark.django_db
def test_a_file_or_report_that_cannot_be_opened_is_an_error_in_vietnamese(tmp_path):
    with pytest.raises(CommandError, match="Thiếu tệp cần nhập"):
        call_command("import_procedures")
    with pytest.raises(CommandError, match="Không tìm thấy tệp"):
        call_command("import_procedures", str(tmp_path / "không có"))
    file = tmp_path / "nguon.jsonl"
    file.write_text(json.dumps(RECORD))
    with pytest.raises(CommandError, match="Không ghi được báo cáo"):
        call_command("import_procedures", str(file), report=tmp_path)
    assert not ProcedureVersion.objects.exists()


@pytest.mark.django_db
def test_a_batch_costs_as_many_statements_for_three_records_as_for_one(run, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        run(RECORD)
    with django_assert_max_num_queries(20):
        run(*({**CASES, "code": f"1.91000{number}"} for number in range(3)))


@given(st.lists(st.sampled_from("abc"), max_size=5), st.lists(st.sampled_from("abc"), max_size=5))
def test_after_an_import_the_same_file_is_no_news_and_the_last_content_stands_last(stored, published):
    numbered = list(enumerate(published))
    after = stored + [published[index] for index in new_contents(stored, numbered)]
    assert new_contents(after, numbered) == []
    assert not published or after[-1] == published[-1]


def test_a_content_that_comes_back_is_a_new_version_again():
    assert new_contents(["a", "b"], [(0, "a")]) == [0]
    assert new_contents(["a", "b"], [(0, "b"), (1, "c")]) == [1]
