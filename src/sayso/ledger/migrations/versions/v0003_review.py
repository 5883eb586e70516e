"""Looking and reviewing: judgements that take one back or add a claim, and a narrow copy of the claims to count by."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.facets import fill
from sayso.ledger.safetext import SafeText

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables and columns, and fill the copy."""
    op.add_column("judgements", sa.Column("withdraws", sa.Integer(), nullable=True))
    op.add_column("judgements", sa.Column("document", SafeText(), nullable=True))
    op.create_index(op.f("ix_judgements_withdraws"), "judgements", ["withdraws"], unique=False)
    op.create_index(op.f("ix_judgements_document"), "judgements", ["document"], unique=False)
    op.create_table(
        "facets",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("kind", SafeText(), nullable=False),
        sa.Column("side", SafeText(), nullable=True),
        sa.Column("speaker", SafeText(), nullable=False),
        sa.Column("speaker_side", SafeText(), nullable=True),
        sa.Column("outlet", SafeText(), nullable=True),
        sa.Column("place", SafeText(), nullable=True),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("place_precision", sa.Integer(), nullable=True),
        sa.Column("first", SafeText(), nullable=True),
        sa.Column("last", SafeText(), nullable=True),
        sa.Column("date_precision", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("denied", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("question", SafeText(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("flag", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name=op.f("fk_facets_claim")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_facets_document")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_facets")),
    )
    op.create_index("ix_facets_doubt", "facets", ["confidence", "claim"], unique=False)
    op.create_index(op.f("ix_facets_document"), "facets", ["document"], unique=False)
    op.create_index(op.f("ix_facets_question"), "facets", ["question"], unique=False)
    op.create_table(
        "sentences",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("words", SafeText(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name=op.f("fk_sentences_claim")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_sentences_document")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_sentences")),
    )
    op.create_index(op.f("ix_sentences_document"), "sentences", ["document"], unique=False)
    fill(op.get_bind())
