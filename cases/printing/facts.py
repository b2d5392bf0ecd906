"""What every paper of a dossier states alike: who issues it, where and when, whose matter it is, how to follow it."""

import io
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings

from cases.models import Applicant, Dossier
from cases.printing.wording import wording
from departments.identity import show_phone
from departments.models import Department
from departments.vietnamese import long_date
from departments.working_time import local

Facts = dict[str, Any]
_LONG_NAME = ("UBND ", "ỦY BAN NHÂN DÂN ")
_OF_COMMUNE = ("phường ", "xã ", "thị trấn ", "đặc khu ")


def basis(form: str, *, dossier: Dossier, at: datetime, look_up: str, heading: Facts, place: str) -> Facts:
    """The part common to all papers of one dossier; `at` is the moment the paper speaks of, so it never changes."""
    procedure = dossier.version.procedure
    closer = [dossier.department.code, procedure.field.code, procedure.code]
    return {
        "form": wording(form, closer),
        "closer": closer,
        "heading": heading,
        "place_date": f"{place}, {long_date(local(at).date())}",
        "timestamp": int(at.timestamp()),
        "code": dossier.code or "",
        "look_up": look_up,
        "qr": qr_code(look_up_address(look_up, dossier)),
        "procedure": dossier.version.name,
        "procedure_code": procedure.code,
        "matter": dossier.summary or dossier.version.name,
        "channel": dossier.get_channel_display(),
        "unit": dossier.desk.name,
        "submitter": person(dossier.submitter),
        "owner": person(dossier.owner) if dossier.owner_id != dossier.submitter_id else None,
    }


def person(applicant: Applicant) -> Facts:
    """A person or organisation as a paper addresses it."""
    organisation = applicant.kind == Applicant.Kind.ORGANISATION
    return {
        "name": applicant.full_name,
        "is_person": not organisation,
        "honorific": "Quý cơ quan, tổ chức" if organisation else "Ông/Bà",
        "address": applicant.address,
        "phone": show_phone(applicant.phone),
        "email": applicant.email,
        "number": applicant.personal_id or applicant.tax_code,
        "number_label": "Mã số thuế" if not applicant.personal_id and applicant.tax_code else "Số căn cước/Hộ chiếu",
    }


def desk_heading(dossier: Dossier) -> tuple[Facts, str]:
    """The heading of a paper the desk issues, its agency above it, and the place it is issued at."""
    desk = dossier.desk
    # A desk nearly always stands in the agency that decides; only one of another agency has to be looked up.
    at_home = desk.path.startswith(dossier.department.path)
    agency = dossier.department if at_home else desk.agency()
    return unit_heading(desk, agency), place_of(agency)


def unit_heading(unit: Department, agency: Department) -> Facts:
    """The two lines of a unit that works for an agency (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    if unit == agency:
        return agency_heading(agency)
    name, whose = unit.name.upper(), agency.name.upper().removeprefix(_LONG_NAME[0])
    lines = [name.removesuffix(whose).strip(), whose] if name.endswith(whose) and name != whose else [name]
    return {"above": [agency.name.upper()], "unit": lines}


def agency_heading(agency: Department) -> Facts:
    """The lines of an agency that speaks in its own name: a people's committee has no agency above it."""
    name = agency.name.upper()
    if agency.level in (Department.Level.COMMUNE, Department.Level.CITY):
        short, full = _LONG_NAME
        return {"above": [], "unit": [full.strip(), name.removeprefix(short)] if name.startswith(short) else [name]}
    return {"above": [agency.parent.name.upper()] if agency.parent else [], "unit": [name]}


def place_of(agency: Department) -> str:
    """The place name beside the date: a commune's own name for its papers, else that of the city."""
    if agency.level != Department.Level.COMMUNE:
        return str(settings.PORTAL_PLACE)
    name = (agency.short_name or agency.name).removeprefix("UBND ")
    kind = next((kind for kind in _OF_COMMUNE if name.lower().startswith(kind)), "")
    bare = name[len(kind) :]
    # A ward named by a number keeps its kind: "Phường 1".
    return name if bare[:1].isdigit() else bare


def agency_words(dossier: Dossier) -> Facts:
    """The words that sentences of a letter are filled with."""
    receiver = person(dossier.submitter)
    agency = dossier.department.name.replace("UBND ", "Ủy ban nhân dân ")
    return {
        "unit": dossier.desk.name,
        "agency": agency,
        "agency_head": agency[:1].upper() + agency[1:],
        "honorific": receiver["honorific"],
        "person": receiver["name"],
        "code": dossier.code,
        "matter": dossier.summary or dossier.version.name,
        "received": f"{local(dossier.received_at):%d/%m/%Y}" if dossier.received_at else "",
    }


def look_up_address(look_up: str, dossier: Dossier) -> str:
    """Where the dossier is looked up, its code filled in; `look_up` is the public look-up's full address."""
    return f"{look_up}?{urlencode({'ma': dossier.code})}"


def qr_picture(text: str) -> str:
    """The text as a QR code on white, the address of a picture that a page can show."""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=2, light="#fff")


def qr_code(text: str) -> str:
    """The text as a QR code, an SVG image that scales to any size."""
    image = io.BytesIO()
    segno.make(text, error="m", micro=False).save(image, kind="svg", border=0, xmldecl=False)
    return image.getvalue().decode()
