"""What people write about the study as a whole: themes, summaries, placements, plans"""

from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('kept',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['who'], ['coder.name'], name=op.f('fk_kept_who')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept'))
    )
    op.create_index('ix_kept_kind', 'kept', ['kind', 'key', 'n'], unique=False)
