"""A dossier as it comes in, in memory: the counterpart of `cases.actions._create`."""

from cases.models import Dossier
from cases.scale.setting import Office, Plan
from cases.scale.tools import Arrival, Tools
from cases.status import Status
from procedures.channels import Channel


def new_dossier(office: Office, plan: Plan, arrival: Arrival, tools: Tools) -> Dossier:
    """Submitted online or at the counter, with its code, and nothing else yet."""
    offering = office.offering
    dossier = Dossier(
        pk=tools.ids.next(Dossier),
        code=arrival.code,
        submission_key=arrival.key,
        revision=1,
        version_id=plan.version.pk,
        case_id=arrival.case.pk if arrival.case else None,
        department_id=offering.department_id,
        desk=offering.desk,  # the notices name it
        division_id=offering.division_id,
        channel=arrival.channel,
        summary=plan.version.name,
        form_data=arrival.form_data,
        account_id=arrival.account.pk if arrival.account else None,
        taken_in_by_id=None if arrival.account else arrival.clerk.pk,
        submitter_id=arrival.submitter.pk,
        owner_id=arrival.owner.pk,
        status=int(Status.NEW),
        delivery=arrival.delivery,
        submitted_at=arrival.at,
    )
    if arrival.channel == Channel.ONLINE:
        dossier.answer_due_at = tools.engine.answer_due(arrival.at, office.desk_calendar)
    return dossier
