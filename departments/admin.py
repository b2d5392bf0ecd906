"""Administration pages of the organisation: units, people and posts, calendar, office hours."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from departments.actions.copy_hours import copy_hours
from departments.actions.place import place
from departments.identity import mask_number, mask_phone
from departments.models import BankAccount, CalendarDay, CalendarYear, Department, OfficeHours, Post, User


class DepartmentForm(forms.ModelForm):
    """A unit; the place in the tree is checked before anything is saved."""

    def clean(self) -> dict[str, Any]:
        """Refuse a place below the unit itself."""
        cleaned = super().clean() or {}
        parent = cleaned.get("parent")
        if parent and self.instance.path and parent.path.startswith(self.instance.path):
            self.add_error("parent", "Đơn vị cấp trên không thể là chính đơn vị này hoặc đơn vị trực thuộc nó.")
        return cleaned


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    """The tree of units; a unit that no longer works ends, it is not deleted."""

    form = DepartmentForm
    list_display = ("name", "code", "level", "parent", "is_desk", "valid_from", "valid_until")
    list_filter = ("level", "is_desk")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "code")
    autocomplete_fields = ("parent", "succeeded_by")
    fieldsets = (
        (None, {"fields": ("code", "name", "short_name", "level", "is_desk", "clerk_issues")}),
        ("Vị trí trong tổ chức", {"fields": ("parent", "valid_from", "valid_until", "succeeded_by")}),
        ("Liên hệ", {"fields": ("commune_code", "address", "phone", "email")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Department | None = None) -> tuple[str, ...]:
        """The code stands in the numbers of dossiers, so it never changes."""
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Department | None = None) -> bool:
        """Units end on a day; what they did stays theirs."""
        return False

    def save_model(self, request: HttpRequest, obj: Department, form: ModelForm, change: bool) -> None:
        """Put the unit at its place and move what is below it along."""
        place(obj, parent=form.cleaned_data["parent"])


@admin.register(BankAccount)
class BankAccountAdmin(admin.ModelAdmin):
    """Where units take money; an account that no longer does ends, it is not deleted."""

    list_display = ("department", "bank_name", "number", "holder", "valid_from", "valid_until")
    list_select_related = ("department",)
    search_fields = ("department__name", "department__code", "=number")
    autocomplete_fields = ("department",)

    def has_delete_permission(self, request: HttpRequest, obj: BankAccount | None = None) -> bool:
        """What people were told to pay to stays on record."""
        return False


class PostInline(admin.TabularInline):
    """The posts of a person, beside the account."""

    model = Post
    fk_name = "user"
    fields = ("role", "department", "title", "since", "until", "deputy_for")
    autocomplete_fields = ("department", "deputy_for")
    extra = 0
    can_delete = False


@admin.register(User)
class PortalUserAdmin(UserAdmin):
    """Accounts; what a person may do at work comes from posts, never from the account."""

    list_display = ("username", "full_name", "masked_phone", "masked_personal_id", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "posts__role")
    search_fields = ("username", "full_name", "=personal_id")
    ordering = ("username",)
    inlines = (PostInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Người dùng", {"fields": ("full_name", "email", "phone", "personal_id", "address")}),
        (
            "Quyền quản trị",
            {
                "fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions"),
                "description": "Chỉ cho trang quản trị. Quyền xử lý hồ sơ đến từ vị trí công tác ở bên dưới.",
            },
        ),
        ("Đã xác nhận", {"fields": ("email_verified_at", "phone_verified_at", "identified_at", "identified_by")}),
        ("Thời điểm", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = (
        *("last_login", "date_joined", "email_verified_at", "phone_verified_at"),
        *("identified_at", "identified_by"),
    )
    add_fieldsets = (
        (
            None,
            {"classes": ("wide",), "fields": ("username", "full_name", "usable_password", "password1", "password2")},
        ),
    )

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """What an administrator types proves nothing: a changed contact or number has to be proved anew."""
        for name, proof in (
            ("email", "email_verified_at"),
            ("phone", "phone_verified_at"),
            ("personal_id", "identified_at"),
        ):
            if name in form.changed_data:
                setattr(obj, proof, None)
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An account is switched off (“có hiệu lực”), for the log names its holder."""
        return False

    @admin.display(description="số định danh")
    def masked_personal_id(self, user: User) -> str:
        """A list is seen over many shoulders."""
        return mask_number(user.personal_id) if user.personal_id else ""

    @admin.display(description="số điện thoại")
    def masked_phone(self, user: User) -> str:
        """The last digits."""
        return mask_phone(user.phone) if user.phone else ""


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    """Who works where, as what, from when until when; a post ends, it is not deleted."""

    list_display = ("user", "role", "department", "since", "until")
    list_filter = ("role",)
    list_select_related = ("user", "department")
    search_fields = ("user__username", "user__full_name", "department__name", "department__code")
    autocomplete_fields = ("user", "department", "deputy_for")

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        """The past stays as it was."""
        return False


@admin.register(CalendarYear)
class CalendarYearAdmin(admin.ModelAdmin):
    """Years for which days off are known; without its year no deadline is computed."""

    list_display = ("year", "is_final", "legal_basis")
    ordering = ("-year",)


class DayYearFilter(admin.SimpleListFilter):
    """Days of one year."""

    title = "năm"
    parameter_name = "nam"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The years that have days."""
        return [(str(day.year), str(day.year)) for day in CalendarDay.objects.dates("date", "year", order="DESC")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CalendarDay]) -> QuerySet[CalendarDay]:
        """Days of the year chosen; a year nobody can read is no filter."""
        year = self.value() or ""
        is_year = year.isascii() and year.isdigit() and len(year) == 4 and year != "0000"
        return queryset.filter(date__year=int(year)) if is_year else queryset


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):
    """Days off and make-up days, each with its legal basis."""

    list_display = ("date", "kind", "name", "as_weekday", "legal_basis")
    list_filter = (DayYearFilter, "kind")
    search_fields = ("name", "legal_basis")
    ordering = ("-date",)


class CopyHoursForm(forms.Form):
    """Where the chosen hours shall hold too, and from which day."""

    to = forms.ModelChoiceField(
        Department.objects.in_force(), label="Đơn vị", help_text="Đơn vị trực thuộc cũng theo giờ này."
    )
    valid_from = forms.DateField(label="Áp dụng từ ngày", help_text="Ví dụ 01/12/2026.")


@admin.register(OfficeHours)
class OfficeHoursAdmin(admin.ModelAdmin):
    """Office hours: one row is one session of one weekday; rows without a unit hold for all that have none."""

    list_display = ("unit_name", "weekday", "opens", "closes", "valid_from", "valid_until")
    list_display_links = ("unit_name", "weekday")
    list_filter = ("weekday",)
    list_select_related = ("department",)
    search_fields = ("department__name", "department__code")
    autocomplete_fields = ("department",)
    actions = ("copy",)

    @admin.display(description="đơn vị", ordering="department__path")
    def unit_name(self, row: OfficeHours) -> str:
        """The unit, or that the row is for all."""
        return row.department.name if row.department else "Giờ chung"

    @admin.action(description="Sao chép giờ cho đơn vị khác", permissions=["add"])
    def copy(self, request: HttpRequest, queryset: QuerySet[OfficeHours]) -> HttpResponse:
        """Ask for the unit and the day, then copy."""
        form = CopyHoursForm(request.POST if "to" in request.POST else None)
        if form.is_valid():
            try:
                rows = copy_hours(queryset, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(request, f"Đã thêm {len(rows)} ca cho {form.cleaned_data['to']}.", messages.SUCCESS)
                return HttpResponseRedirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Sao chép giờ làm việc",
            "rows": queryset,
            "form": form,
        }
        return render(request, "admin/departments/officehours/copy.html", context)
