"""What finding a procedure costs among many: time of each search and page, and what a first visit weighs.

Prints, never judges; works on both databases:

    .venv/bin/python -m pytest -m benchmark tests/benchmarks/test_finding.py -s
    DATABASE_URL=postgres://… .venv/bin/python -m pytest -m benchmark tests/benchmarks/test_finding.py -s

`BENCHMARK_PROCEDURES` sets another number than 6,000, `BENCHMARK_ROUNDS` another number of times than 25. Figures are
medians in milliseconds: `sql` is all statements of a page together, `cpu` what this process worked (with the embedded
database in it), `server` the whole request as a clock on the wall sees it, without the network. Weights are kB as they
travel: pages by gzip, styles, scripts and drawings by brotli, fonts as they are.
"""

import gzip
import os
import re
import statistics
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client

from departments.actions.load_calendar import load_calendar
from departments.actions.load_organisation import load_organisation
from departments.models import User
from departments.vietnamese import fold
from procedures.actions.load_catalogue import load_catalogue
from procedures.actions.load_entrances import load_entrances
from procedures.models import Field, Procedure, ProcedureVersion, ProcessingLimit, RequiredDocument
from tests.benchmarks.test_lists import Stopwatch, say
from tests.standing_city import StandingCity

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

COUNT = int(os.environ.get("BENCHMARK_PROCEDURES", "6000"))
ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "25"))
SINCE = date(2025, 7, 1)
DATA = settings.BASE_DIR / "procedures" / "data"
VERBS = (
    "Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Thu hồi", "Điều chỉnh", "Bổ sung", "Đăng ký", "Đăng ký lại", "Công nhận",
    "Thẩm định", "Phê duyệt", "Thông báo", "Xác nhận", "Chấm dứt", "Tạm ngừng", "Hủy bỏ", "Chuyển nhượng", "Kiểm tra",
    "Công bố",
)  # fmt: skip
PAPERS = (
    "giấy phép", "giấy chứng nhận", "chứng chỉ hành nghề", "hồ sơ", "danh mục", "kế hoạch", "phương án", "hợp đồng",
    "quyết định", "báo cáo", "bản cam kết", "thẻ", "sổ theo dõi", "biên bản", "văn bản chấp thuận",
)  # fmt: skip
SUBJECTS = (
    "hoạt động thủy sản trên tàu cá", "khai thác nước mặt và nước ngầm", "vận tải hành khách bằng xe ô tô",
    "kinh doanh dịch vụ lữ hành nội địa", "buôn bán thuốc bảo vệ thực vật", "khám bệnh, chữa bệnh tại nhà thuốc",
    "xây dựng công trình thủy lợi", "đào tạo nghề trình độ sơ cấp", "bảo tồn di tích lịch sử văn hóa",
    "sử dụng vật liệu nổ công nghiệp", "quảng cáo ngoài trời", "nhập khẩu phế liệu", "chăn nuôi gia súc, gia cầm",
    "trồng rừng thay thế", "đấu giá tài sản", "công chứng hợp đồng", "hòa giải thương mại", "xuất bản ấn phẩm",
    "tổ chức lễ hội dân gian", "thi đấu thể thao quần chúng",
)  # fmt: skip
SEARCHES = (
    ("nothing typed", ""),
    ("one common word", "cấp"),
    ("a name", "đăng ký khai sinh"),
    ("no accents", "giay phep xay dung"),
    ("other order", "sinh khai ký đăng"),
    ("everyday words", "sổ đỏ"),
    ("a slip", "khai sih"),
    ("all words doubtful", "dang ki khai sihn"),
    ("Telex", "giaasy pheesp xaay duwngj"),
    ("run together", "khaisinh"),
    ("too many words", "đăng ký khai sinh giúp cháu tôi với"),
    ("nothing near", "zxcv qwrt bnmk"),
    ("long nonsense", "x" * 200),
    ("a code", "1.001193"),
)
VISITS = (("the first page", "/"), ("the catalogue", "/thu-tuc/"), ("a procedure", "/thu-tuc/1.001193/"))


@pytest.fixture(scope="module")
def catalogue(standing_city: StandingCity, django_db_blocker: Any) -> Iterator[int]:
    """The organisation, the demo's procedures at their places, and so many others of the country."""
    with django_db_blocker.unblock():
        standing_city.cleared()
        load_calendar()
        load_organisation(settings.BASE_DIR / "departments" / "data" / "hanoi.json")
        keeper = User.objects.create(username="keeper")
        load_catalogue(DATA / "demo_procedures.json", by=keeper, since=SINCE)
        load_entrances(DATA / "entrances.json")
        _fill(COUNT)
    yield COUNT
    with django_db_blocker.unblock():
        standing_city.restore()


def test_finding(catalogue: int) -> None:
    say(f"\n{connection.vendor}, {ProcedureVersion.objects.count():,} procedures")
    say(f"{'search':22}{'rows':>6}{'statements':>12}{'sql':>9}{'cpu':>9}{'server':>9}{'page kB':>9}{'gzip kB':>9}")
    for name, words in SEARCHES:
        measure(name, "/thu-tuc/", {"q": words} if words else {})
    measure("page 60 of the list", "/thu-tuc/", {"trang": "60"})
    measure("one field", "/thu-tuc/", {"linh-vuc": "HT"})
    measure("the first page", "/", {})
    measure("a life event", "/viec-trong-doi/sinh-con/", {})
    for name, query in (("a procedure", {}), ("at one place", {"noi": "H26.105"})):
        measure(name, "/thu-tuc/1.001193/", query)
    measure("its form as PDF", "/in/mau/1.001193.pdf", {})


def test_the_first_visit(catalogue: int) -> None:
    say(f"\n{'first visit to':22}{'page':>9}{'styles':>9}{'scripts':>9}{'pictures':>9}{'fonts':>9}{'all kB':>9}")
    for name, address in (
        ("the first page", "/"),
        ("the catalogue", "/thu-tuc/"),
        ("a procedure", "/thu-tuc/1.001193/"),
    ):
        page = Client().get(address).content
        weights = {"page": len(gzip.compress(page)), "css": 0, "js": 0, "pictures": 0, "woff2": 0}
        for file in files_of(page.decode()):
            kind = file.suffix.lstrip(".")
            content = file.read_bytes()
            weights[kind if kind in weights else "pictures"] += (
                len(content) if kind in ("woff2", "png") else len(brotli.compress(content))
            )
        say(f"{name:22}" + "".join(f"{kB(weight):9}" for weight in (*weights.values(), sum(weights.values()))))


def measure(name: str, address: str, query: dict[str, str]) -> None:
    """Ask for the page again and again, as one visitor who is not signed in."""
    client = Client()
    sums, whole, busy = [], [], []
    for turn in range(ROUNDS + 2):
        watch = Stopwatch()
        began, worked = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(watch):
            response = client.get(address, query)
        took, used = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
        assert response.status_code == 200, address
        if turn > 1:  # the first two warm up
            sums.append(sum(watch.times))
            whole.append(took)
            busy.append(used)
    rows = len(response.context["rows"]) if response.context and "rows" in response.context else 0
    size, small = len(response.content), len(gzip.compress(response.content))
    times = "".join(f"{statistics.median(figures):9.1f}" for figures in (sums, busy, whole))
    say(f"{name:22}{rows:6}{len(watch.times):12}{times}{kB(size):9}{kB(small):9}")


def files_of(page: str) -> set[Path]:
    """Every file a browser may fetch for the page: what it links to, and what its styles do."""
    names = set(re.findall(r"(?:href|src)=\"/static/([^\"#?]+)", page))
    found = {Path(str(finders.find(name))) for name in names}
    for style in [file for file in found if file.suffix == ".css" and file.name != "print.css"]:
        addresses = re.findall(r"url\(\"?([^)\"]+)\"?\)", style.read_text())
        found |= {(style.parent / one).resolve() for one in addresses if not one.startswith("data:")}
    return {file for file in found if file.is_file()}


def kB(size: int) -> str:  # noqa: N802  # the unit's own name
    """A weight in kB with one decimal, at the right."""
    return f"{size / 1000:9.1f}"


def _fill(count: int) -> None:
    """Procedures of the country that nobody offers here, each with its parts, published."""
    field = Field.objects.create(code="KHAC", name="Lĩnh vực khác")
    made = product(range(1, 9), SUBJECTS, PAPERS, VERBS)
    names = [f"{verb} {paper} {what}, trường hợp {number}" for number, what, paper, verb in islice(made, count)]
    procedures = Procedure.objects.bulk_create(
        [Procedure(code=f"4.{number:06}", field=field) for number in range(len(names))], batch_size=500
    )
    versions = ProcedureVersion.objects.bulk_create(
        [_version(procedure, name) for procedure, name in zip(procedures, names, strict=True)], batch_size=200
    )
    ProcessingLimit.objects.bulk_create(
        [ProcessingLimit(version=one, amount=15, unit="working_day") for one in versions]
    )
    RequiredDocument.objects.bulk_create(
        [RequiredDocument(version=one, position=1, name="Đơn đề nghị", originals=1) for one in versions]
    )
    ProcedureVersion.objects.filter(procedure__field=field).update(status="published", valid_from=SINCE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _version(procedure: Procedure, name: str) -> ProcedureVersion:
    synopsis = f"Dành cho tổ chức, cá nhân cần {name[:1].lower()}{name[1:]}."
    return ProcedureVersion(
        procedure=procedure,
        number=1,
        name=name,
        synopsis=synopsis,
        search_text=fold(f"{name} {synopsis} {procedure.code}"),
        ministry_level=True,
        agency="Bộ, cơ quan ngang bộ",
        audience="Tổ chức, doanh nghiệp",
        procedure_text="Người yêu cầu nộp hồ sơ; cơ quan thẩm định và trả kết quả theo quy định.\n" * 8,
        legal_basis="Luật và nghị định quy định chi tiết\n" * 6,
    )
