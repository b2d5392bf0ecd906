"""How people are told: what went out and what did not, with the reason; and the office's own words."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import override

from cases.actions.send_again import send_again
from cases.admin.dossiers import OfADossierAdmin
from cases.models import Delivery, MessageText
from cases.models.delivery import DeliveryQuerySet
from cases.notices import IN_PORTAL, IN_SMS, PLACEHOLDERS, TABLE, Carrier, example
from departments.identity import mask_phone
from departments.languages import Language
from departments.sms_length import sms_parts
from departments.vietnamese import without_marks

_NOT_THERE = (Delivery.State.FAILED, Delivery.State.GIVEN_UP)


class ArrivedFilter(admin.SimpleListFilter):
    """What did not arrive comes first: it is what one opens the page for."""

    title = "tình trạng"
    parameter_name = "xem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Beside what did not arrive: every state, and all."""
        return [*Delivery.State.choices, ("tat-ca", "Tất cả")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The first choice is named after what it shows."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "Chưa tới nơi"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> QuerySet[Delivery]:
        """The rows of the choice."""
        if self.value() == "tat-ca":
            return queryset
        if self.value() in Delivery.State.values:
            return queryset.filter(state=self.value())
        return queryset.filter(state__in=_NOT_THERE)


@admin.register(Delivery)
class DeliveryAdmin(OfADossierAdmin):
    """The outbox. Whom it went to is masked and what it said is not shown: that is the dossier's business."""

    list_display = (
        *("created_at", "code", "about", "carrier", "masked_address", "last_error", "state", "attempts", "next_try"),
    )
    list_filter = (ArrivedFilter, "carrier")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("notice__dossier", "notice__feedback")
    search_fields = ("=notice__dossier__code", "=notice__feedback__code")
    actions = ("again",)
    fields = (
        *("code", "about", "audience", "carrier", "masked_address", "state", "attempts", "last_error"),
        *("created_at", "next_try", "sent_at"),
    )
    readonly_fields = ("code", "about", "masked_address", "next_try")

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Who may send again."""
        return request.user.has_perm("cases.change_delivery")

    @admin.action(description="Gửi lại những tin chưa tới nơi", permissions=["send"])
    def again(self, request: HttpRequest, queryset: DeliveryQuerySet) -> None:
        """Queue the chosen ones that did not arrive; the others are left alone, and it is said how many."""
        chosen = queryset.count()
        queued = send_again(queryset, at=timezone.now())
        if queued:
            self.message_user(request, f"Đã xếp {queued} tin để gửi lại.", messages.SUCCESS)
        if chosen > queued:
            left = f"{chosen - queued} tin không gửi lại: đã gửi, đang chờ gửi hoặc người nhận không muốn nhận."
            self.message_user(request, left, messages.WARNING)

    @admin.display(description="mã hồ sơ, mã phản ánh")
    def code(self, delivery: Delivery) -> str:
        """Of what it tells of."""
        return delivery.notice.code

    @admin.display(description="thông báo")
    def about(self, delivery: Delivery) -> str:
        """Which news, in the shipped words: the dossier's own may name people."""
        news = TABLE.get(delivery.notice.action)
        return news.subject if news else delivery.notice.action

    @admin.display(description="địa chỉ nhận")
    def masked_address(self, delivery: Delivery) -> str:
        """Enough to recognise it when somebody calls."""
        name, at, host = delivery.address.partition("@")
        return f"{name[:1]}***@{host}" if at else mask_phone(delivery.address)

    @admin.display(description="gửi lại lúc")
    def next_try(self, delivery: Delivery) -> Any:
        """When it is tried again, if it is."""
        return delivery.next_at if delivery.state == Delivery.State.FAILED else None


class MessageTextForm(forms.ModelForm):
    """The words for one move on one carrier, with a look at what people will read before they are kept."""

    action = forms.ChoiceField(label="Thao tác", choices=lambda: [(name, news.subject) for name, news in TABLE.items()])

    class Meta:
        model = MessageText
        fields = ("action", "carrier", "language", "subject", "text", "with_marks")
        widgets = {"text": forms.Textarea({"rows": 6, "cols": 90})}

    def clean(self) -> dict[str, Any]:
        """The button “Xem trước” keeps nothing."""
        cleaned = super().clean() or {}
        if "_preview" in self.data and not self.errors:
            self.add_error(None, "Đây là bản xem trước, chưa lưu. Vừa ý thì bấm “Lưu”.")
        return cleaned

    def preview(self) -> dict[str, Any]:
        """What people will read, with every placeholder at its longest; empty before there are words."""
        values = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else self.initial
        text, carrier = values.get("text", ""), values.get("carrier", "")
        language = values.get("language") or Language.VIETNAMESE.value
        shown = example(text, carrier, language)
        if carrier != Carrier.SMS:
            return {"subject": example(values.get("subject", ""), carrier, language), "text": shown} if text else {}
        shown = shown if values.get("with_marks") else without_marks(shown)
        return {"text": shown, "length": len(shown), "parts": sms_parts(shown)} if text else {}


@admin.register(MessageText)
class MessageTextAdmin(admin.ModelAdmin):
    """The office's own words; below them the shipped ones, each with a link to write others in their place."""

    form = MessageTextForm
    list_display = ("__str__", "carrier", "language", "subject", "text")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """With the shipped words."""
        return super().changelist_view(request, {**(extra_context or {}), "shipped": _shipped()})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the preview and the names that may stand in braces."""
        names = [
            {"name": f"{{{name}}}", "meaning": meaning, "where": _where(name)}
            for name, (meaning, _) in PLACEHOLDERS.items()
        ]
        context.update({"preview": context["adminform"].form.preview(), "names": names})
        return super().render_change_form(request, context, *args, **kwargs)


def _where(name: str) -> str:
    parts = [
        label
        for label, allowed in (("trên cổng", IN_PORTAL), ("thư", tuple(PLACEHOLDERS)), ("tin nhắn", IN_SMS))
        if name in allowed
    ]
    return ", ".join(parts)


def _shipped() -> list[dict[str, str]]:
    """Every text that goes out without words of the office's own; a mail says what the portal says."""
    own = set(MessageText.objects.values_list("action", "carrier", "language"))
    rows = []
    for action, news in TABLE.items():
        for carrier, language in product((Carrier.PORTAL, Carrier.SMS), Language):
            with override(language):
                subject, text = news.default(carrier)
            if text and (action, carrier.value, language.value) not in own:
                rows.append(_shipped_row(action, carrier, language, subject, text))
    return rows


def _shipped_row(action: str, carrier: Carrier, language: Language, subject: str, text: str) -> dict[str, str]:
    values = {"action": action, "carrier": carrier.value, "language": language.value, "subject": subject, "text": text}
    return {
        "label": TABLE[action].subject,
        "carrier": str(carrier.label),
        "language": str(language.label),
        "code": language.value,
        "text": text,
        "url": f"{reverse('admin:cases_messagetext_add')}?{urlencode(values)}",
    }
