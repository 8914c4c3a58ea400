"""Rounds of review, verdicts, resolutions, and how far people have looked"""

from alembic import op
import sqlalchemy as sa

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('round',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('over', sa.Text(), nullable=False),
    sa.Column('made_by', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('due', sa.Text(), nullable=True),
    sa.Column('codebook_version', sa.Integer(), nullable=False),
    sa.Column('seen', sa.Integer(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('drawn', sa.Text(), nullable=False),
    sa.Column('reviewers', sa.Text(), nullable=False),
    sa.Column('coders', sa.Text(), nullable=False),
    sa.Column('interviews', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['coder.name'], name=op.f('fk_round_made_by')),
    sa.ForeignKeyConstraint(['codebook_version'], ['codebook_version.n'], name=op.f('fk_round_codebook_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round'))
    )
    op.create_table('round_step',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('round', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('person', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['round'], ['round.id'], name=op.f('fk_round_step_round')),
    sa.ForeignKeyConstraint(['person'], ['coder.name'], name=op.f('fk_round_step_person')),
    sa.ForeignKeyConstraint(['who'], ['coder.name'], name=op.f('fk_round_step_who')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_step'))
    )
    op.create_index('ix_round_step_round', 'round_step', ['round', 'n'], unique=False)
    op.create_table('round_item',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('round', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('version', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['round'], ['round.id'], name=op.f('fk_round_item_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_item'))
    )
    op.create_index('ix_round_item_round', 'round_item', ['round', 'n'], unique=False)
    op.create_table('round_coding',
    sa.Column('round', sa.Text(), nullable=False),
    sa.Column('coding', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['round'], ['round.id'], name=op.f('fk_round_coding_round')),
    sa.ForeignKeyConstraint(['coding'], ['coding.id'], name=op.f('fk_round_coding_coding')),
    sa.PrimaryKeyConstraint('round', 'coding', name=op.f('pk_round_coding'))
    )
    op.create_table('judged',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('judgement', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('proposal', sa.Text(), nullable=True),
    sa.Column('replaces', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['who'], ['coder.name'], name=op.f('fk_judged_who')),
    sa.ForeignKeyConstraint(['item'], ['round_item.id'], name=op.f('fk_judged_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_judged'))
    )
    op.create_index('ix_judged_item', 'judged', ['item', 'n'], unique=False)
    op.create_table('resolution',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('made', sa.Text(), nullable=False),
    sa.Column('withdrawn', sa.Text(), nullable=False),
    sa.Column('codebook_version', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['who'], ['coder.name'], name=op.f('fk_resolution_who')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resolution'))
    )
    op.create_index('ix_resolution_subject', 'resolution', ['subject', 'n'], unique=False)
    op.create_table('look',
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['who'], ['coder.name'], name=op.f('fk_look_who')),
    sa.PrimaryKeyConstraint('who', name=op.f('pk_look'))
    )
