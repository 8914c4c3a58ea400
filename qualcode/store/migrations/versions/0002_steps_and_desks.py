"""What each browser tab has had done, steps to undo, and where a reader left off"""

from alembic import op
import sqlalchemy as sa

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('desk',
    sa.Column('client', sa.Text(), nullable=False),
    sa.Column('coder', sa.Text(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.Text(), nullable=False),
    sa.Column('refused', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('client', name=op.f('pk_desk'))
    )
    op.create_table('step',
    sa.Column('n', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('coder', sa.Text(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('suggestion', sa.Text(), nullable=True),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['coder'], ['coder.name'], name=op.f('fk_step_coder')),
    sa.ForeignKeyConstraint(['suggestion'], ['suggestion.id'], name=op.f('fk_step_suggestion')),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_step_transcript')),
    sa.PrimaryKeyConstraint('n', name=op.f('pk_step'))
    )
    op.create_index('ix_step_coder', 'step', ['coder', 'n'], unique=False)
    op.create_index('ix_coding_replaces', 'coding', ['replaces'], unique=False)
    op.create_index('ix_coding_coder', 'coding', ['coder', 'made_at'], unique=False)
    op.create_index('ix_event_act', 'event', ['act', 'who'], unique=False)
    op.add_column('reading', sa.Column('place', sa.Integer(), nullable=True))
