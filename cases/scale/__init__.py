"""Very many believable dossiers at once, for measuring: written by COPY, yet as the real actions would have left them.

The lives are played in memory by `moves`, which do to rows in memory what `cases.actions` do in the database; the due
moments come from `cases.clock`, the seals of the log from `cases.actions._log`, the notices from `cases.notices`.
A test plays a sample of the lives again with the real actions and compares.
Nothing but `manage.py seed_scale` may import this.
"""

from cases.scale.seeding import Progress, seed
from cases.scale.setting import NothingToDo

__all__ = ["NothingToDo", "Progress", "seed"]
