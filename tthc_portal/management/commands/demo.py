"""`manage.py demo`: Hà Nội's organisation, its procedures and some hundred living dossiers, then the portal itself."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, OperationalError, connection, connections
from django.utils import timezone

from cases.actions.count_usual_times import count_usual_times
from cases.demo import (
    PASSWORD,
    Cast,
    DrawnFiles,
    account_names,
    foreign_dossiers,
    load_people,
    play,
    played,
    set_up,
)
from cases.demo.keys import give_keys
from cases.demo.money import open_accounts
from cases.models import Dossier
from departments.actions.load_calendar import load_calendar
from departments.actions.load_organisation import load_organisation
from departments.commands import PortalCommand, whole_number
from departments.models import User
from departments.working_time import CalendarError, local
from procedures.actions.load_catalogue import load_catalogue
from procedures.actions.load_entrances import load_entrances
from tthc_portal import collected
from tthc_portal.serving import Address, AddressRefused, read_address, require_free, serve, trial_outbox

# When communes began to work as they do now.
_SINCE = date(2025, 7, 1)
# Signing what is older would cost the demo many seconds.
_KEYS_SINCE = timedelta(days=14)
_DEFAULT_DOSSIERS, _MOST_DOSSIERS = 400, 20_000
_PEOPLE = ("congdan", "motcua", "thuly", "truongphong", "lanhdao", "lanhdaotp", "vanthu", "giamsat", "quantri")
_PAGES = (
    ("Thủ tục hành chính", "thu-tuc/"),
    ("Tra cứu hồ sơ", "tra-cuu/"),
    ("Hồ sơ của tôi", "ho-so-cua-toi/"),
    ("Bộ phận Một cửa", "mot-cua/"),
    ("Xử lý hồ sơ", "xu-ly/"),
    ("Hồ sơ quá hạn", "qua-han/"),
    ("Quản trị", "quan-tri/"),
)


class Command(PortalCommand):
    """Prepares what is missing and serves; a second time it starts from what is there."""

    help = "Dựng bản trình diễn: tổ chức, thủ tục, con người và hồ sơ của Hà Nội, rồi chạy cổng."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        # Everything is taken as text and read below, so that every refusal is a Vietnamese sentence.
        parser.add_argument("--dossiers", metavar="N", default=str(_DEFAULT_DOSSIERS), help="Số hồ sơ, mặc định 400.")
        parser.add_argument("--seed", metavar="S", default="1", help="Số khởi đầu: cùng số thì cùng hồ sơ.")
        parser.add_argument("--bind", metavar="HOST:PORT", default="127.0.0.1:8000", help="Nơi phục vụ.")
        parser.add_argument("--no-serve", action="store_true", help="Chỉ dựng dữ liệu, không chạy cổng.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = whole_number("--dossiers", options["dossiers"], most=_MOST_DOSSIERS)
        seed = whole_number("--seed", options["seed"], most=10**9)
        try:
            address = read_address(options["bind"])
            if not options["no_serve"]:
                require_free(address)
            cast = self._prepare(count, seed)
        except (AddressRefused, CalendarError) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"Không dùng được cơ sở dữ liệu (DATABASE_URL): {str(error).strip()}") from error
        except KeyboardInterrupt:
            raise CommandError("Đã dừng giữa chừng; chạy lại lệnh này để làm tiếp.", returncode=130) from None
        self._introduce(address, cast)
        if not options["no_serve"]:
            connections.close_all()
            serve(address)

    def _prepare(self, count: int, seed: int) -> Cast:
        _refuse_foreign()
        self.say("Cơ sở dữ liệu, tệp tĩnh …")
        call_command("migrate", verbosity=0, interactive=False)
        if not collected.is_current():
            call_command("collectstatic", verbosity=0, interactive=False)
        self.say("Lịch, tổ chức, con người, thủ tục …")
        load_calendar()
        load_organisation(settings.BASE_DIR / "departments" / "data" / "hanoi.json")
        cast = load_people(since=_SINCE)
        open_accounts(since=_SINCE)
        catalogue = settings.BASE_DIR / "procedures" / "data" / "demo_procedures.json"
        load_catalogue(catalogue, by=cast.users["quantri"], since=_SINCE)
        load_entrances(settings.BASE_DIR / "procedures" / "data" / "entrances.json")
        give_keys(since=timezone.now() - _KEYS_SINCE)
        self._play(count, seed, cast)
        count_usual_times(at=timezone.now())
        return cast

    def _play(self, count: int, seed: int, cast: Cast) -> None:
        setting = set_up(cast, now=local(timezone.now()))
        missing = count - len([number for number in played() if number <= count])
        for left in play(count, seed=seed, setting=setting, files=DrawnFiles()):
            self.say_progress("Hồ sơ", missing - left, missing, each=100)

    def _introduce(self, address: Address, cast: Cast) -> None:
        """Where to look, and as whom."""
        self.say(f"\n{settings.PORTAL_NAME} – bản trình diễn, {Dossier.objects.count()} hồ sơ")
        self.say(f"  {'Trang chủ':<22}{address.url}")
        for name, page in _PAGES:
            self.say(f"  {name:<22}{address.url}{page}")
        self.say(f"\nTài khoản, mật khẩu chung “{PASSWORD}”:")
        work = {user.username: (role, code) for (code, role), users in cast.posts.items() for user in users}
        for username in _PEOPLE:
            self.say(f"  {username:<13}{_described(cast.users[username], work.get(username))}")
        self.say(f"\nThư và tin nhắn không gửi đi đâu mà ghi vào {trial_outbox()}.")
        self.say("\nChỉ để xem thử trên máy này. Nhấn Ctrl+C để dừng.")


def _described(user: User, work: tuple[str, str] | None) -> str:
    if work is None:
        return f"{user.full_name}, người dân"
    post = user.posts.select_related("department").get(role=work[0], department__code=work[1])
    return f"{user.full_name}, {post.get_role_display()}, {post.department.name}"


def _refuse_foreign() -> None:
    """The accounts of the demo have a public password: they belong into no database that is in use."""
    tables = set(connection.introspection.table_names())
    if not {Dossier._meta.db_table, User._meta.db_table} <= tables:
        return
    try:
        if played():
            return
        dossiers = foreign_dossiers()
        strangers = User.objects.exclude(username__in=account_names()).count()
    except OperationalError:
        raise
    except DatabaseError as error:
        raise CommandError(
            "Cơ sở dữ liệu này có cấu trúc của phiên bản khác; hãy chạy manage.py migrate trước, hoặc dùng cơ sở trống."
        ) from error
    if dossiers or strangers:
        raise CommandError(
            f"Cơ sở dữ liệu này đang được dùng: {dossiers} hồ sơ, {strangers} tài khoản không phải của bản trình diễn. "
            "Bản trình diễn tạo các tài khoản có mật khẩu ai cũng biết nên chỉ chạy trên cơ sở dữ liệu trống: "
            "hãy đặt DATABASE_URL hoặc TTHC_VAR_DIR khác."
        )
