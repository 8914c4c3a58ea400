"""Corrected transcripts, replaced names, what people permit, and what was erased"""

from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _corrected_transcripts()
    _replaced_names()
    _permitted_uses()


def _corrected_transcripts() -> None:
    op.create_table('text_version',
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('structure', sa.Text(), nullable=False),
    sa.Column('file_name', sa.Text(), nullable=False),
    sa.Column('until', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_text_version_transcript')),
    sa.ForeignKeyConstraint(['who'], ['coder.name'], name=op.f('fk_text_version_who')),
    sa.PrimaryKeyConstraint('transcript', 'n', name=op.f('pk_text_version'))
    )
    op.create_table('coding_move',
    sa.Column('coding', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('stood', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('speaker', sa.Boolean(), nullable=False),
    sa.Column('settled_by', sa.Text(), nullable=True),
    sa.Column('settled_at', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['coding'], ['coding.id'], name=op.f('fk_coding_move_coding')),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_coding_move_transcript')),
    sa.ForeignKeyConstraint(['settled_by'], ['coder.name'], name=op.f('fk_coding_move_settled_by')),
    sa.PrimaryKeyConstraint('coding', 'n', name=op.f('pk_coding_move'))
    )
    op.create_index('ix_coding_move_transcript', 'coding_move', ['transcript', 'n'], unique=False)
    op.create_index('ix_coding_move_state', 'coding_move', ['state'], unique=False)


def _replaced_names() -> None:
    op.create_table('replacement',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('instead', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('found_by', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_replacement_transcript')),
    sa.ForeignKeyConstraint(['who'], ['coder.name'], name=op.f('fk_replacement_who')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replacement'))
    )
    op.create_index('ix_replacement_transcript', 'replacement', ['transcript', 'start'], unique=False)


def _permitted_uses() -> None:
    op.add_column('participant', sa.Column('archive', sa.Text(), nullable=False, server_default='unknown'))
    op.add_column('participant', sa.Column('name_authority', sa.Text(), nullable=False, server_default='unknown'))
