"""Claims as they are compared, kept so that one article more is quickly set beside all others."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table. It is filled by the next comparing, which is another comparer's and begins anew."""
    op.create_table(
        "stated",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name=op.f("fk_stated_claim")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_stated_document")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_stated")),
    )
    op.create_index(op.f("ix_stated_document"), "stated", ["document"], unique=False)
