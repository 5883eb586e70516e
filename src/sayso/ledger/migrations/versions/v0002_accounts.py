"""What comparing the claims came to: questions, origins, relations, statements, and the passages that texts share."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.safetext import SafeText

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of a comparison; the claims stay as they are."""
    op.create_table(
        "pending",
        sa.Column("block", SafeText(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("block", name=op.f("pk_pending")),
    )
    op.create_table(
        "questions",
        sa.Column("id", SafeText(), nullable=False),
        sa.Column("block", SafeText(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("label", SafeText(), nullable=False),
        sa.Column("kind", SafeText(), nullable=False),
        sa.Column("unit", SafeText(), nullable=False),
        sa.Column("per", SafeText(), nullable=True),
        sa.Column("affected", SafeText(), nullable=True),
        sa.Column("actor", SafeText(), nullable=True),
        sa.Column("place", SafeText(), nullable=True),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("period_start", SafeText(), nullable=True),
        sa.Column("period_end", SafeText(), nullable=True),
        sa.Column("cumulative", sa.Boolean(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("best", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("rule", SafeText(), nullable=False),
        sa.Column("how", SafeText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_block"), "questions", ["block"], unique=False)
    op.create_table(
        "compared",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_compared_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_compared")),
    )
    op.create_table(
        "origins",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("question", SafeText(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", SafeText(), nullable=False),
        sa.Column("speaker", SafeText(), nullable=False),
        sa.Column("side", SafeText(), nullable=True),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("approx", sa.Boolean(), nullable=False),
        sa.Column("denied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name=op.f("fk_origins_question")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_origins")),
    )
    op.create_index(op.f("ix_origins_question"), "origins", ["question"], unique=False)
    op.create_table(
        "passages",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("minhash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_passages_document")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_document"), "passages", ["document"], unique=False)
    op.create_table(
        "relations",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("question", SafeText(), nullable=False),
        sa.Column("a", SafeText(), nullable=False),
        sa.Column("b", SafeText(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("measure_level", sa.Text(), nullable=False),
        sa.Column("who_level", sa.Text(), nullable=False),
        sa.Column("where_level", sa.Text(), nullable=False),
        sa.Column("when_level", sa.Text(), nullable=False),
        sa.Column("why", SafeText(), nullable=False),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name=op.f("fk_relations_question")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_relations")),
    )
    op.create_index(op.f("ix_relations_a"), "relations", ["a"], unique=False)
    op.create_index(op.f("ix_relations_b"), "relations", ["b"], unique=False)
    op.create_index(op.f("ix_relations_question"), "relations", ["question"], unique=False)
    op.create_table(
        "statements",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("block", SafeText(), nullable=True),
        sa.Column("question", SafeText(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("origin", SafeText(), nullable=True),
        sa.Column("report", sa.Integer(), nullable=True),
        sa.Column("flag", sa.Text(), nullable=True),
        sa.Column("left_out", SafeText(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name=op.f("fk_statements_claim")),
        sa.ForeignKeyConstraint(["document"], ["documents.key"], name=op.f("fk_statements_document")),
        sa.ForeignKeyConstraint(["question"], ["questions.id"], name=op.f("fk_statements_question")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_block"), "statements", ["block"], unique=False)
    op.create_index(op.f("ix_statements_document"), "statements", ["document"], unique=False)
    op.create_index(op.f("ix_statements_question"), "statements", ["question"], unique=False)
