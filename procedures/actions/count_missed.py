"""Count a search that found nothing, so that an administrator can teach the portal the words people use."""

from datetime import date, timedelta

from django.db import connection

from departments.vietnamese import fold
from procedures.models import MissedSearch

KEPT = timedelta(days=90)
_LONGEST, _MOST_WORDS = 60, 8
_MOST_A_DAY = 500  # different phrases; whoever types nonsense all day fills no database
_COUNT = """
    INSERT INTO procedures_missedsearch (phrase, day, count)
    SELECT %(phrase)s, %(day)s, 1
    WHERE (SELECT COUNT(*) FROM procedures_missedsearch WHERE day = %(day)s) < %(most)s
        OR EXISTS (SELECT 1 FROM procedures_missedsearch WHERE day = %(day)s AND phrase = %(phrase)s)
    ON CONFLICT (day, phrase) DO UPDATE SET count = procedures_missedsearch.count + 1
    RETURNING count
"""


def count_missed(words: str, *, day: date) -> bool:
    """Count the phrase once for the day; whether it was counted.

    Nothing is kept of who looked. What may name a person is not kept either: no phrase with a digit or an @, none
    longer than 8 words. One statement that several processes may run at once; old days go when a new phrase comes.
    """
    phrase = fold(words)
    if not phrase or "@" in words or any(char.isdigit() for char in phrase):
        return False
    if len(phrase) > _LONGEST or len(phrase.split()) > _MOST_WORDS:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"phrase": phrase, "day": day, "most": _MOST_A_DAY})
        counted = cursor.fetchall()
    if counted == [(1,)]:
        MissedSearch.objects.filter(day__lt=day - KEPT).delete()
    return bool(counted)
