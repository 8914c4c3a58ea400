"""The first tables of a study"""

from alembic import op
import sqlalchemy as sa

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('codebook_version',
    sa.Column('n', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('made_by', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('n', name=op.f('pk_codebook_version'))
    )
    op.create_table('coder',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_coder'))
    )
    op.create_table('event',
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('detail', sa.Text(), nullable=False),
    sa.Column('previous', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_event'))
    )
    op.create_table('participant',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('role_label', sa.Text(), nullable=True),
    sa.Column('role', sa.Text(), nullable=True),
    sa.Column('agency_label', sa.Text(), nullable=True),
    sa.Column('agency', sa.Text(), nullable=True),
    sa.Column('authority', sa.Text(), nullable=True),
    sa.Column('programme', sa.Text(), nullable=True),
    sa.Column('consent', sa.Text(), nullable=False),
    sa.Column('attributes', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant'))
    )
    op.create_table('study',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('uuid', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('profile', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('respondents', sa.Text(), nullable=False),
    sa.Column('options', sa.Text(), nullable=False),
    sa.Column('head', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_study'))
    )
    op.create_table('transcript',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('level', sa.Text(), nullable=True),
    sa.Column('wave', sa.Text(), nullable=True),
    sa.Column('date', sa.Text(), nullable=True),
    sa.Column('mode', sa.Text(), nullable=True),
    sa.Column('file_name', sa.Text(), nullable=False),
    sa.Column('imported_at', sa.Text(), nullable=False),
    sa.Column('removed_at', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transcript'))
    )
    op.create_table('code',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('first_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['first_version'], ['codebook_version.n'], name=op.f('fk_code_first_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code'))
    )
    op.create_table('memo',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('author', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['author'], ['coder.name'], name=op.f('fk_memo_author')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memo'))
    )
    with op.batch_alter_table('memo', schema=None) as batch_op:
        batch_op.create_index('ix_memo_about', ['about'], unique=False)

    op.create_table('oddity',
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('row', sa.Integer(), nullable=True),
    sa.Column('message', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_oddity_transcript')),
    sa.PrimaryKeyConstraint('transcript', 'n', name=op.f('pk_oddity'))
    )
    op.create_table('reading',
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('coder', sa.Text(), nullable=False),
    sa.Column('read_at', sa.Text(), nullable=True),
    sa.Column('done_at', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['coder'], ['coder.name'], name=op.f('fk_reading_coder')),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_reading_transcript')),
    sa.PrimaryKeyConstraint('transcript', 'coder', name=op.f('pk_reading'))
    )
    op.create_table('segment',
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('speaker', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_segment_transcript')),
    sa.PrimaryKeyConstraint('transcript', 'start', name=op.f('pk_segment'))
    )
    op.create_table('speaker',
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('interviewer', sa.Boolean(), nullable=False),
    sa.Column('participant', sa.Text(), nullable=True),
    sa.Column('role_label', sa.Text(), nullable=True),
    sa.Column('role', sa.Text(), nullable=True),
    sa.Column('agency_label', sa.Text(), nullable=True),
    sa.Column('agency', sa.Text(), nullable=True),
    sa.Column('authority', sa.Text(), nullable=True),
    sa.Column('programme', sa.Text(), nullable=True),
    sa.Column('consent', sa.Text(), nullable=False),
    sa.Column('confirmed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['participant'], ['participant.id'], name=op.f('fk_speaker_participant')),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_speaker_transcript')),
    sa.PrimaryKeyConstraint('transcript', 'label', name=op.f('pk_speaker'))
    )
    op.create_table('turn',
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('speaker', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('row_id', sa.Text(), nullable=True),
    sa.Column('time', sa.Float(), nullable=True),
    sa.Column('question', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_turn_transcript')),
    sa.PrimaryKeyConstraint('transcript', 'n', name=op.f('pk_turn'))
    )
    op.create_table('coding',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('direction', sa.Text(), nullable=False),
    sa.Column('coder', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('basis', sa.Text(), nullable=False),
    sa.Column('starred', sa.Boolean(), nullable=False),
    sa.Column('replaces', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['code'], ['code.id'], name=op.f('fk_coding_code')),
    sa.ForeignKeyConstraint(['coder'], ['coder.name'], name=op.f('fk_coding_coder')),
    sa.ForeignKeyConstraint(['replaces'], ['coding.id'], name=op.f('fk_coding_replaces')),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_coding_transcript')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coding'))
    )
    with op.batch_alter_table('coding', schema=None) as batch_op:
        batch_op.create_index('ix_coding_code', ['code'], unique=False)
        batch_op.create_index('ix_coding_place', ['transcript', 'start', 'end', 'code', 'id'], unique=False)

    op.create_table('suggestion',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('score', sa.Float(), nullable=False),
    sa.Column('band', sa.Text(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('engine', sa.Text(), nullable=False),
    sa.Column('codebook_version', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['code'], ['code.id'], name=op.f('fk_suggestion_code')),
    sa.ForeignKeyConstraint(['transcript'], ['transcript.id'], name=op.f('fk_suggestion_transcript')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion'))
    )
    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.create_index('ix_suggestion_transcript', ['transcript', 'start'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('suggestion', sa.Text(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('coder', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.Column('end', sa.Integer(), nullable=True),
    sa.Column('coding', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['coder'], ['coder.name'], name=op.f('fk_decision_coder')),
    sa.ForeignKeyConstraint(['coding'], ['coding.id'], name=op.f('fk_decision_coding')),
    sa.ForeignKeyConstraint(['suggestion'], ['suggestion.id'], name=op.f('fk_decision_suggestion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index('ix_decision_suggestion', 'decision', ['suggestion', 'coder'], unique=False)
    op.create_table('withdrawal',
    sa.Column('coding', sa.Text(), nullable=False),
    sa.Column('coder', sa.Text(), nullable=False),
    sa.Column('made_at', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['coder'], ['coder.name'], name=op.f('fk_withdrawal_coder')),
    sa.ForeignKeyConstraint(['coding'], ['coding.id'], name=op.f('fk_withdrawal_coding')),
    sa.PrimaryKeyConstraint('coding', name=op.f('pk_withdrawal'))
    )
