"""${message}"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring a ledger of the revision before to this one, keeping every row."""
    ${upgrades if upgrades else "raise NotImplementedError"}
