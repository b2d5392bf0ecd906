"""The file of an import: JSON Lines or JSON, plain or gzip, and everything that is neither."""

import gzip
import json

import pytest

from procedures.import_files import RawRecord, SourceUnreadable, read_source

TWO = [{"code": "1.900001"}, {"code": "1.900002"}]
LINES = "".join(f"{json.dumps(item)}\n" for item in TWO)


@pytest.fixture
def file(tmp_path):
    def write(content, name="thu-tuc.jsonl"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        LINES,
        LINES.replace("\n", "\r\n\r\n"),
        "\ufeff" + LINES,
        gzip.compress(LINES.encode(), mtime=0),
    ],
)
def test_json_lines_are_read_plain_or_zipped_with_blank_lines_and_marks(file, content):
    assert [raw.value for raw in read_source(file(content))] == TWO


@pytest.mark.parametrize("content", [json.dumps(TWO), json.dumps(TWO, indent=2)])
def test_a_json_list_is_read_as_its_records(file, content):
    assert list(read_source(file(content))) == [RawRecord("bản ghi 1", TWO[0]), RawRecord("bản ghi 2", TWO[1])]


@pytest.mark.parametrize("indent", [None, 4])
def test_one_json_object_is_one_record(file, indent):
    assert [raw.value for raw in read_source(file(json.dumps(TWO[0], indent=indent)))] == TWO[:1]


@pytest.mark.parametrize("bad", ['{"code": "1.9', "không phải JSON", '{"code": NaN}', "[" * 100_000])
def test_a_line_that_is_no_json_comes_with_its_number_and_the_others_are_read(file, bad):
    records = list(read_source(file(f"{json.dumps(TWO[0])}\n{bad}\n{json.dumps(TWO[1])}\n")))
    assert [record.value for record in records] == [TWO[0], None, TWO[1]]
    assert records[1].place == "dòng 2"
    assert records[1].error.startswith("không phải JSON hợp lệ")


def test_a_first_line_that_is_no_json_does_not_hide_the_rest(file):
    assert [raw.value for raw in read_source(file(f'{{"code": "1.\n{LINES}'))] == [None, *TWO]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trống"),
        (b" \n\n", "trống"),
        (gzip.compress(b"", mtime=0), "trống"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "không phải văn bản UTF-8"),
        (gzip.compress(LINES.encode(), mtime=0)[:-12], "tệp nén bị hỏng"),
        (b"\x1f\x8bkhong phai gzip", "tệp nén bị hỏng"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name(file, content, said):
    path = file(content, "lạ.jsonl")
    with pytest.raises(SourceUnreadable, match=said) as error:
        list(read_source(path))
    assert "lạ.jsonl" in str(error.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(SourceUnreadable, match="Không tìm thấy"):
        list(read_source(tmp_path / "không có"))
    with pytest.raises(SourceUnreadable, match="không phải là tệp"):
        list(read_source(tmp_path))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(file, monkeypatch):
    monkeypatch.setattr("procedures.import_files.MAX_LINE_BYTES", 1000)
    with pytest.raises(SourceUnreadable, match="dòng 3 dài quá"):
        list(read_source(file(gzip.compress(LINES.encode() + b"x" * 1001))))
