"""The first schema."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.safetext import SafeText

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "documents",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", SafeText(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("text", SafeText(), nullable=False),
        sa.Column("title", SafeText(), nullable=True),
        sa.Column("publisher", SafeText(), nullable=True),
        sa.Column("url", SafeText(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("language", SafeText(), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", SafeText(), nullable=True),
        sa.Column("reader", SafeText(), nullable=True),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.Column("first_read", sa.Text(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_id"), "documents", ["id"], unique=False)
    op.create_index(
        "ux_documents_current",
        "documents",
        ["id"],
        unique=True,
        sqlite_where=sa.text("current = 1"),
        postgresql_where=sa.text("current = true"),
    )
    op.create_table(
        "judgements",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("claim", SafeText(), nullable=False),
        sa.Column("reviewer", SafeText(), nullable=False),
        sa.Column("verdict", SafeText(), nullable=False),
        sa.Column("corrections", SafeText(), nullable=False),
        sa.Column("note", SafeText(), nullable=True),
        sa.Column("judged", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_judgements")),
    )
    op.create_index(op.f("ix_judgements_claim"), "judgements", ["claim"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", SafeText(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "claims",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("id", SafeText(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("kind", SafeText(), nullable=False),
        sa.Column("quantity_text", SafeText(), nullable=True),
        sa.Column("quantity_low", sa.Double(), nullable=True),
        sa.Column("quantity_high", sa.Double(), nullable=True),
        sa.Column("quantity_approx", sa.Boolean(), nullable=True),
        sa.Column("quantity_unit", SafeText(), nullable=True),
        sa.Column("quantity_per", SafeText(), nullable=True),
        sa.Column("affected_side", SafeText(), nullable=True),
        sa.Column("affected_actor", SafeText(), nullable=True),
        sa.Column("affected_name", SafeText(), nullable=True),
        sa.Column("affected_text", SafeText(), nullable=True),
        sa.Column("affected_start", sa.Integer(), nullable=True),
        sa.Column("affected_end", sa.Integer(), nullable=True),
        sa.Column("agent_side", SafeText(), nullable=True),
        sa.Column("agent_actor", SafeText(), nullable=True),
        sa.Column("agent_name", SafeText(), nullable=True),
        sa.Column("agent_text", SafeText(), nullable=True),
        sa.Column("agent_start", sa.Integer(), nullable=True),
        sa.Column("agent_end", sa.Integer(), nullable=True),
        sa.Column("source", SafeText(), nullable=False),
        sa.Column("place_name", SafeText(), nullable=True),
        sa.Column("place_geonameid", sa.Integer(), nullable=True),
        sa.Column("place_lat", sa.Double(), nullable=True),
        sa.Column("place_lon", sa.Double(), nullable=True),
        sa.Column("place_precision", sa.Integer(), nullable=True),
        sa.Column("place_text", SafeText(), nullable=True),
        sa.Column("place_start", sa.Integer(), nullable=True),
        sa.Column("place_end", sa.Integer(), nullable=True),
        sa.Column("period_start", SafeText(), nullable=True),
        sa.Column("period_end", SafeText(), nullable=True),
        sa.Column("period_precision", sa.Integer(), nullable=True),
        sa.Column("period_text", SafeText(), nullable=True),
        sa.Column("period_cumulative", sa.Boolean(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("verification", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("reader", SafeText(), nullable=False),
        sa.Column("question", SafeText(), nullable=True),
        sa.Column("repeats", SafeText(), nullable=True),
        sa.Column("steps", SafeText(), nullable=False),
        sa.Column("find_speaker", SafeText(), nullable=False),
        sa.Column("find_place", SafeText(), nullable=False),
        sa.Column("find_first", SafeText(), nullable=True),
        sa.Column("find_last", SafeText(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_claims_document")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_document"), "claims", ["document"], unique=False)
    op.create_index(op.f("ix_claims_id"), "claims", ["id"], unique=False)
    op.create_index(op.f("ix_claims_kind"), "claims", ["kind"], unique=False)
    op.create_table(
        "problems",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("path", SafeText(), nullable=False),
        sa.Column("reason", SafeText(), nullable=False),
        sa.Column("hint", SafeText(), nullable=True),
        sa.Column("noted", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_problems_document")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_problems")),
    )
    op.create_index(op.f("ix_problems_document"), "problems", ["document"], unique=False)
    op.create_index(op.f("ix_problems_path"), "problems", ["path"], unique=False)
    op.create_table(
        "uncoded",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", SafeText(), nullable=False),
        sa.Column("reason", SafeText(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_uncoded_document")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_uncoded")),
    )
    op.create_index(op.f("ix_uncoded_document"), "uncoded", ["document"], unique=False)
